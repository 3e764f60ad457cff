"""One report for every region of a level, in one run: two processes, one folder, an index, and nothing made twice.

regions of a level ─► two processes, each with the build open ─► files, whole or not at all
│ refused: listed with its reason          │
└────────────► .run.json ◄─────────────────┘ ─► index.html, index.xlsx
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from cakupan import reports, wording, workspace
from cakupan.findings import Refusal, message
from cakupan.reports import beforehand, directory
from cakupan.reports.coverage.facts import COVERAGE
from cakupan.results import Answers, Question
from cakupan.results.compose import within
from cakupan.results.shapes import LEVELS, level_of
from cakupan.workspace import Workspace, put, speaking_of

_STATE = ".run.json"
#: So many regions are made before what is done is written down.
_EVERY = 25
#: From so many regions on it pays to ask all questions of all of them beforehand.
_MANY = 12
PROCESSES = 2
#: Is called with the name of a region that is done, how many are, and how many there are.
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made.

    Attributes:
        name: a report that asks for a region alone. each: level of the regions. within: the region that holds them.
        at: the moment; None for the latest. forms: endings of the files (".pdf"). lang: id or en.

    """

    name: str
    each: str
    within: str
    at: date | None = None
    forms: tuple[str, ...] = (".pdf",)
    lang: str = "id"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one region.

    Attributes:
        files: names of the files in the folder. refused: why there are none.
        value, numerator, denominator, receipt: its coverage, as written and as counts.

    """

    code: str
    title: str
    files: tuple[str, ...] = ()
    refused: str = ""
    value: str = ""
    numerator: int | None = None
    denominator: int | None = None
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """What a run made.

    Attributes:
        folder: where. made: every region, in the order of codes. index: the page that lists them.
        kept: how many were there already from a run that was broken off.

    """

    folder: Path
    index: Path
    made: Sequence[Made] = field(default_factory=list)
    kept: int = 0

    @property
    def written(self) -> int:
        """Return how many regions have files."""
        return sum(bool(one.files) for one in self.made)

    @property
    def skipped(self) -> int:
        """Return how many regions have none."""
        return len(self.made) - self.written


def write(
    office: Workspace, folder: Path, asked: Asked, tell: Tell | None = None, *, processes: int = PROCESSES
) -> Series:
    """Write a report for each region of a level into a folder, with an index, and return what was made.

    A region of which nothing is known is listed with the reason and does not stop the run. A run that was broken off is
    taken up: what the same build, report and options made before is not made again.

    Args:
        office: the workspace, built.
        folder: made if it is not there.
        asked: what is to be made.
        tell: is called after each region.
        processes: how many work side by side; 1 works in this process.

    Raises:
        Refusal: `report_unknown`, `report_format`, `each_report` (it is asked something else than a region),
            `each_level` (there is no such level below the region), `each_broken` (a process died), `disk`.

    """
    _see(asked)
    with Answers(office) as answers:
        regions = _regions(answers, asked)
        if answers.kept is None and len(regions) >= _MANY:
            beforehand.keep(answers)
        at = asked.at or answers.latest(asked.within)
        asked = replace(asked, at=at)
        title, build, invented = answers.region_title(asked.within), answers.folder, _invented(answers)
        empty = _empty(answers, asked, regions)
    with speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
    run = _Run(folder, _mark(asked, build.name))
    known = {**run.known(asked.forms), **empty}
    left = [region for region in regions if region[0] not in known]
    told = tell or (lambda _title, _done, _all: None)
    for done, one in enumerate(_work(office, build, folder, asked, left, processes), len(regions) - len(left) + 1):
        run.note(one)
        told(one.title, done, len(regions))
    run.save()
    made = [known.get(code) or run.made[code] for code, _ in regions]
    about = directory.About(asked.name, title, asked.each, at, asked.lang, build.name, invented=invented)
    return Series(folder, directory.write(folder, about, made), made, len(known) - len(empty))


def _see(asked: Asked) -> None:
    reports.takes(asked.name)
    if asked.name not in reports.of_region():
        raise Refusal("each_report", report=asked.name, reports=", ".join(reports.of_region()))
    for form in asked.forms:
        if form not in reports.formats(asked.name):
            raise Refusal("report_format", suffix=form, formats=", ".join(reports.formats(asked.name)))


def _regions(answers: Answers, asked: Asked) -> list[tuple[str, str]]:
    """Return codes and titles of the regions of a level in a region, in the order of codes."""
    below = LEVELS[LEVELS.index(level_of(asked.within)) + 1 :]
    if asked.each not in below:
        region = answers.region_title(asked.within)
        raise Refusal("each_level", level=asked.each, region=region, levels=", ".join(below) or wording.NOTHING)
    inside = "true" if asked.within == "ID" else within("code", asked.within)
    rows = answers.engine.rows(
        f"select code, title from region where level = '{asked.each}' and {inside} order by code"
    )
    return [(code, title) for code, title in rows]


def _empty(answers: Answers, asked: Asked, regions: Sequence[tuple[str, str]]) -> dict[str, Made]:
    """Return the regions of which nothing is known: one question tells of all of them."""
    found = answers.ask(Question(COVERAGE, region=asked.within, by=(asked.each,), at=asked.at))
    known = {one.region for one in found if one.value is not None}
    day = str(asked.at)
    return {
        code: Made(code, title, refused=message("report_empty", asked.lang, region=title, date=day))
        for code, title in regions
        if code not in known
    }


def _invented(answers: Answers) -> bool:
    return any(batch.get("invented") for batch in answers.batches())


def _mark(asked: Asked, build: str) -> dict[str, Any]:
    """Return what has to be the same for a file to be the same."""
    told = {key: value for key, value in asdict(asked).items() if key not in ("each", "within")}
    return {**told, "at": str(asked.at), "forms": list(asked.forms), "build": build, "cakupan": version("cakupan")}


class _Run:
    """What a folder holds already, and what is added to it."""

    def __init__(self, folder: Path, mark: dict[str, Any]) -> None:
        self.folder, self.mark = folder, mark
        self.made: dict[str, Made] = {one.code: one for one in self._read()}
        self._unsaved = 0

    def _read(self) -> Iterator[Made]:
        try:
            told = json.loads((self.folder / _STATE).read_text("utf-8"))
            if told["mark"] == self.mark:
                yield from (Made(**{**one, "files": tuple(one["files"])}) for one in told["made"])
        except (OSError, ValueError, KeyError, TypeError):
            return

    def known(self, forms: Sequence[str]) -> dict[str, Made]:
        """Return the regions whose files are all there."""
        return {
            code: one
            for code, one in self.made.items()
            if len(one.files) == len(forms) and all((self.folder / name).is_file() for name in one.files)
        }

    def note(self, one: Made) -> None:
        """Keep what became of a region, now and then on disk."""
        self.made[one.code] = one
        self._unsaved += 1
        if self._unsaved >= _EVERY:
            self.save()

    def save(self) -> None:
        """Write down what is done."""
        told = {"mark": self.mark, "made": [asdict(self.made[code]) for code in sorted(self.made)]}
        put(self.folder / _STATE, json.dumps(told, ensure_ascii=False).encode("utf-8"))
        self._unsaved = 0


def _work(
    office: Workspace, build: Path, folder: Path, asked: Asked, left: Sequence[tuple[str, str]], processes: int
) -> Iterator[Made]:
    """Yield what becomes of each region, as it is done."""
    told = (office.folder, build, folder, asked)
    if processes == 1 or len(left) < 2:
        with _Desk(*told) as desk:
            yield from (desk.make(code, title) for code, title in left)
        return
    pool = ProcessPoolExecutor(min(processes, len(left)), get_context("spawn"), initializer=_open, initargs=told)
    try:
        with pool:
            waiting: list[Future[Made]] = [pool.submit(_make, code, title) for code, title in left]
            try:
                yield from (one.result() for one in as_completed(waiting))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
    except BrokenProcessPool:
        raise Refusal("each_broken") from None


class _Desk:
    """Where one process makes files: the build stays open."""

    def __init__(self, office: Path, build: Path, folder: Path, asked: Asked) -> None:
        self.answers = Answers(workspace.open_workspace(office), build, remembers=False)
        self.folder, self.asked = folder, asked

    def __enter__(self) -> _Desk:
        return self

    def __exit__(self, *exc: object) -> None:
        self.answers.close()

    def make(self, code: str, title: str) -> Made:
        """Write the files of a region and return what became of it."""
        asked = self.asked
        try:
            facts = reports.gather(asked.name, self.answers, region=code, at=asked.at)
        except Refusal as refusal:
            return Made(code, title, refused=message(refusal.code, asked.lang, **refusal.words))
        names = []
        for form in asked.forms:
            names.append(f"{code}-{_slug(title)}{form}")
            put(self.folder / names[-1], reports.render(asked.name, facts, form, asked.lang))
        self.answers.issue_all(facts.results())
        head = facts.headline
        value = wording.cell(head, asked.lang)
        return Made(code, title, tuple(names), "", value, head.numerator, head.denominator, head.receipt)


_desk: list[_Desk] = []


def _open(office: Path, build: Path, folder: Path, asked: Asked) -> None:
    """Open the build in a process of its own."""
    _desk.append(_Desk(office, build, folder, asked))


def _make(code: str, title: str) -> Made:
    return _desk[0].make(code, title)


def _slug(title: str) -> str:
    """Return a title as part of a file name that any system takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
