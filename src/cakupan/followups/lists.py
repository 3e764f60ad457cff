"""The uncovered of a village with the last word on each, and counts of them for the regions above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cakupan import disclosure, worklist
from cakupan.results import Answers, Question
from cakupan.results.compose import CODE_LENGTH
from cakupan.tracking import LEFT, UNDER_WAY, Book, Said, Status, nothing, statuses

_LENGTHS = (2, *sorted(set(CODE_LENGTH.values()))[1:])


@dataclass(frozen=True, slots=True)
class Worker:
    """An uncovered worker of a list, as this reader may see him, with the last word on him.

    Attributes:
        record: the row that stands for him.
        name, nik: masked where the reader may not see them whole.
        year: of birth, or empty text.
        groups: codes of the groups on whose lists he is.
        said: the last word; number 0 where nothing was said.

    """

    record: int
    name: str
    nik: str
    sex: str
    year: str
    segment: str
    occupation: str
    groups: tuple[str, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Place:
    """A region with its uncovered workers by step and by status.

    Attributes:
        code, title: the region.
        uncovered: how many are uncovered now.
        steps: of these by step; statuses: by status.
        protected: of those who were followed up, how many have been protected since.
        whole: whether regions lie in it that have lists of their own; else it is a list itself.

    """

    code: str
    title: str
    uncovered: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    protected: int = 0
    whole: bool = False

    @property
    def open(self) -> int:
        """Return how many are left to go to or to go on with."""
        return self.steps[LEFT] + self.steps[UNDER_WAY]


def moment(answers: Answers, region: str) -> date:
    """Return the day for which a region is followed up: the latest of which its lists speak.

    Raises:
        Refusal: there is no such region, or nobody is on a list.

    """
    return answers.asked(Question("uncovered_named", region=region)).moments[-1][0]


def workers(answers: Answers, book: Book, region: str, *, unmasked: bool = False, named: bool = False) -> list[Worker]:
    """Return the uncovered who are listed in exactly this region, by name.

    Args:
        answers: an open build.
        book: what was said.
        region: code of a village, or of a region above it for those whose village is not known.
        unmasked: whether NIKs are whole.
        named: whether names are whole.

    Raises:
        Refusal: there is no such region, or nobody is on a list.

    """
    day = moment(answers, region)
    rows = answers.engine.rows(f"""
        with {worklist.open_people(region, "", day, exactly=True)}, {worklist.belonging(day)},
        {_last_words(book)}
        select o.record, r.name, r.nik, r.sex, r.birth_date, o.segment, r.occupation, b.group_codes, s.record
        from uncovered o
        join record r on r.record = o.record
        left join belongs b on b.person = o.person
        left join last_word s on s.person = o.person
        order by r.name, r.record
    """)
    said = book.rows()
    return [_worker(row, said.get(row[-1]) or nothing(), unmasked, named) for row in rows]


def _worker(row: tuple[Any, ...], said: Said, unmasked: bool, named: bool) -> Worker:
    record, name, nik, sex, born, segment, occupation, groups, _ = row
    return Worker(
        record, disclosure.name(name, named), disclosure.nik(nik, unmasked), sex or "", str(born.year) if born else "",
        segment, occupation or "", tuple(groups.split(",")) if groups else (), said,
    )  # fmt: skip


def _last_words(book: Book) -> str:
    """Return the relation `last_word`: of each person the row with the last word on him."""
    return f"""
        said as ({book.select()}),
        last_word as (
            select w.person, w.record, w.status from (
                select p.person, s.record, s.status,
                    row_number() over (partition by p.person order by s.number desc, s.record) as pick
                from said s join person p on p.record = s.record
            ) as w where w.pick = 1
        )
    """


def places(answers: Answers, book: Book, region: str) -> tuple[Place, list[Place]]:
    """Return a region with its uncovered counted by what was said, and the regions in it, those with most left first.

    Whoever is listed without a region of the level below stands under the code of the region itself.

    Raises:
        Refusal: there is no such region, or nobody is on a list.

    """
    day = moment(answers, region)
    known = statuses(answers.workspace.folder)
    found = answers.told(
        f"with {worklist.open_people(region, '', day)} select region, count(*) from uncovered group by region"
    )
    told = answers.engine.rows(f"""
        with {_last_words(book)}, {worklist.open_people(region, "", day, among="select person from last_word")}
        select o.region, s.status, u.person is not null as uncovered, count(*)
        from there o
        join last_word s on s.person = o.person
        left join uncovered u on u.person = o.person
        group by o.region, s.status, u.person is not null
    """)
    length = next((n for n in _LENGTHS if n > len(region)), len(region)) if region != "ID" else _LENGTHS[0]
    parts = _summed(found, told, known, length)
    for code in parts:
        parts[code] = _named(parts[code], answers.region_title(code), code != region and length < _LENGTHS[-1])
    whole = _named(_total(region, parts.values()), answers.region_title(region), True)
    return whole, sorted(parts.values(), key=lambda place: (-place.open, place.code))


def _summed(
    found: list[tuple[str, int]], told: list[tuple[str, str, bool, int]], known: Mapping[str, Status], length: int
) -> dict[str, Place]:
    parts: dict[str, Place] = {}
    uncovered: Counter[str] = Counter()
    protected: Counter[str] = Counter()

    def part(region: str) -> Place:
        code = region[:length]
        return parts.setdefault(code, Place(code, ""))

    for region, n in found:
        place = part(region)
        uncovered[place.code] += n
        place.statuses[nothing().status] += n
        place.steps[LEFT] += n
    for region, status, here, n in told:
        place = part(region)
        if here:
            _move(place, status, known, n)
        else:
            protected[place.code] += n
    return {
        code: Place(code, "", uncovered[code], place.steps, +place.statuses, protected[code])
        for code, place in parts.items()
    }


def _move(place: Place, status: str, known: Mapping[str, Status], n: int) -> None:
    """Count persons under what was said of them instead of under nothing."""
    place.statuses[nothing().status] -= n
    place.statuses[status] += n
    place.steps[LEFT] -= n
    place.steps[step_of(status, known)] += n


def step_of(status: str, known: Mapping[str, Status]) -> str:
    """Return the step of a status; one that the office has given up since is to be gone on with."""
    return known[status].step if status in known else UNDER_WAY


def _named(place: Place, title: str, whole: bool) -> Place:
    return Place(place.code, title, place.uncovered, place.steps, place.statuses, place.protected, whole)


def _total(region: str, parts: Any) -> Place:
    steps: Counter[str] = Counter()
    by_status: Counter[str] = Counter()
    uncovered = protected = 0
    for place in parts:
        steps.update(place.steps)
        by_status.update(place.statuses)
        uncovered += place.uncovered
        protected += place.protected
    return Place(region, "", uncovered, steps, by_status, protected)


def export(
    answers: Answers, book: Book, file: Path, region: str, *, unmasked: bool = False, named: bool = False
) -> worklist.Worklist:
    """Write the workbook of a list, with what was said of each.

    Raises:
        Refusal: there is no such region, nobody is on a list, or the disk refuses.

    """
    names = {code: status.name["id"] for code, status in statuses(answers.workspace.folder).items()}
    said = {
        one.record: (names.get(one.said.status, one.said.status), one.said.remark)
        for one in workers(answers, book, region)
    }
    return worklist.write(
        answers,
        file,
        region=region,
        at=moment(answers, region),
        unmasked=unmasked,
        named=named,
        exactly=True,
        said=said,
    )
