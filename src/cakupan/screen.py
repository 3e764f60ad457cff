"""What the commands print on a terminal, in the language of the office."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Self

from cakupan import wording
from cakupan.batches import planned
from cakupan.findings import message

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from cakupan.accounts import Account
    from cakupan.calculate import Answer
    from cakupan.duplicates import Duplicates, Sum
    from cakupan.intake import Taken
    from cakupan.law import Entry, Law, Remark
    from cakupan.mending import GivenBack
    from cakupan.proof import Proof, Source
    from cakupan.publications import Publication
    from cakupan.results import Answers, Result
    from cakupan.review import Change, Decision, Outcome, Pair, Quality, Row
    from cakupan.sources import SheetMapping
    from cakupan.trials import Trial
    from cakupan.whatif import Difference, Promised
    from cakupan.withdrawals import Withdrawal


def say(text: str = "") -> None:
    """Print a line."""
    print(text)  # noqa: T201 - this is the screen


def complain(text: str) -> None:
    """Print a line on the error channel."""
    print(f"cakupan: {text}", file=sys.stderr)  # noqa: T201 - this is the screen


def notice(text: str) -> None:
    """Print a remark on the error channel, where it does not get into data."""
    print(text, file=sys.stderr)  # noqa: T201 - this is the screen


def told(lang: str, code: str, /, **words: object) -> None:
    """Print one sentence of the catalogue with its words."""
    say(sentence(lang, code, **words))


def sentence(lang: str, code: str, /, **words: object) -> str:
    """Return one sentence of the catalogue with its words."""
    return wording.label("screen", code, lang).format_map(words)


class Progress:
    """Says on a terminal which table is being made; stays silent elsewhere."""

    def __enter__(self) -> Self:
        """Look whether somebody is watching."""
        self._shown = sys.stderr.isatty()
        return self

    def __exit__(self, *exc: object) -> None:
        """Clean the line."""
        self._show("")

    def __call__(self, table: str, rows: int) -> None:
        """Show a table that was made, and its number of rows."""
        self._show(f"{table}: {wording.count(rows)}")

    def _show(self, text: str) -> None:
        if self._shown:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201 - this is the screen


def mapping(file: str, sheets: Iterable[SheetMapping], lang: str) -> None:
    """Print how the sheets of a file were understood; sheets that were understood alike share a line."""
    alike: dict[tuple[int, str], list[str]] = {}
    for sheet in sheets:
        pairs = ", ".join(f"{heading.strip()} → {field}" for heading, field in sheet.fields.items())
        if sheet.unmapped:
            pairs += sentence(lang, "unused", headings=", ".join(heading.strip() for heading in sheet.unmapped))
        alike.setdefault((sheet.header_row, pairs), []).append(sheet.sheet)
    for (row, pairs), names in alike.items():
        shown = f" [{', '.join(names)}]" if any(names) else ""
        told(lang, "mapped", file=file, sheet=shown, row=row, pairs=pairs)


def receipt(taken: Taken, lang: str) -> None:
    """Print what became of the rows of a file."""
    about = taken.batch.about
    if not taken.new:
        told(lang, "known", file=about["file"], batch=taken.batch.name)
        return
    mapping(about["file"], taken.sheets, lang)
    if planned(taken.batch):
        told(lang, "planned", moment=wording.day(date.fromisoformat(about["position"]), lang))
    told(lang, "taken", **{**about, "batch": taken.batch.name})
    if about.get("mends"):
        told(lang, "mends", **{key: about[key] for key in ("mends", "mended", "unchanged", "added")})
    _found(about["findings"], lang)
    if about["complete"] and about["kind"] in ("workers", "members"):
        told(lang, "speaks", scope=about["scope"] or sentence(lang, "scope_villages"))


def trial(done: Trial, lang: str) -> None:
    """Print how a file would be understood, and what it would change."""
    mapping(done.file, done.sheets, lang)
    told(lang, "trial", file=done.file, **{key: wording.count(n, lang) for key, n in done.counts.items()})
    _found(done.findings, lang)


def _found(findings: Mapping[str, int], lang: str) -> None:
    for code, n in sorted(findings.items(), key=lambda pair: -pair[1]):
        say(f"{wording.count(n, lang):>10}  {code}: {message(code, lang, detail='…')}")


def withdrawal(done: Withdrawal, lang: str) -> None:
    """Print what withdrawing a batch did."""
    told(lang, "withdrawn", batch=done.batch, file=done.file, rows=wording.count(done.reversed, lang))
    for name, parts in (("restored", done.restored), ("kept", done.kept)):
        for part in parts:
            words = {"rows": wording.count(part.rows, lang), "batch": part.batch, "file": part.file}
            say("  " + sentence(lang, f"{name}_{part.why}", **words))
    told(lang, "withdrawn_next")


def given_back(done: GivenBack, lang: str) -> None:
    """Print what was written for the sender to mend."""
    counts = {status: wording.count(done.rows.get(status, 0), lang) for status in ("check", "rejected")}
    told(lang, "given_back", file=done.file.name, batch=done.batch, **counts)


def results(rows: Sequence[Result], answers: Answers, lang: str) -> None:
    """Print results as a table."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    if not rows:
        say(message("no_number", lang, measure=""))
        return
    name = answers.measure_text(rows[0].measure)["name"][lang]
    table = Table(title=name, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for code in ("region", "part", "moment"):
        table.add_column(sentence(lang, f"head_{code}"), overflow="fold")
    table.add_column(name, justify="right")
    table.add_column(sentence(lang, "head_counts"), justify="right")
    table.add_column(sentence(lang, "head_basis"), overflow="fold")
    table.add_column(sentence(lang, "head_receipt"), no_wrap=True)
    for row in rows:
        table.add_row(*_cells(row, answers, lang))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)
    if any(row.lately for row in rows):
        console.print(_lately(rows, lang))
    for then, now in sorted({row.crosses for row in rows if row.crosses}):
        told(lang, "crosses", then=then, now=now)
    if any(batch["invented"] for batch in answers.batches()) and any(row.basis != "figure" for row in rows):
        told(lang, "invented")
    if answers.known_at is not None:
        told(lang, "known_at", day=wording.day(answers.known_at, lang))
        if stated := answers.stated():
            told(lang, "stated", n=stated)


