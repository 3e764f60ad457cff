"""The law as a list: values in force, what changed, what is missing, classes of risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cakupan import wording
from cakupan.screen.said import say, sentence

if TYPE_CHECKING:
    from cakupan.law import Entry, Law, Remark


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


def values(book: Law, entries: Iterable[Entry], lang: str) -> None:
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
    """Print what changed, day by day; where the value stays, by which article it did and does."""
    for when, before, after in found:
        entry = after or before
        assert entry is not None
        name = book.parameters[entry.programme, entry.name].text[lang]
        key = f" [{entry.key}]" if entry.key else ""
        cite = f"{entry.cite} [{entry.grade}]"
        if before and after and before.value == after.value:
            change = sentence(lang, "law_kept", value=_value(after, lang))
            cite = f"{before.cite} → {cite}"
        else:
            change = f"{_value(before, lang)} → {_value(after, lang)}"
        say(f"{wording.day(when, lang)}  {name}{key}: {change}")
        say(f"      {cite}")


def law_check(remarks: Iterable[Remark], lang: str) -> None:
    """Print what is wrong or missing in the law as entered, and how much of it was read in the text."""
    for one in remarks:
        words = {"parameter": one.parameter, "grade": one.grade, "n": one.n}
        values = {"before": one.before, "after": one.after}
        words |= {k: wording.law_value(value, one.unit, lang) for k, value in values.items() if value is not None}
        days = {
            name: wording.day(day, lang) if day else "" for name, day in (("since", one.since), ("until", one.until))
        }
        say(wording.label("law_check", one.code, lang).format_map(words | days))
