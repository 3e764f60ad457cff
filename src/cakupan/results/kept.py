"""Answers asked of every region beforehand and kept beside the tables of a build: one look-up a region.

    keep:  question ─► Composer (each region as if it were asked alone; the parts of each) ─► stage ─► kept.sqlite
    read:  Answers.ask ─► Kept.rows ─► the rows that the engine would have given

What is asked of one level tells most of what will be asked of those below: it is kept for all at once, and whoever goes
on asking while it is kept (`Keeping` is a `Kept` too) has it from the stage.

A build never changes, so nothing kept can grow stale; a question that was not kept goes to the engine.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import uuid
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, Protocol

from cakupan import steps
from cakupan.engine import Engine
from cakupan.results.compose import CODE_LENGTH, COLUMNS, PEOPLED, Asked, Composer, within
from cakupan.results.shapes import LEVELS, Question, level_of
from cakupan.results.trace import Place, traces
from cakupan.schema import ALL
from cakupan.steps import Step

FILE = "kept.sqlite"
#: Another form of what is kept, or other questions: what was kept in an earlier one is kept anew.
_FORM = "2"
Tell = Callable[[str, int], None]
Row = tuple[Any, ...]

#: Which columns of an answer are days.
_DAYS = tuple(number for number, name in enumerate(COLUMNS) if name in ("asked", "moment", "begun", "since", "due"))
_TABLES = """
create table meta (name text primary key, content text not null);
create table place (region text primary key, title text not null, parent text not null, level text not null);
create index place_below on place (parent, region);
create table answer (region text not null, kind text not null, content blob not null, primary key (region, kind))
    without rowid;
"""
_STAGE = "create temp table stage (region text not null, kind text not null, mark text not null, rows text not null)"
_OWN, _PARTS, _BEHIND = "own", "parts", "behind"
Each = Literal["", "own", "parts"]
#: Regions whose answers are held unpacked; a page asks some sixty questions of two or three.
_HELD = 256


class Source(Protocol):
    """What keeping needs of a build that is open for questions."""

    folder: Path
    home: str

    @property
    def engine(self) -> Engine:
        """The engine that holds its tables."""

    @property
    def measures(self) -> Mapping[str, Step]:
        """Every measure by name."""

    def asked(self, question: Question) -> Asked:
        """Return the question with nothing left open."""

    def composer(self, asked: Asked) -> Composer:
        """Return what makes the SELECT of a question."""

    def need(self, tables: Iterable[str]) -> None:
        """Make the tables that a build leaves until somebody asks for them."""

    def rows(self, asked: Asked) -> list[Row]:
        """Return the rows of an answer."""


class Kept:
    """Answers that were kept of one build; safe to be read by several threads."""

    def __init__(self, connection: sqlite3.Connection, home: str, measures: str) -> None:
        """Read what is kept behind a connection, for an office's own region and by the measures of this mark."""
        self._connection, self.home, self.measures = connection, home, measures
        self._turn = threading.Lock()
        self._marks: set[str] = set()
        self._traced: set[str] = set()
        self._unpacked = lru_cache(maxsize=_HELD)(self._unpack)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _read(self, statement: str, *values: str) -> list[Row]:
        with self._turn:
            return self._connection.execute(statement, values).fetchall()

    def place(self, region: str) -> tuple[str, str, str] | None:
        """Return title, region above and level of a region; None where there is none of this code."""
        found = self._read("select title, parent, level from place where region = ?", region)
        return found[0] if found else None

    def children(self, region: str) -> list[str]:
        """Return the codes of the regions directly below one."""
        return [row[0] for row in self._read("select region from place where parent = ? order by region", region)]

    def rows(self, asked: Asked) -> list[Row] | None:
        """Return the rows of an answer; None where the question was not kept."""
        mark, kind = _mark(asked), _kind(asked)
        if f"{kind} {mark}" not in self._marks or not self._reaches(asked):
            return None
        found = self._unpacked(asked.region, kind)
        return [_days(row) for row in found.get(mark, ())] if found or kind == _PARTS else None

    def behind(self, asked: Asked, measure: str, place: Place) -> list[tuple[str, int]] | None:
        """Return the batches behind a cell with their counts; None where they were not kept."""
        mark = _mark(_alone(asked, measure))
        if mark not in self._traced or not self._reaches(replace(asked, region=place.region)):
            return None
        cell = [place.segment, place.group, place.programme]
        found = self._unpacked(place.region, _BEHIND).get(mark, ())
        return [(batch, n) for *key, moment, batch, n in found if key == cell and moment == place.moment.isoformat()]

    def _reaches(self, asked: Asked) -> bool:
        """Say whether the region lies in what was kept, and whether the parts asked are those directly below it."""
        if self.home not in ("ID", asked.region) and not asked.region.startswith(self.home + "."):
            return False
        found = self.place(asked.region)
        if found is None or found[2] not in LEVELS:
            return False
        return not asked.level or LEVELS.index(asked.level) == LEVELS.index(found[2]) + 1

    def _unpack(self, region: str, kind: str) -> Mapping[str, list[list[Any]]]:
        found = self._read("select content from answer where region = ? and kind = ?", region, kind)
        told: dict[str, list[list[Any]]] = json.loads(zlib.decompress(found[0][0])) if found else {}
        return told

    @classmethod
    def of(cls, folder: Path) -> Kept:
        """Open what was kept in a build's folder; `see` says whether there is any."""
        file = f"file:{folder / FILE}?mode=ro&immutable=1"
        connection = sqlite3.connect(file, uri=True, check_same_thread=False)
        told: dict[str, str] = dict(connection.execute("select name, content from meta"))
        made = cls(connection, told["home"], told.get("measures", ""))
        made._marks.update(json.loads(told["marks"]))
        made._traced.update(json.loads(told["traced"]))
        return made