def _lately(rows: Sequence[Result], lang: str) -> RichTable:
    """Return the net joiners a month of late, those of the same months a year before in brackets."""
    from rich import box
    from rich.table import Table

    spans = sorted({one.months for row in rows for one in row.lately})
    title = sentence(lang, "lately")
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for code in ("region", "part"):
        table.add_column(sentence(lang, f"head_{code}"), overflow="fold")
    for months in spans:
        table.add_column(sentence(lang, "lately_span", months=months), justify="right")
    for row in rows:
        net = {(one.months, one.years_before): wording.count(one.value, lang) for one in row.lately}
        told = (f"{net.get((n, 0), wording.NOTHING)} ({net.get((n, 1), wording.NOTHING)})" for n in spans)
        table.add_row(row.region_name, " ".join(filter(None, (row.segment, row.group))), *told)
    return table


def _cells(row: Result, answers: Answers, lang: str) -> tuple[str, ...]:
    day = wording.day(row.moment, lang)
    if row.since:
        day = f"{wording.day(row.since, lang)} – {day}"
    basis = wording.label("basis", row.basis, lang)
    if row.basis != "list":
        basis += f": {answers.definition_text(row.definition)['name'][lang]}; {row.source}"
    part = " ".join(filter(None, (row.segment, row.group, row.programme)))
    return row.region_name, part, day, wording.cell(row, lang), _counts(row, lang), basis, row.receipt


def _counts(row: Result, lang: str) -> str:
    if row.numerator is None or row.denominator is None:
        return ""
    return f"{wording.count(row.numerator, lang)} / {wording.count(row.denominator, lang)}"


