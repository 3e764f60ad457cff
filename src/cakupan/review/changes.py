"""Every number that is another in one build than in another: where the persons concerned live, and what they belong to.

Persons of whom only one of the builds has a row of the timeline say which places, segments and groups are concerned.
Of those, and of all that lie around them up to the office's region, each measure is asked of both builds and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cakupan.engine.duckdb import DuckDB
from cakupan.results import Answers, Question, Result
from cakupan.results.shapes import LEVELS, level_of, plain
from cakupan.workspace import Workspace

#: What is asked everywhere; what is asked of groups.
MEASURES = ("active", "eligible", "coverage", "uncovered", "uncovered_named", "members_on_no_list")
OF_GROUPS = ("listed", "reached", "reach")
_TRACKS = ("cover", "eligible")
#: From so many places of one level on, all places of that level are asked at once.
_MANY = 6
_DIFFERENT = """
    with b as (select track, person, segment, region, since, until from read_parquet('{before}')),
    a as (select track, person, segment, region, since, until from read_parquet('{after}')),
    d as (select person from (
        (select * from b except select * from a) union all (select * from a except select * from b)
    ) as one_sided)
    select track, segment, region from b where person in (from d)
    union
    select track, segment, region from a where person in (from d)
"""
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One number before and after; None where a build has no such ratio.

    Attributes:
        unit: of the measure: persons, or ratio.
        before, after: exact.

    """

    measure: str
    region: str
    region_name: str
    segment: str
    group: str
    moment: date
    unit: str
    before: Fraction | None
    after: Fraction | None

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "measure": self.measure, "region": self.region, "region_name": self.region_name,
            "segment": self.segment or None, "group": self.group or None, "moment": self.moment.isoformat(),
            "unit": self.unit, "before": plain(self.before), "after": plain(self.after),
        }  # fmt: skip


def changes(workspace: Workspace, before: Path, after: Path, at: date | None = None) -> list[Change]:
    """Return every number that differs between two builds, from the office's region down to the villages concerned.

    Args:
        workspace: the office.
        before: folder of a build.
        after: folder of another.
        at: the moment; None for the latest.

    """
    if before == after:
        return []
    cells = _different(before, after)
    if not cells:
        return []
    with Answers(workspace, before) as one, Answers(workspace, after) as other:
        moment = at or other.latest()
        asked = list(_asked(other, cells, moment))
        was, now = (dict(_answers(answers, asked)) for answers in (one, other))
        keys = sorted(was.keys() | now.keys(), key=lambda key: _order(key, other.home))
        return [
            _change(other, key, moment, was.get(key), now.get(key))
            for key in keys
            if _value(was.get(key), now.get(key)) != _value(now.get(key), was.get(key))
        ]


def _different(before: Path, after: Path) -> list[tuple[str, str, str]]:
    """Return tracks, segments and regions of persons whose rows of the timeline are not the same in both builds."""
    files = [folder / "timeline.parquet" for folder in (before, after)]
    if not all(file.is_file() for file in files) or files[0].samefile(files[1]):
        return []
    engine = DuckDB()
    try:
        one, other = (str(file).replace("'", "''") for file in files)
        return engine.rows(_DIFFERENT.format(before=one, after=other))
    finally:
        engine.close()


def _asked(answers: Answers, cells: list[tuple[str, str, str]], moment: date) -> Iterator[Question]:
    """Yield the questions whose answers may differ."""
    groups = sorted({track for track, _, _ in cells} - set(_TRACKS))
    for region, by in _scopes(answers.home, {region for _, _, region in cells}):
        for measure in MEASURES:
            yield Question(measure, region=region, by=by, at=moment)
            if not by:
                yield Question(measure, region=region, by=("segment",), at=moment)
        for measure in OF_GROUPS:
            for group in groups:
                yield Question(measure, region=region, group=group, by=by, at=moment)


def _scopes(home: str, regions: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the office's region and every region around a place concerned; where they are many, by their level."""
    yield home, ()
    inside = {region for region in regions if home == "ID" or region.startswith(f"{home}.")}
    around = {part for region in inside for part in _above(region)} - {home, "ID"}
    for level in LEVELS[1:]:
        here = sorted(region for region in around if level_of(region) == level and len(region) > len(home.strip("ID")))
        if len(here) > _MANY:
            yield home, (level,)
        else:
            yield from ((region, ()) for region in here)


def _above(region: str) -> Iterator[str]:
    """Yield a region and all that it lies in, but the nation."""
    while region:
        yield region
        region = region.rpartition(".")[0]


def _answers(answers: Answers, asked: Iterable[Question]) -> Iterator[tuple[_Key, Result]]:
    for question in asked:
        for result in answers.ask(question):
            if result.basis != "figure":
                yield (result.measure, result.region, result.segment or "", result.group or ""), result


def _order(key: _Key, home: str) -> tuple[Any, ...]:
    measure, region, segment, group = key
    order = (*MEASURES, *OF_GROUPS)
    return region != home, region.count("."), region, bool(group), group, bool(segment), segment, order.index(measure)


def _value(result: Result | None, other: Result | None) -> Fraction | None:
    """Return the value of a result; where one build has nobody to count and the other has, it is zero."""
    if result is not None:
        return result.value
    return Fraction(0) if other and other.unit == "persons" else None


def _change(answers: Answers, key: _Key, moment: date, was: Result | None, now: Result | None) -> Change:
    measure, region, segment, group = key
    unit = (now or was).unit  # type: ignore[union-attr]
    ends = _value(was, now), _value(now, was)
    return Change(measure, region, answers.region_title(region), segment, group, moment, unit, *ends)
