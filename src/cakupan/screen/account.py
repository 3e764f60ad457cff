"""Why a number is another now: the opening, each cause, the closing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, sentence, told

if TYPE_CHECKING:
    from cakupan.accounts import Account
    from cakupan.results import Result


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