def duplicates(found: Duplicates, file: str, lang: str) -> None:
    """Print how many are listed or paid for twice: by payers with what is at stake, by lists, by file."""
    told(lang, "duplicates_head", region=found.region, moment=wording.day(found.moment, lang))
    for section in _TWICE:
        say()
        say(wording.label("duplicates", section, lang))
        say(wording.label("duplicates", f"{section}_text", lang))
        if found.of(section):
            _twice(found, section, lang)
        else:
            say(f"  {wording.label('duplicates', 'none', lang)}")
    if file:
        told(lang, "duplicates_file", file=file)


#: The headings of each table of duplicates: what somebody is found under, then numbers.
_TWICE = {
    "payers": (("kind", "payer_first", "payer_second"), ("persons", "months", "amount", "open_m")),
    "lists": (("combination",), ("persons",)),
    "inside": (("file",), ("persons", "rows")),
}
#: Lines of a table of duplicates that are printed; the workbook has all.
_MOST_LINES = 20


def _twice(found: Duplicates, section: str, lang: str) -> None:
    """Print one table of duplicates; of payers the total stands before those that are to be asked."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    words, numbers = _TWICE[section]
    table = Table(box=box.SIMPLE_HEAD)
    for code in (*words, *numbers):
        justify: Literal["left", "right"] = "right" if code in numbers else "left"
        table.add_column(wording.label("duplicates", code, lang), overflow="fold", justify=justify)
    sums = found.sums(section)
    certain = [one for one in sums if one.kind != "unknown"]
    total = [found.total()] if section == "payers" and certain else []
    for one in (*certain[:_MOST_LINES], *total, *(one for one in sums if one.kind == "unknown")):
        cells = (_twice_number(getattr(one, code), code, lang) for code in numbers)
        table.add_row(*_twice_words(found, one, lang), *cells)
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    if len(certain) > _MOST_LINES:
        told(lang, "duplicates_more", n=len(certain) - _MOST_LINES)


def _twice_words(found: Duplicates, one: Sum, lang: str) -> list[str]:
    listed = [found.label(code, lang) or wording.label("duplicates", "unstated", lang) for code in one.listed]
    if one.section != "payers":
        return [" + ".join(listed)]
    payers = (listed * 2)[:2] if listed else ["", ""]
    return [wording.label("duplicates", one.kind, lang), *payers]


def _twice_number(value: int, code: str, lang: str) -> str:
    if code in {"amount", "open_m"}:
        return wording.rupiah(value, lang) if value else ""
    return wording.count(value, lang)


def proof(shown: Proof, lang: str, indent: str = "") -> None:
    """Print where a number comes from, part by part."""
    r = shown.result
    value = " = ".join(filter(None, (wording.cell(r, lang), _counts(r, lang))))
    say(f"{indent}{r.measure}, {r.region_name}, {wording.day(r.moment, lang)}: {value} [{r.receipt}]")
    inner = indent + "  "
    if shown.formula:
        say(inner + sentence(lang, "formula", formula=shown.formula))
    for source in shown.sources:
        _source(source, lang, inner)
    if shown.holds is not None:
        say(inner + sentence(lang, "holds" if shown.holds else "holds_not"))
    for rule in shown.rules:
        say(inner + sentence(lang, "rule", rule=rule))
    for line in shown.statement.strip().splitlines():
        say(f"{inner}| {line}")
    for part in shown.parts:
        proof(part, lang, inner + "  ")


def _source(source: Source, lang: str, indent: str) -> None:
    words: dict[str, Any] = {"kind": source.kind, "file": source.file, "batch": source.batch}
    if source.where:
        say(indent + sentence(lang, "source_row", where=source.where, **words))
        return
    say(indent + sentence(lang, "source", position=source.position, n=wording.count(source.n, lang), **words))
    for code, n in source.findings.items():
        say(f"{indent}    {wording.count(n, lang)} {code}")


def answer(found: Answer, lang: str) -> None:
    """Print the lines of the law for one case, each with its article, and the total."""
    amounts = [wording.rupiah(line.amount, lang) if line.tells_money else "" for line in found.lines]
    width = max(map(len, amounts), default=0)
    names = [wording.label("law_programmes", line.programme, lang) for line in found.lines]
    indent = max(8, *(len(name) + 1 for name in names)) if names else 8
    for line, name, amount in zip(found.lines, names, amounts, strict=True):
        payer = wording.label("law_payers", line.payer, lang) if line.payer else ""
        kind = "" if line.kind == "due" else f" ({wording.label('law_kinds', line.kind, lang)})"
        say(f"{name:{indent}}{amount:>{width}}  {payer}{kind}")
        say(f"{'':{indent}}{line.text[lang]}")
        say(f"{'':{indent}}{line.cite} [{line.grade}]")
    if any(line.kind in {"due", "deferred", "government"} for line in found.lines):
        told(lang, "law_total", amount=wording.rupiah(found.total, lang))
    if found.monthly and found.monthly != found.total:
        told(lang, "law_monthly", amount=wording.rupiah(found.monthly, lang))
    for remark in found.remarks:
        say(f"! {remark[lang]}")


def risk_classes(found: Iterable[Mapping[str, Any]], lang: str) -> None:
    """Print groups of business with their class of risk."""
    for group in found:
        rate = wording.share(round(group["rate"] * 1_000_000), lang)
        say(f"{group['risk']:4}{rate:>13}  {group['name']} ({group['key']}) [{group['grade']}]")
        if group["note"]:
            say(f"{'':19}{group['note']}")
        cite = group["cite"]
    say(cite)
    say(sentence(lang, "law_risk_set"))


def law(book: Law, entries: Iterable[Entry], lang: str) -> None:
    """Print values in force, programme by programme."""
    programme = ""
    for entry in entries:
        if entry.programme != programme:
            programme = entry.programme
            say(f"{programme}: {book.names[programme][lang]}")
        name = book.parameters[entry.programme, entry.name].text[lang]
        say(f"  {name}{f' [{entry.key}]' if entry.key else ''}: {_value(entry, lang)}")
        say(f"      {wording.day(entry.since, lang)} · {entry.cite} [{entry.grade}]")


def _value(entry: Entry | None, lang: str) -> str:
    return wording.NOTHING if entry is None else wording.law_value(entry.value, entry.unit, lang)


def law_changes(book: Law, found: Iterable[tuple[date, Entry | None, Entry | None]], lang: str) -> None:
    """Print what changed, day by day."""
    for when, before, after in found:
        entry = after or before
        assert entry is not None
        name = book.parameters[entry.programme, entry.name].text[lang]
        key = f" [{entry.key}]" if entry.key else ""
        say(f"{wording.day(when, lang)}  {name}{key}: {_value(before, lang)} → {_value(after, lang)}")
        say(f"      {entry.cite} [{entry.grade}]")


def comparison(found: Sequence[Difference], lang: str) -> None:
    """Print what a reform changes, cell by cell: both sums, the difference, who owes or is promised more or less."""
    _compared(lang, "whatif", [(_cell_of(one), one) for one in found])
    promised = [
        ((*_cell_of(one), wording.label("law_events", part.kind, lang)), part) for one in found for part in one.benefits
    ]
    if promised:
        say(wording.label("whatif_benefit", "title", lang))
        _compared(lang, "whatif_benefit", promised)


def _cell_of(one: Difference) -> tuple[str, str]:
    return one.region_name, " ".join(filter(None, (one.segment, one.group, one.programme)))


def _compared(lang: str, words: str, rows: Iterable[tuple[Sequence[str], Difference | Promised]]) -> None:
    """Print one table of a comparison: whose, both sums, the difference, how many persons."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for code in ("head_region", "head_part"):
        table.add_column(sentence(lang, code), overflow="fold")
    if words == "whatif_benefit":
        table.add_column(wording.label(words, "kind", lang), overflow="fold")
    for code in ("base", "reform", "difference", "persons", "winners", "losers", "unknown"):
        table.add_column(wording.label(words, code, lang), justify="right")
    for cell, one in rows:
        money = (wording.rupiah(amount, lang) for amount in (one.base, one.reform, one.difference))
        counts = (wording.count(n, lang) for n in (one.persons, one.winners, one.losers, one.unknown))
        table.add_row(*cell, *money, *counts)
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def law_check(remarks: Iterable[Remark], lang: str) -> None:
    """Print what is wrong or missing in the law as entered, and how much of it was read in the text."""
    for one in remarks:
        words = {"parameter": one.parameter, "grade": one.grade, "n": one.n}
        days = {
            name: wording.day(day, lang) if day else "" for name, day in (("since", one.since), ("until", one.until))
        }
        say(wording.label("law_check", one.code, lang).format_map(words | days))


