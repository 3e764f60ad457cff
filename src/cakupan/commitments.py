"""What was promised in activities: what is overdue, a new promise, and one that was kept.

A promise made or kept here is a list of activities of one row, taken in like any other: builds, reports and checks see
it, it can be withdrawn, and the latest list that names an activity has the last word.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cakupan import codes
from cakupan.batches import standing
from cakupan.findings import Refusal
from cakupan.intake import Said, Taken, add
from cakupan.reports.coverage import record
from cakupan.reports.coverage.record import DONE, OPEN, OVERDUE, Activity
from cakupan.results import Answers
from cakupan.workspace import Workspace

LONGEST = 300
#: Headings of the row that is written, by the column that it fills.
_HEADINGS = {
    "region": "Kode Wilayah", "day": "Tanggal", "activity": "Kegiatan", "partner": "Dengan", "npp": "NPP", "nib": "NIB",
    "nik": "NIK", "kpj": "KPJ", "name": "Nama", "birth_date": "Tanggal Lahir", "group_code": "Kelompok",
    "commitment": "Komitmen", "owner": "Penanggung Jawab", "due": "Batas Waktu", "done": "Selesai",
    "done_on": "Tanggal Selesai", "source": "Sumber",
}  # fmt: skip
_KEY = "region, day, activity, coalesce(lower(partner), ''), coalesce(lower(commitment), '')"
_WRITTEN = f"""
    select {_KEY}, day, activity, region,
        case when nik is null and name is null then coalesce(partner, npp, nib, '') else '*' end,
        coalesce(commitment, ''), coalesce(owner, ''), due, done, record
    from read_parquet([{{files}}])
"""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with its state on a day; `waiting` says that the build does not know of it, or of its end."""

    activity: Activity
    state: str
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A new commitment: where, when and in what activity, with whom, what, by whom and until when."""

    region: str
    day: date
    activity: str
    partner: str
    commitment: str
    owner: str = ""
    due: date | None = None
    group: str = ""


def promises(answers: Answers, region: str, today: date) -> list[Promise]:
    """Return the commitments in a region: overdue first, then those due next, then those without a day, then kept ones.

    What was written since the build is among them.
    """
    known = {one.record: one for one in record.engagements(answers, region) if one.commitment}
    key = dict(answers.told(f"select record, concat_ws('|', {_KEY}) from engagement"))
    by_key = {key[number]: number for number in known}
    waiting: set[int] = set()
    for text, one in _written(answers):
        if record.lies_in(one.region, region) and one.commitment:
            number = by_key.setdefault(text, one.record)
            known[number] = replace(one, record=number)
            waiting.add(number)
    told = [Promise(one, one.state(today), one.record in waiting) for one in known.values()]
    return sorted(told, key=_order)


def _order(one: Promise) -> tuple[int, date, int]:
    due = one.activity.due or date.max
    return (OVERDUE, OPEN, DONE).index(one.state), due, one.activity.record


def _written(answers: Answers) -> Iterator[tuple[str, Activity]]:
    """Yield what lists of activities say that came since the build, in order of receipt, with what tells them apart."""
    built = set(answers.about["batches"])
    for batch in standing(answers.workspace):
        if batch.about["kind"] == "activities" and batch.name not in built and batch.rows:
            files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in batch.rows)
            for row in answers.engine.rows(_WRITTEN.format(files=files)):
                yield "|".join(map(str, row[:5])), replace(Activity(*row[5:13]), record=row[13])


def promise(office: Workspace, made: Made, today: date, *, by: str = "") -> Taken:
    """Write a new commitment down as a list of one row.

    Raises:
        Refusal: nothing is promised, a text is too long, a code is unknown, or the day lies ahead.

    """
    if not made.commitment.strip() or not made.partner.strip():
        raise Refusal("promise_empty")
    for text in (made.commitment, made.partner, made.owner):
        if len(text) > LONGEST:
            raise Refusal("promise_long", most=LONGEST)
    for listed, code in (("activities", made.activity), ("groups", made.group)):
        known = codes.read(listed, office.folder)
        if code and code not in known:
            raise Refusal("no_code", code=code, known=", ".join(known))
    if made.day > today:
        raise Refusal("future_position", day=made.day.isoformat())
    row = {
        "region": made.region, "day": made.day, "activity": made.activity, "partner": made.partner,
        "group_code": made.group, "commitment": made.commitment, "owner": made.owner, "due": made.due,
        "done": "belum", "source": by,
    }  # fmt: skip
    return _add(office, row, today)


def keep(answers: Answers, number: int, today: date, *, by: str = "") -> Taken:
    """Write down that a commitment was kept, as a list of one row that says the same and that it is done.

    Args:
        answers: an open build.
        number: the row of the commitment.
        today: the day on which it is said.
        by: who says so.

    Raises:
        Refusal: there is no such commitment in the build.

    """
    columns = [name for name in _HEADINGS if name not in ("done", "done_on", "source")]
    rows = answers.engine.rows(
        f"select {', '.join(f'a.{name}' for name in columns)} from engagement e join activity a on a.record = e.record "
        f"where e.record = {int(number)} and a.commitment is not null"
    )
    if not rows:
        raise Refusal("promise_unknown")
    row = dict(zip(columns, rows[0], strict=True))
    return _add(answers.workspace, row | {"done": "sudah", "done_on": today, "source": by}, today)


def _add(office: Workspace, row: Mapping[str, Any], today: date) -> Taken:
    """Take a row in as a list of activities of today."""
    cells = {heading: row.get(name) or "" for name, heading in _HEADINGS.items() if row.get(name)}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"komitmen-{today.isoformat()}.csv"
        with file.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, cells)
            writer.writeheader()
            writer.writerow(cells)
        return add(office, file, Said("activities", position=today))
