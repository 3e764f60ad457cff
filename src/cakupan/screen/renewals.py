"""Whose cover is about to end: by cause, payer, month and village, what is lost by it and what would keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, told
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.renewals import Renewals, Season

#: Lines of a table that are printed; the workbook has all.
_MOST_LINES = 12
_HEADS = ("persons", "loss", "expected", "year_price")


def renewals(found: Renewals, file: str, lang: str) -> None:
    """Print the sums, and what a lapse costs by law."""
    from cakupan.renewals.workbook import lines, remarks

    moment, until = wording.day(found.moment, lang), wording.day(found.until, lang)
    say(wording.label("renewals", "title", lang).format(region=found.region[1], moment=moment, until=until))
    if not found.cases:
        say(wording.label("renewals", "nobody", lang))
    for by in ("cause", "payer", "month", "village", "group") if found.cases else ():
        made = table([wording.label("renewals", by, lang)], [wording.label("renewals", code, lang) for code in _HEADS])
        told_lines = list(lines(found, by, lang))
        for words, one in told_lines[:_MOST_LINES]:
            money = (wording.rupiah(amount, lang) for amount in (one.loss, round(one.expected), one.year_price))
            made.add_row(words, wording.count(one.persons, lang), *money)
        show(made)
        if len(told_lines) > _MOST_LINES:
            told(lang, "lines_more", n=len(told_lines) - _MOST_LINES)
    for line in remarks(found, lang):
        say(line)
    if file:
        told(lang, "report", file=file)


def season(found: Season, file: str, lang: str) -> None:
    """Print how many funds begin and stop to pay for, by calendar month over the years."""
    from cakupan.renewals.seasons import summary

    say(wording.label("renewals", "season_title", lang).format(region=found.region))
    names = wording.calendar(lang)["months"]
    made = table(
        [wording.label("renewals", "calendar_month", lang)],
        [wording.label("renewals", way, lang) for way in ("begun", "stopped")],
    )
    for month in found.months:
        counts = (sum(way.values()) for way in (month.begun, month.stopped))
        made.add_row(names[month.month - 1], *(wording.count(n, lang) for n in counts))
    show(made)
    say(summary(found, lang))
    if file:
        told(lang, "report", file=file)
