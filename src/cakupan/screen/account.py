"""Why a number is another now: the opening, each cause, the closing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, sentence, told

if TYPE_CHECKING:
    from cakupan.accounts import Account
    from cakupan.results import Result


#: Decimals of points, as on the page of a restatement.
PLACES = 4


def account(done: Account, lang: str) -> None:
    """Print an account: the opening, each cause with its persons and points, the closing."""
    ends = [_end(result, known, lang) for result, known in zip((done.opening, done.closing), done.known, strict=True)]
    told(lang, "account_opening", **ends[0])
    for part, points in zip(done.parts, _points(done, lang), strict=True):
        changed = part.persons or part.eligible
        number = f"{'+' if changed > 0 else ''}{wording.count(changed, lang)}"
        of = "" if part.persons or not part.eligible else f" {sentence(lang, 'account_eligible')}"
        say(f"  {number:>11}  {points:>24}  {wording.label('causes', part.cause, lang)}{of}")
    if not done.parts:
        say(f"  {sentence(lang, 'account_same')}")
    told(lang, "account_closing", **ends[1])


def _points(done: Account, lang: str) -> list[str]:
    """Return what each cause is in points, rounded so that they sum to the difference of both ends as shown."""
    exact = [part.points for part in done.parts if part.points is not None]
    if len(exact) < len(done.parts):
        return ["" for _ in done.parts]
    ends = [wording.rounded(100 * (result.value or 0), PLACES) for result in (done.opening, done.closing)]
    shown = wording.apportioned(exact, ends[1] - ends[0], PLACES)
    return [wording.points(value, lang, signed=True, places=PLACES) for value in shown]


def _end(result: Result, known: date | None, lang: str) -> dict[str, str]:
    day = wording.day(result.moment, lang)
    if known is not None:
        day = sentence(lang, "account_known", day=day, known=wording.day(known, lang))
    persons = result.numerator if result.numerator is not None else result.value or 0
    return {
        "region": result.region_name, "persons": wording.count(persons, lang), "point": day,
        "coverage": wording.cell(result, lang) if result.denominator else wording.NOTHING,
    }  # fmt: skip
