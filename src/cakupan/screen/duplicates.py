"""Who is listed or paid for twice: by payers with what is at stake, by lists, by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, told
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.duplicates import Duplicates, Sum

#: The headings of each table of duplicates: what somebody is found under, then numbers.
_TWICE = {
    "payers": (("kind", "payer_first", "payer_second"), ("persons", "months", "amount", "open_m")),
    "lists": (("combination",), ("persons",)),
    "inside": (("file",), ("persons", "rows")),
}
#: Lines of a table of duplicates that are printed; the workbook has all.
_MOST_LINES = 20


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


def _twice(found: Duplicates, section: str, lang: str) -> None:
    """Print one table of duplicates; of payers the total stands before those that are to be asked."""
    words, numbers = _TWICE[section]
    heads, counted = ([wording.label("duplicates", code, lang) for code in codes] for codes in (words, numbers))
    made = table(heads, counted)
    sums = found.sums(section)
    certain = [one for one in sums if one.kind != "unknown"]
    total = [found.total()] if section == "payers" and certain else []
    for one in (*certain[:_MOST_LINES], *total, *(one for one in sums if one.kind == "unknown")):
        cells = (_twice_number(getattr(one, code), code, lang) for code in numbers)
        made.add_row(*_twice_words(found, one, lang), *cells)
    show(made)
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