def account(done: Account, lang: str) -> None:
    """Print an account: the opening, each cause with its persons and points, the closing."""
    ends = [_end(result, known, lang) for result, known in zip((done.opening, done.closing), done.known, strict=True)]
    told(lang, "account_opening", **ends[0])
    for part in done.parts:
        points = "" if part.points is None else wording.points(part.points, lang, signed=True, places=4)
        changed = part.persons or part.eligible
        plus = "+" if changed > 0 else ""
        say(f"  {plus}{wording.count(changed, lang):>10}  {points:>24}  {wording.label('causes', part.cause, lang)}")
    if not done.parts:
        say(f"  {sentence(lang, 'account_same')}")
    told(lang, "account_closing", **ends[1])


def _end(result: Result, known: date | None, lang: str) -> dict[str, str]:
    day = wording.day(result.moment, lang)
    if known is not None:
        day = sentence(lang, "account_known", day=day, known=wording.day(known, lang))
    persons = result.numerator if result.numerator is not None else result.value or 0
    return {
        "region": result.region_name, "persons": wording.count(persons, lang), "point": day,
        "coverage": wording.cell(result, lang) if result.denominator else wording.NOTHING,
    }  # fmt: skip


def published(kept: Publication, answers: Answers, lang: str) -> None:
    """Print what is on record as published now."""
    told(lang, "published", **_kept(kept, answers, lang), sha256=kept.sha256[:16])


