"""Who is vulnerable: by which regulation, how many where, why, what is contested, what thresholds move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, sentence
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.planning.vulnerable import Move, Vulnerable

_NUMBERS = ("listed", "vulnerable", "unprotected", "undecided", "contested")


def vulnerable(found: Vulnerable, lang: str) -> None:
    """Print the answer: the rule with its article, counts by place, reasons, and a small table of other thresholds."""
    words = {"name": found.criteria.name[lang], "region": found.region_name, "day": wording.day(found.day, lang)}
    say(sentence(lang, "vulnerable_head", **words))
    if found.criteria.example:
        say(sentence(lang, "vulnerable_example"))
    _rules(found, lang)
    made = table([_word("place", lang)], [_word(name, lang) for name in _NUMBERS])
    whole = [found.total] if len(found.places) != 1 else []
    for one in (*found.places, *whole):
        made.add_row(one.region_name, *(wording.count(getattr(one, name), lang) for name in _NUMBERS))
    show(made)
    for title, told in (("why", found.whys), ("contested", found.contested)):
        say(_word(f"{title}_text", lang))
        for name, n in told.items():
            say(f"  {wording.count(n, lang):>9}  {_word(name, lang)}")
    _moves(found, lang)


def _rules(found: Vulnerable, lang: str) -> None:
    rules = found.criteria
    cite = rules.cite("income")
    words = {
        "income": wording.rupiah(rules.income, lang), "risk": _word(f"risk_{rules.risk_from}", lang),
        "needs": _word(f"needs_{rules.needs}", lang), "cite": cite.cite, "grade": cite.grade,
    }  # fmt: skip
    say(sentence(lang, "vulnerable_rule", **words))


def _moves(found: Vulnerable, lang: str) -> None:
    made = table([_word("if", lang)], [_word(name, lang) for name in ("vulnerable", "undecided", "joined", "left")])
    for one in found.moves:
        made.add_row(_told(one, lang), *(wording.count(getattr(one, name), lang) for name in one.__slots__[1:]))
    show(made)


def _told(one: Move, lang: str) -> str:
    ((word, value),) = one.told.items()
    if word == "income":
        return sentence(lang, "vulnerable_if_income", amount=wording.rupiah(value, lang))
    return _word(f"{'risk' if word == 'risk_from' else word}_{value}", lang)


def _word(code: str, lang: str) -> str:
    return wording.label("vulnerable", code, lang)