def mark(measures: Mapping[str, str]) -> str:
    """Return what stands for an office's own measures, by their files: a build knows nothing of these."""
    return steps.digest(_FORM, *(part for one in sorted(measures.items()) for part in one))


def see(folder: Path, measures: str) -> Kept | None:
    """Return what was kept of a build by the measures that stand for today; None where nothing was."""
    if not (folder / FILE).is_file():
        return None
    found = Kept.of(folder)
    if found.measures == measures:
        return found
    found.close()
    return None


@contextmanager
def keeping(source: Source, measures: str, tell: Tell | None = None) -> Iterator[Keeping]:
    """Give what keeps answers of an office's regions; at its end they lie in the folder of the build.

    Args:
        source: the build, open for questions.
        measures: the mark of the office's own measures, by which the answers are made.
        tell: is called with each question kept and the number of regions that it was answered for.

    """
    beside = source.folder / f".{FILE}-{uuid.uuid4().hex[:8]}"
    try:
        with closing(sqlite3.connect(beside)) as connection:
            made = Keeping(source, connection, measures, tell or (lambda _name, _n: None))
            yield made
            made.pack()
        os.replace(beside, source.folder / FILE)
    finally:
        beside.unlink(missing_ok=True)


class Keeping(Kept):
    """Answers while they are kept: of one region what was taken so far is there to be read."""

    def __init__(self, source: Source, connection: sqlite3.Connection, measures: str, tell: Tell) -> None:
        """Begin with nothing but the regions."""
        super().__init__(connection, source.home, measures)
        self.source, self.tell, self._shown = source, tell, ""
        connection.executescript(_TABLES)
        connection.execute(_STAGE)
        source.engine.hold(PEOPLED, _PEOPLED)
        self._places()

    def take(self, questions: Collection[Question]) -> None:
        """Ask questions of every region and keep the answers, and the files behind counts; those taken are left out.

        Args:
            questions: as they were asked of regions of any level; each stands for all regions of all levels.

        """
        for asked in _apart(self.source, questions):
            kind = _kind(asked)
            if (mark := f"{kind} {_mark(asked)}") not in self._marks:
                self._answers(asked, kind)
                self._marks.add(mark)
                if not (asked.level or asked.series):
                    self._traces(asked)

    def show(self, region: str) -> None:
        """Have what was taken so far of a region read from here; of the others it is not looked for among all rows."""
        self._shown = region
        self._unpacked.cache_clear()

    def pack(self) -> None:
        """Write what was taken as it is read later."""
        told = {
            "home": self.home,
            "measures": self.measures,
            "marks": json.dumps(sorted(self._marks)),
            "traced": json.dumps(sorted(self._traced)),
        }
        self._connection.executemany("insert into meta values (?, ?)", told.items())
        self._connection.executemany("insert into answer values (?, ?, ?)", self._packed())
        self._connection.commit()

    def _reaches(self, asked: Asked) -> bool:
        return asked.region == self._shown and super()._reaches(asked)

    def _unpack(self, region: str, kind: str) -> Mapping[str, list[list[Any]]]:
        found = self._read("select mark, rows from stage where region = ? and kind = ?", region, kind)
        return {mark: json.loads(rows) for mark, rows in found}

    def _answers(self, asked: Asked, kind: Each) -> None:
        for level in _levels(self.home):
            wide = _at_level(asked, level, kind)
            if level == level_of(self.home):
                if kind == _OWN:
                    own = json.dumps(self.source.rows(asked), default=str)
                    self._stage(kind, _mark(asked), [(self.home, own)])
                continue
            composer = self.source.composer(wide)
            self.source.need(composer.tables())
            rows = self.source.engine.rows(_grouped(composer.whole(), level, kind))
            self._stage(kind, _mark(asked), rows)
            self.tell(asked.question.measure, len(rows))

    def _traces(self, asked: Asked) -> None:
        """Keep the files behind each count that an answer rests on."""
        for name in self.source.composer(asked).counts():
            step = self.source.measures[name]
            if step.header["kind"] != "count" or (mark := _mark(_alone(asked, name))) in self._traced:
                continue
            self._traced.add(mark)
            self.source.need(step.reads)
            deep = _at_level(_alone(asked, name), LEVELS[-1], "")
            self.source.engine.hold("traced", traces(deep, step))
            for level in _levels(self.home):
                self._stage(_BEHIND, mark, self.source.engine.rows(_TRACED.format(region=_cut("region", level))))

    def _stage(self, kind: str, mark: str, rows: Iterable[Row]) -> None:
        staged = ((region, kind, mark, told) for region, told in rows if told)
        self._connection.executemany("insert into stage values (?, ?, ?, ?)", staged)

    def _packed(self) -> Iterator[tuple[str, str, bytes]]:
        rows = self._connection.execute("select region, kind, mark, rows from stage order by region, kind")
        for (region, kind), told in groupby(rows, key=lambda row: row[:2]):
            content = ",".join(f"{json.dumps(mark)}:{text}" for _, _, mark, text in told)
            yield region, kind, zlib.compress(f"{{{content}}}".encode(), 1)

    def _places(self) -> None:
        inside = "true" if self.home == "ID" else within("code", self.home)
        rows = self.source.engine.rows(
            "select code, title, coalesce(parent, ''), level from region "
            f"where level <> 'area' and ({inside} or code in ('ID', '{self.home[:2]}'))"
        )
        self._connection.executemany("insert into place values (?, ?, ?, ?)", rows)


