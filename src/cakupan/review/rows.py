"""From what somebody names to rows: a pair by its short name, a row by batch, sheet and row or by its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cakupan.batches import find, first_row
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.review.shapes import SHORT, pair_id, pair_id_sql
from cakupan.schema import KINDS, RECORD
from cakupan.workspace import Batch, Workspace

_ID = re.compile(rf"[0-9a-f]{{4,{SHORT}}}")
_RECORD = re.compile(rf"\d{{{SHORT + 1},19}}")
_HIGH = 32
#: Persons of one NIK told apart: the first one's first row with that of each other, as `pairs.sql` has them.
_SPLIT = """
    select first, record from (
        select record, first_value(record) over (partition by nik order by turn, record) as first
        from (
            select r.nik, p.person, min(r.record) as record, min(b.turn) as turn
            from person p join record r on r.record = p.record join batch b on b.batch = r.batch
            where p.decided_by = 'split' group by r.nik, p.person
        ) as s
    ) as c where record <> first
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an input row stands; `row_no` 0 where it is not in the batch, `batch` empty where that is unknown."""

    record: int
    batch: str = ""
    file: str = ""
    sheet: str = ""
    row_no: int = 0

    @property
    def text(self) -> str:
        """Return file, sheet and row in one text."""
        return ", ".join(filter(None, (self.file, self.sheet, str(self.row_no) if self.row_no else "")))


def places(workspace: Workspace, records: Iterable[int]) -> dict[int, Place]:
    """Return where rows stand, by their numbers, in whatever batch of the inbox, also a withdrawn one."""
    by_batch: dict[int, list[int]] = {}
    for record in set(records):
        by_batch.setdefault(record >> _HIGH << _HIGH, []).append(record)
    known = {first_row(batch.name): batch for batch in workspace.batches()}
    found = {record: Place(record) for part in by_batch.values() for record in part}
    engine = DuckDB(threads=1)
    try:
        for first, part in by_batch.items():
            if first in known:
                found |= _in_batch(engine, known[first], part)
    finally:
        engine.close()
    return found


def _in_batch(engine: DuckDB, batch: Batch, records: Sequence[int]) -> dict[int, Place]:
    file = str(batch.about["file"])
    told = {record: Place(record, batch.name, file) for record in records}
    if KINDS[batch.about["kind"]] is RECORD and batch.rows:
        engine.table("kept", batch.rows)
        listed = ", ".join(map(str, records))
        for record, sheet, row_no in engine.rows(f"select record, sheet, row_no from kept where record in ({listed})"):
            told[record] = Place(record, batch.name, file, sheet, row_no)
    return told


def resolve(answers: Answers, told: Sequence[str], made: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the pairs of rows that somebody names: short names of pairs, and rows, which are taken two by two.

    Args:
        answers: an open build.
        told: as typed, each a pair's short name (or its beginning), BATCH:SHEET:ROW, or the number of a row.
        made: pairs that were decided before, whose names are known too.

    Raises:
        Refusal: nothing has that name or several do, a row stands alone, or both rows are one.

    """
    rows: list[int] = []
    pairs: list[tuple[int, int]] = []
    for text in told:
        if _RECORD.fullmatch(text) or ":" in text:
            rows.append(_row(answers.workspace, text))
        else:
            pairs.append(_pair(answers, text.lower(), set(made)))
    if len(rows) % 2:
        raise Refusal("review_rows_odd", n=len(rows))
    for one, other in zip(rows[::2], rows[1::2], strict=True):
        if one == other:
            raise Refusal("review_row_itself")
        pairs.append((one, other))
    return list(dict.fromkeys(pairs))


def _pair(answers: Answers, text: str, made: set[tuple[int, int]]) -> tuple[int, int]:
    if not _ID.fullmatch(text):
        raise Refusal("review_no_pair", pair=text)
    short = pair_id_sql("one", "other")
    found = answers.engine.rows(
        f"select one, other from (select record_l as one, record_r as other from pairing union all "
        f"select first, record from ({_SPLIT}) as t) as p where left({short}, {len(text)}) = '{text}'"
    )
    names = {pair_id(*pair): pair for pair in made if pair_id(*pair).startswith(text)}
    names |= {pair_id(*pair): pair for pair in found}
    if not names:
        raise Refusal("review_no_pair", pair=text)
    if len(names) > 1:
        raise Refusal("review_several_pairs", pair=text)
    return next(iter(names.values()))


def _row(workspace: Workspace, text: str) -> int:
    """Return the number of the row that somebody names.

    Raises:
        Refusal: there is no such batch or row, or the batch is no list of persons.

    """
    if ":" not in text:
        place = places(workspace, [int(text)])[int(text)]
        if not place.row_no:
            raise Refusal("review_no_row", row=text)
        return place.record
    start, _, rest = text.partition(":")
    sheet, _, number = rest.rpartition(":")
    known = {batch.name: batch for batch in workspace.batches()}
    batch = known[find(known.values(), start)]
    if KINDS[batch.about["kind"]] is not RECORD or not number.isdigit() or not batch.rows:
        raise Refusal("review_no_row", row=text)
    engine = DuckDB(threads=1)
    try:
        engine.table("kept", batch.rows)
        wanted = "and sheet = '" + sheet.replace("'", "''") + "'" if sheet else ""
        found = engine.rows(f"select record from kept where row_no = {int(number)} {wanted} limit 2")
    finally:
        engine.close()
    if len(found) != 1:
        raise Refusal("review_no_row" if not found else "review_sheet_unsaid", row=text)
    return int(found[0][0])