def since_published(kept: Publication, answers: Answers, lang: str) -> None:
    """Say, where it does not get into data, from which publication a comparison starts."""
    words = {"on": wording.day(kept.on, lang), "file": kept.file}
    notice(sentence(lang, "since_published", **_kept(kept, answers, lang), **words))


def _kept(kept: Publication, answers: Answers, lang: str) -> dict[str, str]:
    days = {"at": wording.day(kept.at, lang), "known": wording.day(kept.known_at, lang)}
    return {"report": kept.report, "region": answers.region_title(kept.region), **days}


def pairs(found: Sequence[Pair], lang: str, unmasked: bool) -> None:
    """Print pairs that may be one person: both rows, what speaks for it, and why they stand as they do."""
    from cakupan.review import evidence

    for pair in found:
        told(
            lang, "review_pair", id=pair.id, chance=wording.share(pair.probability, lang),
            value=wording.decimal(round(Fraction(pair.value), 6), lang), standing=evidence.why_open(pair, lang),
        )  # fmt: skip
        for row in (pair.left, pair.right):
            say("  " + _side(row, lang, unmasked))
        say("  " + evidence.words(pair, lang, unmasked=unmasked))
        say("  " + sentence(lang, "review_effect", changes=evidence.changes(pair, lang)))
    told(lang, "review_next" if found else "review_none", n=len(found))


def _side(row: Row, lang: str, unmasked: bool) -> str:
    from cakupan import disclosure
    from cakupan.review.workbook import state

    who = (
        disclosure.name(row.name, unmasked), disclosure.nik(row.nik, unmasked),
        disclosure.birth(row.birth_date, unmasked), row.sex or "", row.region_name, state(row, lang), row.place,
    )  # fmt: skip
    return " · ".join(filter(None, who))


