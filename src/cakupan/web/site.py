"""A published folder: static pages with results only, small counts left out, that any server or USB stick can carry.

board of a region ─► told (what may be told of it) ─► the page of the dashboard without its doors
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cakupan import disclosure
from cakupan.disclosure import Counts
from cakupan.findings import Refusal
from cakupan.reports.coverage.facts import Facts, Part
from cakupan.reports.coverage.record import Record
from cakupan.reports.coverage.words import Speaker
from cakupan.results import Answers, Result
from cakupan.web import answer, things
from cakupan.web.board import Board, gather
from cakupan.web.views.region import around, contents_of
from cakupan.workspace import Workspace, whole

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
        Refusal: nothing was built, the folder holds other things, or the disk refuses.

    """
    if folder.exists() and not (folder / _DATA).is_file():
        raise Refusal("folder_not_empty", folder=folder.name)
    with Answers(workspace) as answers:
        site = _Site(answers, lang, tell or (lambda _name, _n: None))
        site.walk()
        _exchange(folder, site.write)
    return Published(folder, len(site.boards), site.left_out)


def _exchange(folder: Path, write: Callable[[Path], None]) -> None:
    """Write a folder beside, and put it in the place of the one that was there."""
    import shutil
    import uuid

    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    old = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    with whole(fresh, _DATA) as made:
        write(made)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


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
        if _is_few(top.facts):
            raise Refusal("too_few", region=top.facts.title)
        self.boards[top.facts.region] = _alone(top)
        self._below(top)

    def _below(self, board: Board) -> None:
        """Tell of the regions below one, as far as nobody is exposed; what is withheld takes all below it along."""
        parts = {part.code: counts for part in board.facts.regions if (counts := _counts(part))}
        gone = disclosure.withheld(parts)
        here = self.boards[board.facts.region]
        self.boards[board.facts.region] = replace(here, facts=_without(here.facts, gone))
        self.left_out += len(gone)
        found = {code: one for code in parts.keys() - gone if (one := self._gathered(code))}
        for key in ("segments", "groups"):
            told = [_cells(one.facts, key) for one in found.values()]
            if not getattr(here.facts, key) or not disclosure.may_break_down(_cells(board.facts, key), told):
                found = {code: replace(one, facts=_whole_only(one.facts, key)) for code, one in found.items()}
        for code, one in sorted(found.items()):
            self.boards[code] = replace(one, facts=_quiet(one.facts))
            self._below(one)

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


def _counts(part: Part) -> Counts | None:
    """Return the protected and unprotected of a part; those of a published figure are no longer secret."""
    return _split(part.coverage)


def _split(result: Result | None) -> Counts | None:
    if result is None or result.denominator is None or result.numerator is None:
        return None
    if result.basis == "figure":
        return (disclosure.SMALL, disclosure.SMALL)
    return (result.numerator, max(result.denominator - result.numerator, 0))


def _cells(facts: Facts, key: str) -> Mapping[str, Counts]:
    parts: list[Part] = getattr(facts, key)
    return {part.code: counts for part in parts if (counts := _counts(part))}


def _is_few(facts: Facts) -> bool:
    return any(map(disclosure.is_small, _split(facts.headline) or ()))


def _alone(board: Board) -> Board:
    """Return what is told of the office's own region: its parts only where all are many."""
    facts = board.facts
    for key in ("segments", "groups"):
        if any(disclosure.is_small(n) for counts in _cells(facts, key).values() for n in counts):
            facts = _whole_only(facts, key)
    few = facts.flow and any(disclosure.is_small(abs(n)) for _, n in facts.flow.changes)
    return replace(board, facts=replace(_quiet(facts), flow=None if few else facts.flow))


def _whole_only(facts: Facts, key: str) -> Facts:
    """Return facts without the division into segments or groups."""
    return replace(facts, segments=[]) if key == "segments" else replace(facts, groups=[])


def _quiet(facts: Facts) -> Facts:
    """Return facts without what names files or people, and without moments of which few could be told."""
    trend = [one for one in facts.trend if not any(map(disclosure.is_small, _split(one) or ()))]
    record = Record(instruments=facts.record.instruments)
    return replace(facts, batches=[], findings=[], missing=[], flow=None, record=record, trend=trend)


def _without(facts: Facts, gone: set[str]) -> Facts:
    """Return facts whose regions that are withheld have no numbers."""
    parts = [replace(part, numbers={}) if part.code in gone else part for part in facts.regions]
    return replace(facts, regions=parts)