def _apart(source: Source, questions: Iterable[Question]) -> list[Asked]:
    """Return each question once, as it is asked of the office's own region."""
    found: dict[tuple[str, str], Asked] = {}
    for question in questions:
        levels = [part for part in question.by if part in LEVELS]
        by = tuple(part for part in question.by if part not in LEVELS)
        below = LEVELS.index(level_of(source.home)) + 1
        if levels and below < len(LEVELS):
            by = (*by, LEVELS[below])
        asked = source.asked(replace(question, region=source.home, by=by, basis=""))
        found[_PARTS if levels else _OWN, _mark(asked)] = asked
    return list(found.values())


def _levels(home: str) -> tuple[str, ...]:
    return LEVELS[LEVELS.index(level_of(home)) :]


def _at_level(asked: Asked, level: str, each: Each) -> Asked:
    by = (*(part for part in asked.question.by if part not in LEVELS), level)
    return replace(asked, question=replace(asked.question, by=by), each=each)


def _kind(asked: Asked) -> Each:
    return "parts" if asked.level else "own"


def _alone(asked: Asked, measure: str) -> Asked:
    """Return the question after one count behind an answer."""
    return replace(asked, question=replace(asked.question, measure=measure))


def _mark(asked: Asked) -> str:
    """Return what stands for a question, whatever region it is asked of."""
    q = asked.question
    by = sorted(part for part in q.by if part not in LEVELS)
    days = ("/".join(str(day or "") for day in pair) for pair in asked.moments)
    return " ".join((q.measure, q.segment or ALL, q.group or ALL, q.programme or ALL, q.place, q.counting, *by, *days))


def _days(row: list[Any]) -> Row:
    told = list(row)
    for number in _DAYS:
        if told[number] is not None:
            told[number] = date.fromisoformat(told[number])
    return tuple(told)


def _cut(column: str, level: str) -> str:
    return "'ID'" if level == LEVELS[0] else f"substr({column}, 1, {CODE_LENGTH[level]})"


def _grouped(whole: str, level: str, kind: str) -> str:
    """Return the SELECT of a region and its rows as JSON: the region's own, or of its parts."""
    listed = ", ".join(COLUMNS)
    key = "region" if kind == _OWN else _cut("region", LEVELS[LEVELS.index(level) - 1])
    alike = f"where length(region) = {CODE_LENGTH[level]}" if kind == _OWN else ""
    return (
        f"select {key} as key, cast(json_group_array(json_array({listed})) as varchar) "
        f"from ({whole}) as w({listed}) {alike} group by all"
    )


_PEOPLED = (
    " union ".join(f"select substr(region, 1, {length}) as code from timeline" for length in CODE_LENGTH.values())
    + " union select region from published"
)
_TRACED = """
    select {region} as key, cast(json_group_array(json_array(
        segment, group_code, programme, moment, batch, n)) as varchar)
    from (
        select {region} as region, segment, group_code, programme, moment, batch, cast(sum(n) as bigint) as n
        from traced group by all
    ) as t
    group by all
"""
