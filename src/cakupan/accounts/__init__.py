"""Two answers compared person by person: why a number changed, without a remainder.

From one answer to another lead two steps: first the clock (what was known) at the earlier date, then the date. Each
person whose place in the cell changes gets one cause in the step in which it changes; denominators are compared as they
are. Points are attributed symmetrically: of n ÷ e, a change of n counts at the mean of both 1 ÷ e, and a change of e at
the mean of both n, so that the parts sum to the difference exactly.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cakupan import wording
from cakupan.accounts import behind
from cakupan.accounts.comparison import Comparison, changes
from cakupan.accounts.files import File, of_builds
from cakupan.accounts.shapes import CAUSES, CLOCK, DATE, Account, Part, Point, Row
from cakupan.findings import Refusal
from cakupan.results import Question
from cakupan.workspace import Workspace

__all__ = [
    "CAUSES",
    "CLOCK",
    "DATE",
    "Account",
    "Part",
    "Point",
    "Row",
    "cause_of",
    "changes",
    "compare",
    "compare_parts",
    "files",
    "rows",
]

#: The calendar ends here.
_END = date(2100, 1, 1)


def compare(
    workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point], question: Question
) -> Account:
    """Return the account of the coverage of one cell between two points.

    Args:
        workspace: the office.
        builds: the folders of the builds of what was known at either point.
        points: the earlier and the later answer.
        question: region and segment; its date is not looked at.

    Raises:
        Refusal: there is no list of members to compare persons of.

    """
    _see(points)
    with Comparison(workspace, builds, points, question) as comparison:
        return comparison.whole()


def compare_parts(
    workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point], question: Question
) -> tuple[Account, list[Account]]:
    """Return the account of a cell, and those of the regions directly below its region that anything is known of.

    Raises:
        Refusal: as `compare` does.

    """
    _see(points)
    with Comparison(workspace, builds, points, question) as comparison:
        return comparison.whole(), comparison.parts()


def files(workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point]) -> list[File]:
    """Return what happened to files between the two clocks."""
    return of_builds(workspace, builds, points)


def _see(points: tuple[Point, Point]) -> None:
    if points[1].day < points[0].day:
        raise Refusal("account_backwards")
    if points[1].day >= _END:
        raise Refusal("account_far", year=_END.year)


def rows(
    workspace: Workspace,
    builds: tuple[Path, Path],
    points: tuple[Point, Point],
    question: Question,
    cause: str,
) -> list[Row]:
    """Return the rows of files behind one cause of an account; what they add sums to what the cause changed.

    Of a person it is the row that counts at the date, or stands in the file that is the cause; of a published number
    of eligible workers the row of the figure.

    Raises:
        Refusal: there is no such cause.

    """
    with Comparison(workspace, builds, points, question) as comparison:
        return behind.rows(comparison, cause_of(cause))


def cause_of(text: str) -> str:
    """Return the code of a cause given by its code, or by its name in either language.

    Raises:
        Refusal: there is no such cause.

    """
    said = text.strip().casefold()
    for cause in CAUSES:
        if said in (cause, *(wording.label("causes", cause, lang).casefold() for lang in wording.LANGS)):
            return cause
    raise Refusal("no_choice", option="cause", value=text, known=", ".join(CAUSES))