def decided(done: Outcome, lang: str) -> None:
    """Print what deciding did: what was written down, what became of a workbook's rows, and every number changed."""
    for fate in done.fates:
        why = wording.label("review_fate", fate.why, lang)
        if fate.fate == "refused":
            told(lang, "review_refused", row=fate.row_no, id=fate.id, why=why)
    if done.fates:
        counts = {key: sum(fate.fate == key for fate in done.fates) for key in ("taken", "unchanged", "refused")}
        told(lang, "review_read", **{key: wording.count(n, lang) for key, n in counts.items()})
    elif not done.events:
        told(lang, "review_nothing")
    if done.events:
        told(lang, "review_noted", numbers=", ".join(map(str, done.events)))
    if done.changes is None:
        told(lang, "review_unbuilt")
        return
    _changed(done.changes, lang)


def _changed(found: Sequence[Change], lang: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    if not found:
        told(lang, "review_same")
        return
    title = sentence(lang, "review_changes", n=wording.count(len(found), lang), day=wording.day(found[0].moment, lang))
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for code in ("measure", "region", "part"):
        table.add_column(sentence(lang, f"head_{code}"), overflow="fold")
    for code in ("before", "after"):
        table.add_column(sentence(lang, f"head_{code}"), justify="right")
    for one in found:
        ends = (_exactly(value, one.unit, lang) for value in (one.before, one.after))
        part = " ".join(filter(None, (one.segment, one.group)))
        table.add_row(wording.label("review_measures", one.measure, lang), one.region_name, part, *ends)
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _exactly(value: Fraction | None, unit: str, lang: str) -> str:
    """Return a number with its unit; a ratio with as many decimals as one person changes."""
    if value is None:
        return wording.NOTHING
    return wording.percent(value, lang, places=4) if unit == "ratio" else wording.amount(value, unit, lang)


def decisions(found: Sequence[Decision], lang: str) -> None:
    """Print who decided what of which rows, when and why, and what became of it."""
    for one in found:
        state = wording.label("review_decided", one.state, lang).format(by=one.undone_by)
        told(
            lang, "review_decision", number=one.number, moment=one.moment[:16].replace("T", " "), by=one.by,
            why=one.why, id=one.id, verdict=wording.label("review_decided", one.verdict, lang), state=state,
        )  # fmt: skip
        say(f"    {one.left.text or one.left.record}  |  {one.right.text or one.right.record}")
    if not found:
        told(lang, "review_no_decisions")


def quality(done: Quality, lang: str) -> None:
    """Print precision, recall and F1, how often each probability came true, and the margins of the numbers."""
    told(lang, f"quality_of_{done.labels}", n=wording.count(done.labelled, lang))
    for score in done.scores:
        words = {key: _ratio(getattr(score, key), lang) for key in ("precision", "recall", "f1")}
        counts = {key: wording.count(getattr(score, key), lang) for key in ("right", "joined", "together")}
        scope = wording.label("quality_scopes", score.scope, lang)
        told(lang, "quality_score", scope=scope, **words, **counts)
    if done.curve:
        told(lang, "quality_curve")
    for point in done.curve:
        low, high = point.interval
        told(
            lang, "quality_band", family=wording.label("quality_families", point.family, lang),
            least=wording.share(point.least, lang), below=wording.share(min(point.below, 1_000_000), lang),
            pairs=wording.count(point.pairs, lang), share=_ratio(point.same / point.pairs, lang),
            low=_ratio(low, lang), high=_ratio(high, lang),
        )  # fmt: skip
    told(lang, "quality_margins")
    for margin in done.margins:
        name = " ".join(filter(None, (wording.label("review_measures", margin.measure, lang), margin.group)))
        ends = {end: _end_of(getattr(margin, end), margin.of, lang) for end in ("counted", "low", "high")}
        told(lang, "quality_margin", measure=name, **ends)


def _ratio(value: float | None, lang: str) -> str:
    return wording.NOTHING if value is None else wording.percent(Fraction(value).limit_denominator(10**9), lang)


def _end_of(value: int, of: int | None, lang: str) -> str:
    """Return a count, and of a share the share too."""
    told = wording.count(value, lang)
    return f"{told} ({wording.percent(Fraction(value, of), lang)})" if of else told
