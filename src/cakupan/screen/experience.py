"""Claims against contributions, and deaths against those expected, each with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cakupan import codes, wording
from cakupan.screen.said import say, told
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.experience import Deaths, Money
    from cakupan.workspace import Workspace

_MONEY = (("year", "region", "group", "segment"), ("contributions", "claims", "paid", "ratio", "interval"))
_DEATHS = (("part",), ("years", "expected", "died", "smr", "interval"))


def experience(office: Workspace, found: Money, dead: Deaths | None, file: str, lang: str) -> None:
    """Print both tables, and in words what they say and what they cannot say."""
    from cakupan.experience.workbook import limits, remarks

    say(_say("title", lang).format(region=found.region[1], until=wording.day(found.until, lang)))
    if found.rows:
        _money(office, found, lang)
        for line in remarks(found, lang):
            say(line)
    else:
        say(_say("nothing", lang))
    if dead:
        say()
        _dead(office, dead, found.region[1], lang)
        for line in limits(dead, lang):
            say(line)
    if file:
        told(lang, "report", file=file)


def _say(code: str, lang: str) -> str:
    return wording.label("experience", code, lang)


def _money(office: Workspace, found: Money, lang: str) -> None:
    from cakupan.experience.workbook import words

    groups = codes.read("groups", office.folder)
    heads, numbers = ([_say(code, lang) for code in part] for part in _MONEY)
    made = table(heads, numbers)
    for one in found.rows:
        claims = wording.NOTHING if one.claims is None else wording.count(one.claims, lang)
        paid = _say("withheld", lang) if one.paid is None else wording.rupiah(one.paid, lang)
        cells = (wording.rupiah(one.contributions, lang), claims, paid, _number(one.of(one.paid), lang),
                 _span(one.of(one.low), one.of(one.high), lang))  # fmt: skip
        made.add_row(*words(one, groups, lang), *cells)
    show(made)


def _dead(office: Workspace, dead: Deaths, region: str, lang: str) -> None:
    from cakupan.experience.workbook import line

    since, until = wording.day(dead.since, lang), wording.day(dead.until, lang)
    say(_say("title_deaths", lang).format(region=region, since=since, until=until))
    groups = codes.read("groups", office.folder)
    heads, numbers = ([_say(code, lang) for code in part] for part in _DEATHS)
    made = table(heads, numbers)
    for one in dead.rows:
        died = _say("few", lang) if one.died is None else wording.count(one.died, lang)
        years, expected = wording.decimal(one.years, lang, places=0), wording.decimal(one.expected, lang, places=2)
        low, high = one.ends or (None, None)
        made.add_row(line(one, groups, lang), years, expected, died, _number(one.ratio, lang), _span(low, high, lang))
    show(made)


def _number(value: float | None, lang: str) -> str:
    from fractions import Fraction

    return wording.NOTHING if value is None else wording.decimal(Fraction(value), lang)


def _span(low: float | None, high: float | None, lang: str) -> str:
    return wording.NOTHING if low is None or high is None else f"{_number(low, lang)} – {_number(high, lang)}"
