"""A published folder: static pages with results only, small counts left out, that any server or USB stick can carry.

board of a region ─► told (what may be told of it) ─► the page of the dashboard without its doors
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cakupan import disclosure
from cakupan.findings import Refusal
from cakupan.releases.folder import exchange, see
from cakupan.releases.numbers import Scope
from cakupan.releases.release import Release, keep, prepare
from cakupan.reports.coverage.facts import Facts, Part
from cakupan.reports.coverage.flow import Flow
from cakupan.reports.coverage.record import Record
from cakupan.reports.coverage.words import Speaker
from cakupan.results import Answers, Result
from cakupan.results.shapes import LEVELS
from cakupan.web import answer, things
from cakupan.web.board import Board, gather
from cakupan.web.views.region import around, contents_of
from cakupan.workspace import Workspace

Tell = Callable[[str, int], None]
_DATA = "angka.csv"
_COLUMNS = (
    "region", "region_name", "segment", "group", "measure", "moment", "since", "numerator", "denominator", "value",
    "unit", "definition", "basis", "counting", "place", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the folder, how many pages, and how many regions were left out for having too few people."""

    folder: Path
    pages: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Links:
    """Addresses inside the folder; numbers lead nowhere, for nothing behind them is published."""

    told: frozenset[str]

    def region(self, code: str) -> str:
        return f"{code}.html" if code in self.told else ""

    def why(self, _: Result) -> str:
        return ""

    def picture(self, _name: str, _form: str) -> str:
        return ""

    def report(self, _form: str) -> str:
        return ""


def publish(workspace: Workspace, folder: Path, lang: str, tell: Tell | None = None) -> Published:
    """Write the pages of an office's current build into a new folder, or in the place of those published there before.

    Args:
        workspace: the office.
        folder: where the pages go; it appears whole or not at all.
        lang: id or en.
        tell: is called with each page written and the number of pages left to write.

    Raises:
        Refusal: nothing was built, the folder holds other things, nothing may be told of the office's region, the
            record of what was told before is gone, the extra `plan` is missing, or the disk refuses.

    """
    see(folder, _DATA)
    with Answers(workspace) as answers:
        site = _Site(answers, lang, tell or (lambda _name, _n: None))
        site.walk()
        exchange(folder, site.write, lambda: keep(answers, site.release, "pages"))
    return Published(folder, len(site.boards), site.left_out)


@dataclass
class _Site:
    answers: Answers
    lang: str
    tell: Tell

    def __post_init__(self) -> None:
        self.boards: dict[str, Board] = {}
        self.left_out = 0

    def walk(self) -> None:
        """Decide, from the office's region down, what is told of whom."""
        top = gather(self.answers, self.answers.home, None)
        self.release = prepare(self.answers, _scope(top.facts), self.tell)
        self._below(top, among=False)

    def _below(self, board: Board, *, among: bool) -> None:
        """Tell of a region and of those below it, as far as nobody is exposed; what is withheld takes all below along.

        `among` says that all beside it are told, so that its rank among them may be.
        """
        facts = board.facts
        shown = [part.code for part in facts.regions if part.coverage and self.release.tells(part.coverage)]
        known = [part.code for part in facts.regions if part.coverage]
        self.left_out += len(known) - len(shown)
        rank = board.rank if among or (board.rank and board.rank.basis == "figure") else None
        self.boards[facts.region] = Board(_told(facts, self.release), rank)
        for code in sorted(shown):
            found = self._gathered(code)
            if found and self.release.tells(found.facts.headline):
                self._below(found, among=len(shown) == len(known))

    def _gathered(self, code: str) -> Board | None:
        try:
            return gather(self.answers, code, None)
        except Refusal:
            return None

    def write(self, folder: Path) -> None:
        """Write every page, the style, and the numbers as CSV."""
        (folder / "look.css").write_bytes(things.content("look.css"))
        (folder / "mark.svg").write_bytes(things.content("mark.svg"))
        links = _Links(frozenset(self.boards))
        left = len(self.boards)
        for code, board in self.boards.items():
            (folder / f"{code}.html").write_text(self._page(board, links), "utf-8")
            left -= 1
            self.tell(board.facts.title, left)
        first = next(iter(self.boards))
        (folder / "index.html").write_text((folder / f"{first}.html").read_text("utf-8"), "utf-8")
        (folder / _DATA).write_text(self._data(), "utf-8")

    def _page(self, board: Board, links: _Links) -> str:
        told = contents_of(self.answers, board, Speaker(board.facts, self.lang), None)
        told["sections"] = [key for key in told["sections"] if key != "quality"]
        above = [(code, title) for code, title in told["above"] if links.region(code)]
        inside = answer.public("board", self.lang, **{**told, "links": links, "above": above, "quality": ""})
        return str(answer.public("region", self.lang, board=inside, **around(self.answers, board.facts.region)))

    def _data(self) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, _COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for board in self.boards.values():
            facts = board.facts
            mine = [facts.headline, *facts.numbers.values()]
            mine += [one for part in (*facts.segments, *facts.groups) for one in part.numbers.values()]
            writer.writerows(_row(one) for one in mine)
        return out.getvalue()


def _row(result: Result) -> dict[str, Any]:
    """Return a result as a line of the file of numbers, ratios to six places."""
    told = result.machine()
    value = told["value"]
    return {**told, "value": round(value, 6) if isinstance(value, float) else value}


def _scope(facts: Facts) -> Scope:
    """Return what the pages of an office speak of: all regions in it, at its day and at those of the trend."""
    days = {one.moment for one in facts.trend if one.basis != "figure" and one.moment <= facts.at}
    days |= {day for one in facts.numbers.values() if (day := one.since)}
    if facts.flow:
        days.add(facts.flow.opening.moment)
    moments = (facts.at, *sorted(days - {facts.at}, reverse=True))
    periods = ((facts.flow.opening.moment, facts.at),) if facts.flow else ()
    return Scope(facts.region, LEVELS[-1], moments, periods)


def _told(facts: Facts, release: Release) -> Facts:
    """Return facts without what names files or people, and without numbers that would tell of few."""
    numbers = {key: replace(one, lately=()) for key, one in facts.numbers.items() if release.tells(one)}
    return replace(
        facts,
        numbers=numbers,
        beside=[one for one in facts.beside if release.tells(one)],
        trend=[one for one in facts.trend if release.tells(one)],
        segments=[part for part in _parts(facts.segments, release) if part.numbers],
        groups=[part for part in _parts(facts.groups, release) if part.numbers],
        regions=_parts(facts.regions, release),
        flow=_flow(facts, release),
        record=Record(instruments=facts.record.instruments),
        batches=[],
        findings=[],
        missing=[],
    )


def _parts(parts: list[Part], release: Release) -> list[Part]:
    return [
        replace(part, numbers={key: one for key, one in part.numbers.items() if release.tells(one)}) for part in parts
    ]


def _flow(facts: Facts, release: Release) -> Flow | None:
    """Return who came and went, if that may be told and no way of it was taken by few."""
    flow = facts.flow
    if flow is None or any(disclosure.is_small(abs(n)) for _, n in flow.changes):
        return None
    return flow if facts.region in release.decided.flows.get((flow.opening.moment, facts.at), ()) else None
