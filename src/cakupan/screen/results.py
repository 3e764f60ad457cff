"""Measured numbers as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.findings import message
from cakupan.screen.said import say, sentence, told
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from rich.table import Table

    from cakupan.results import Answers, Result


def results(rows: Sequence[Result], answers: Answers, measure: str, lang: str) -> None:
    """Print the results of a measure as a table."""
    if not rows:
        say(message("no_number", lang, measure=f"{measure} ({answers.measure_text(measure)['name'][lang]})"))
        if answers.known_at is not None:
            say(message("nothing_known_hint", lang, day=wording.day(answers.known_at, lang)))
        return
    name = answers.measure_text(rows[0].measure)["name"][lang]
    heads = [sentence(lang, f"head_{code}") for code in ("region", "part", "moment")]
    made = table(heads, [name, sentence(lang, "head_counts")], name)
    made.add_column(sentence(lang, "head_basis"), overflow="fold")
    made.add_column(sentence(lang, "head_receipt"), no_wrap=True)
    names = {row.region: row.region_name for row in rows}
    twice = {name for name, n in Counter(names.values()).items() if n > 1}
    for row in rows:
        name, *cells = _cells(row, answers, lang)
        made.add_row(f"{name} ({row.region})" if name in twice else name, *cells)
    show(made)
    if any(row.lately for row in rows):
        show(_lately(rows, lang))
    _remarks(rows, answers, lang)


def _remarks(rows: Sequence[Result], answers: Answers, lang: str) -> None:
    """Print what is to be known of the numbers: borders that changed, invented people, what was known when."""
    for then, now in sorted({row.crosses for row in rows if row.crosses}):
        told(lang, "crosses", then=then, now=now)
    if own := sorted({name for row in rows for name in row.own}):
        told(lang, "own", measures=", ".join(own))
    if any(batch["invented"] for batch in answers.batches()) and any(row.basis != "figure" for row in rows):
        told(lang, "invented")
    if answers.known_at is not None:
        told(lang, "known_at", day=wording.day(answers.known_at, lang))
        if stated := answers.stated():
            told(lang, "stated", n=stated)


def _lately(rows: Sequence[Result], lang: str) -> Table:
    """Return the net joiners a month of late, those of the same months a year before in brackets."""
    spans = sorted({one.months for row in rows for one in row.lately})
    heads = [sentence(lang, f"head_{code}") for code in ("region", "part")]
    made = table(heads, [sentence(lang, "lately_span", months=months) for months in spans], sentence(lang, "lately"))
    for row in rows:
        net = {(one.months, one.years_before): wording.count(one.value, lang) for one in row.lately}
        told = (f"{net.get((n, 0), wording.NOTHING)} ({net.get((n, 1), wording.NOTHING)})" for n in spans)
        made.add_row(row.region_name, " ".join(filter(None, (row.segment, row.group))), *told)
    return made


def _cells(row: Result, answers: Answers, lang: str) -> tuple[str, ...]:
    day = wording.day(row.moment, lang)
    if row.since:
        day = f"{wording.day(row.since, lang)} – {day}"
    basis = wording.label("basis", row.basis, lang)
    if row.definition != row.basis:
        basis += f": {answers.definition_text(row.definition)['name'][lang]}"
    if row.source:
        basis += f"; {row.source}"
    part = " ".join(filter(None, (row.segment, row.group, row.programme)))
    return row.region_name, part, day, wording.cell(row, lang), counts(row, lang), basis, row.receipt


def counts(row: Result, lang: str) -> str:
    """Return the two counts of a ratio; empty text where there are none."""
    if row.numerator is None or row.denominator is None:
        return ""
    return f"{wording.count(row.numerator, lang)} / {wording.count(row.denominator, lang)}"
