"""Coverage of Indonesia's employment social security: read the lists, measure, prove every number.

>>> import cakupan
>>> office = cakupan.create("banyumas", region="33.02")
>>> cakupan.add(office, "daftar-pekerja.xlsx", kind="workers", position="2025-03-31")
>>> cakupan.build(office)
>>> cakupan.show(office, "coverage", by=["district"])
>>> cakupan.account(office, "2025-03-31@2025-04-30", "2025-06-30")
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cakupan.findings import Refusal
from cakupan.workspace import Workspace

if TYPE_CHECKING:
    from cakupan.accounts import Account, Point
    from cakupan.builds import Build
    from cakupan.drafting import Draft
    from cakupan.intake import Taken
    from cakupan.mending import GivenBack
    from cakupan.proof import Proof
    from cakupan.results import Result
    from cakupan.review import Outcome, Pair
    from cakupan.withdrawals import Withdrawal

__all__ = [
    "Refusal", "Workspace", "account", "add", "build", "create", "decide", "draft", "fix", "open", "pairs", "report",
    "show", "template", "undo", "why", "withdraw",
]  # fmt: skip

Day = date | str | None


def create(folder: Path | str, region: str = "") -> Workspace:
    """Make a workspace in a new folder; `region` is the Kemendagri code of the office's region.

    Raises:
        Refusal: the folder holds other things.

    """
    from cakupan import workspace

    return workspace.create(Path(folder), region)


def open(folder: Path | str = ".") -> Workspace:  # noqa: A001 - cakupan.open() reads as it should
    """Return the workspace in a folder or above it.

    Raises:
        Refusal: there is none.

    """
    from cakupan import workspace

    return workspace.open_workspace(Path(folder))


def add(
    office: Workspace, file: Path | str, *, kind: str = "", position: Day = None, received: Day = None, **said: Any
) -> Taken:
    """Take in one file as a batch; `said` as in `cakupan.intake.Said` (group, region, segment, scope, …).

    A workbook of `fix` that comes back mended needs nothing said of it.

    A table of a database is named by its URL: postgresql://user@host/database?table=schema.name.

    Raises:
        Refusal: the file cannot be read, or what is said of it does not hold.

    """
    from cakupan import intake

    with intake.delivered([file]) as given:
        told = intake.Said(kind=kind, position=_day(position), received=_day(received), **said)
        return intake.add(office, given[0], told)


def withdraw(office: Workspace, batch: str) -> Withdrawal:
    """Take a batch out of all later builds, and return what that reversed, restored and left.

    Raises:
        Refusal: there is no such batch.

    """
    from cakupan import withdrawals

    return withdrawals.withdraw(office, batch)


def fix(office: Workspace, batch: str, file: Path | str, *, only_bad: bool = False) -> GivenBack:
    """Write a batch back as its sender's own workbook, to be mended in place and added again.

    Raises:
        Refusal: there is no such batch, or the file is no .xlsx.

    """
    from cakupan import mending

    return mending.write(office, batch, Path(file), only_bad=only_bad)


def template(kind: str, file: Path | str, office: Workspace | None = None) -> Path:
    """Write a workbook to fill for a kind of list, with the regions of an office when one is given.

    Raises:
        Refusal: there is no such kind, or the file is no .xlsx.

    """
    from cakupan import templates

    return templates.write(kind, Path(file), office)


def build(office: Workspace) -> Build:
    """Make all tables from the batches that count and make them current.

    Raises:
        Refusal: a step of the office's own does not hold.

    """
    from cakupan import builds

    return builds.build(office)


def show(
    office: Workspace, measure: str, *, by: Iterable[str] = (), at: Day = None, since: Day = None, **where: Any
) -> list[Result]:
    """Return one measure of the current build; `where` as in `cakupan.results.Question` (region, segment, group, …).

    Raises:
        Refusal: no build, or no such measure, region, segment or group.

    """
    from cakupan.results import Answers, Question

    with Answers(office) as answers:
        return answers.ask(Question(measure, by=tuple(by), at=_day(at), since=_day(since), **where))


def draft(office: Workspace, measure: str = "coverage", *, at: Day = None, lang: str = "id", **where: Any) -> Draft:
    """Return sentences about one number that may be quoted; `where` as in `cakupan.results.Question`.

    Raises:
        Refusal: no build, no such number, no sentences for that measure, or too few people.

    """
    from cakupan import drafting
    from cakupan.results import Answers, Question

    with Answers(office) as answers:
        return drafting.draft(answers, Question(measure, at=_day(at), **where), lang)


def why(office: Workspace, receipt: str) -> Proof:
    """Return what a printed number rests on: rows, files, statement, articles.

    Raises:
        Refusal: the receipt was not issued in this workspace.

    """
    from cakupan import proof

    return proof.of_receipt(office, receipt)


def pairs(office: Workspace, **which: Any) -> list[Pair]:
    """Return rows that may be of one person, the most valuable first; `which` as in `cakupan.review.pairs`.

    Raises:
        Refusal: nothing was built yet, or there is no such region.

    """
    from cakupan import review

    return review.pairs(office, **which)


def decide(office: Workspace, verdict: str, told: Iterable[str], *, by: str, why: str) -> Outcome:
    """Decide that pairs are of one person (`same`) or of two (`apart`), build, and return every number that changed.

    Raises:
        Refusal: a pair or row is not known, or nobody says who decides and why.

    """
    from cakupan import review

    return review.decide(office, verdict, list(told), by=by, why=why)


def undo(office: Workspace, number: int, *, by: str = "", why: str = "") -> Outcome:
    """Take a decision back by its number, build, and return every number that changed.

    Raises:
        Refusal: there is no decision of that number, or it was taken back before.

    """
    from cakupan import review

    return review.take_back(office, number, by=by, why=why)


def account(
    office: Workspace, first: Point | Day, last: Point | Day, *, region: str = "", segment: str = ""
) -> Account:
    """Return why the coverage of a region changed between two answers: opening, parts with their causes, closing.

    A point is a date, or "2025-03-31@2025-04-30": 31 March as it was known at the end of 30 April. What was known at a
    day is built now if it was not before. Persons and points of the parts sum to the difference exactly.

    Raises:
        Refusal: nothing was built yet, no list of members to compare persons of, or the dates the wrong way round.

    """
    from cakupan import accounts
    from cakupan.results import Question

    points = (_point(first), _point(last))
    earlier, later = (_known(office, one.known_at) if one.known_at else office.current() for one in points)
    return accounts.compare(office, (earlier, later), points, Question("coverage", region=region, segment=segment))


def report(
    office: Workspace,
    name: str,
    file: Path | str,
    *,
    region: str = "",
    at: Day = None,
    first: Point | Day = None,
    last: Point | Day = None,
    lang: str = "id",
    publish: bool = False,
) -> Path:
    """Write a report as .html or .xlsx and return its path; `publish` keeps in the ledger that it was published.

    Reports of two points take `first` (as `account` does; without it what was last published of the region) and `last`
    (without it the latest date of the data), all others `at`.

    Raises:
        Refusal: no such report or format; no build; nothing published that it could start from.

    """
    from cakupan import reports
    from cakupan.results import Answers

    later = _point(last) if last else None
    asked: dict[str, Any] = {"at": _day(at)} if at else {}
    known_at = later.known_at if later else None
    with Answers(office, _known(office, known_at) if known_at else None, known_at) as answers:
        if region:
            asked["region"] = answers.region_code(region)
        if "points" in reports.takes(name):
            earlier = _point(first) if first else None
            asked |= reports.compared(
                answers, earlier, later, lambda known: _known(office, known), asked.get("region", "")
            )
        elif first or last:
            asked["points"] = (first, last)
        (reports.publish if publish else reports.write)(name, answers, Path(file), lang=lang, **asked)
    return Path(file)


def _known(office: Workspace, known_at: date) -> Path:
    """Return the folder of the build of what was known at a day."""
    from cakupan import builds

    return builds.known(office, known_at) or builds.build(office, known_at=known_at).folder


def _point(told: Point | Day) -> Point:
    """Return a point that was given as such, as a date, or as DATE@KNOWN."""
    from cakupan.accounts import Point

    if isinstance(told, Point):
        return told
    at, _, known = str(told or "").partition("@")
    try:
        return Point(date.fromisoformat(at), date.fromisoformat(known) if known else None)
    except ValueError as error:
        raise Refusal("account_point", text=str(told or "")) from error


def _day(day: Day) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day
