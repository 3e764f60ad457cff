"""Lays the cells of a workbook that came back over the list that it came from.

A cell that is not as it was given back takes the place of the one in the list; an emptied cell erases nothing; a
row without a number is new and goes to the end. So the rows of the list keep their numbers, and whatever did not
come back stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import duckdb

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources.marks import ADDED, SUMMARY, Mark, seen
from cakupan.sources.sheet import Book, Cells, Remark, Sheet, columns, letter

PEEK = 60
_TABLES = count(1)
_OF_MENDING = ("mended_row", "mended_blank", "mended_new", "mended_sheet_new")


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet whose rows lie in a table of their own, so that the next one can be opened."""

    table: str
    sheet: Sheet

    @property
    def width(self) -> int:
        """Return its number of columns."""
        return self.sheet.width

    def headings(self, first: int, last: int) -> list[str]:
        """Return what stands above each column, in the rows of the header."""
        rows = self.sheet.peek[first - 1 : last] if last else [self.sheet.named or ()]
        return _joined(rows, self.width)


@dataclass(frozen=True, slots=True)
class _Work:
    """One sheet of the workbook that came back."""

    mark: Mark
    kept: Kept

    def headings(self) -> list[str]:
        """Return what stands above each column; empty text above those that were added."""
        peek = self.kept.sheet.peek
        numbers = {str(number) for number in range(self.mark.first, self.mark.last)}
        rows = [row for row in peek[: self.mark.row] if (row[self.mark.column] or "").strip() in numbers]
        told = _joined([*rows, peek[self.mark.row]], self.kept.width)
        for column in self.added():
            told[column] = ""
        return told

    def added(self) -> set[int]:
        """Return the columns that were added when it was given back."""
        cells, column = self.kept.sheet.peek[self.mark.row], self.mark.column
        found = {column}
        for heading in reversed(ADDED):
            column = next((at for at in range(column - 1, -1, -1) if (cells[at] or "").strip() == heading), column)
            found.add(column)
        return found


def _joined(rows: list[Cells], width: int) -> list[str]:
    return [" ".join(" ".join(filter(None, (row[at] for row in rows if at < len(row)))).split()) for at in range(width)]


def keep(engine: DuckDB, sheet: Sheet) -> Kept:
    """Copy the rows of a sheet into a table of their own and let go of it."""
    table = f"kept_{next(_TABLES)}"
    try:
        _copy(engine, sheet, table)
    except duckdb.Error:
        if sheet.slower is None:
            raise
        sheet = sheet.slower()
        _copy(engine, sheet, table)
    sheet.release()
    return Kept(table, sheet)


def _copy(engine: DuckDB, sheet: Sheet, table: str) -> None:
    shape = ", ".join(f"{name} varchar" for name in columns(sheet.width))
    engine.connection.execute(f"create or replace table {table} ({shape})").fetchall()
    for relation in sheet.relations:
        engine.connection.execute(f"insert into {table} select * from {relation}").fetchall()


@dataclass(slots=True)
class Laid:
    """A workbook that came back, over what stands (`head`), compared with what was given (None: the same)."""

    batch: str
    work: Book
    head: Book
    given: Book | None
    returned: list[int] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    works: dict[int, list[_Work]] | None = None
    unmarked: list[str] = field(default_factory=list)
    mended: set[tuple[str, int]] = field(default_factory=set)

    def sheet(self, number: int, engine: DuckDB) -> Sheet | None:
        """Open one sheet of the list with the cells of the workbook laid over it."""
        if self.works is None:
            self.works = self._gather(engine)
        opened = self.head.sheets[number](engine)
        if opened is None:
            return None
        again = f"{opened.name[:26]} ("  # a guide whose name another sheet has goes back as "Name (2)"
        self.unmarked = [name for name in self.unmarked if name != opened.name and not name.startswith(again)]
        parts = self.works.get(number)
        if not parts:
            return opened
        head = given = keep(engine, opened)
        if self.given is not None:
            before = self.given.sheets[number](engine)
            given = keep(engine, before) if before else head
        return self._over(engine, parts, head, given)

    def _gather(self, engine: DuckDB) -> dict[int, list[_Work]]:
        """Return the sheets of the workbook by the sheet that they came from."""
        found: dict[int, list[_Work]] = {}
        for opener in self.work.sheets:
            sheet = opener(engine)
            if sheet is None:
                continue
            mark = seen(sheet.peek)
            if mark and mark.batch != self.batch:
                raise Refusal("mended_of_two", sheet=sheet.name, one=self.batch, other=mark.batch)
            if mark:
                found.setdefault(mark.sheet, []).append(_Work(mark, keep(engine, sheet)))
                continue
            sheet.release()
            if sheet.name != SUMMARY:
                self.unmarked.append(sheet.name)
        return found

    def _over(self, engine: DuckDB, parts: list[_Work], head: Kept, given: Kept) -> Sheet:
        mark = parts[0].mark
        known = given.headings(mark.first, mark.last)
        known += head.headings(mark.first, mark.last)[len(known) :]
        places = [_places(part, known) for part in parts]
        extra = [one for here in places for one in here if isinstance(one, str)]
        width = len(known) + len(dict.fromkeys(extra))
        names = [*range(len(known)), *dict.fromkeys(extra)]
        work = f"work_{next(_TABLES)}"
        engine.connection.execute(
            f"create or replace table {work} as {_work(parts, places, names, mark.last)}"
        ).fetchall()
        gone = [at for at in range(given.width) if not any(at in here for here in places)]
        table = _laid(engine, work, head, given, width, gone)
        self._tell(engine, table, work, head, gone, mark)
        peek = engine.rows(f"select {', '.join(columns(width))} from {table} order by rowid limit {PEEK}")
        named = (*head.sheet.named, *dict.fromkeys(extra)) if head.sheet.named else None
        return Sheet(
            head.sheet.name, width, peek, [f"(select {', '.join(columns(width))} from {table})"], named,
            release=lambda: drop(engine, table, work, head.table, given.table),
        )  # fmt: skip

    def _tell(self, engine: DuckDB, table: str, work: str, head: Kept, gone: list[int], mark: Mark) -> None:
        """Remark on every row that was mended, emptied or added, and count what came back."""
        name = head.sheet.name
        for row, changed, emptied in engine.rows(
            f"select rowid + 1, changed, emptied from {table} where len(changed) + len(emptied) > 0 order by rowid"
        ):
            if changed == [-1]:
                self.remarks.append((name, row, "mended_new", "", ""))
                continue
            if changed:
                self.mended.add((name, row))
                self.remarks.append((name, row, "mended_row", "", _letters(changed)))
            if emptied:
                self.remarks.append((name, row, "mended_blank", "", _letters(emptied)))
        if gone:
            self.remarks.append((name, 0, "mended_blank", "", _letters([at + 1 for at in gone])))
        self.returned.append(
            engine.rows(f"select count(*) from {work} where pick = 1 and row_no > {mark.last} and filled")[0][0]
        )

    def last_remarks(self) -> list[Remark]:
        """Return what is said of the list, less what was mended, and of this mending, not of those before."""
        said = self.head.last_remarks()
        kept = [one for one in said if (one[0], one[1]) not in self.mended and one[2] not in _OF_MENDING]
        new = [(name, 0, "mended_sheet_new", "", "") for name in self.unmarked]
        return [*kept, *self.remarks, *new]


def _letters(numbers: list[int]) -> str:
    return "kolom " + ", ".join(letter(number - 1) for number in numbers)


def drop(engine: DuckDB, *tables: str) -> None:
    """Drop tables that nobody reads any more."""
    for table in set(tables):
        engine.connection.execute(f"drop table if exists {table}").fetchall()


def _places(part: _Work, known: list[str]) -> dict[int | str, int]:
    """Return where the workbook has each column of the list, by its heading; new columns by their heading."""
    here, added = part.headings(), part.added()
    free = [at for at in range(len(here)) if at not in added]
    found: dict[int | str, int] = {}
    for at, heading in enumerate(known):
        beside = found.get(at - 1, -1) + 1
        near = [column for column in (at, beside) if column in free and here[column] == heading]
        named = [column for column in free if heading and here[column] == heading]
        for column in (near or named)[:1]:
            found[at] = column
            free.remove(column)
    for column in free:
        if here[column]:
            found.setdefault(here[column], column)
    return found


def _work(parts: list[_Work], places: list[dict[int | str, int]], names: list[int | str], last: int) -> str:
    """Return the SELECT of all rows that came back: row_no, their cells in the order of the list, and their turn."""
    rows = " union all ".join(_part(*one, names, last) for one in zip(count(), parts, places))
    turn = "row_number() over (partition by row_no order by part, turn)"
    return f"select *, {turn} as pick, {_filled(len(names))} as filled from ({rows})"


def _part(number: int, part: _Work, places: dict[int | str, int], names: list[int | str], last: int) -> str:
    cells = ", ".join(
        f"{f'c{places[name] + 1}' if name in places else 'null::varchar'} as c{at}" for at, name in enumerate(names, 1)
    )
    mark = part.mark
    row = f"case when rowid = {mark.row} then {last} else try_cast(trim(c{mark.column + 1}) as bigint) end"
    place = f"rowid > {mark.row} as below, {number} as part, rowid as turn"
    return f"select {row} as row_no, {place}, {cells} from {part.kept.table}"


def _filled(width: int) -> str:
    return f"({' or '.join(f'{_plain(name)} is not null' for name in columns(width))})"


def _plain(cell: str) -> str:
    """Return the SQL of a cell for comparing: what spreadsheets do to blanks, signs and midnight is no mend."""
    return rf"nullif(trim(regexp_replace({cell}, '\s00:00:00$|[\s\x00-\x1f]+', ' ', 'g')), '')"


def _laid(engine: DuckDB, work: str, head: Kept, given: Kept, width: int, gone: list[int]) -> str:
    """Make the table of the list with the cells laid over it, and what was changed and emptied in each row."""
    table = f"laid_{next(_TABLES)}"
    cells, changed, emptied = [], [], []
    for at, name in enumerate(columns(width)):
        stands = f"h.{name}" if at < head.width else "null::varchar"
        before = f"g.{name}" if at < given.width else "null::varchar"
        differs = (
            f"(w.{name} is distinct from {before} and {_plain(f'w.{name}')} is not null "
            f"and {_plain(f'w.{name}')} is distinct from {_plain(before)})"
        )
        cells.append(f"case when {differs} then w.{name} else {stands} end as {name}")
        changed.append(f"case when {differs} then {at + 1} end")
        if at < given.width and at not in gone:
            blank = f"w.row_no is not null and {_plain(f'w.{name}')} is null and {_plain(before)} is not null"
            emptied.append(f"case when {blank} then {at + 1} end")
    engine.connection.execute(
        f"create or replace table {table} as select {', '.join(cells)}, {_numbers(changed)} as changed, "
        f"{_numbers(emptied)} as emptied from (select rowid as row, * from {head.table}) h "
        f"left join (select rowid as row, * from {given.table}) g on g.row = h.row "
        f"left join (select * from {work} where pick = 1) w on w.row_no = h.row + 1 order by h.row"
    ).fetchall()
    engine.connection.execute(f"insert into {table} {_new(work, head, given, width)}").fetchall()
    return table


def _numbers(cases: list[str]) -> str:
    return f"list_filter([{', '.join(cases) or 'null::integer'}]::integer[], lambda one: one is not null)"


def _new(work: str, head: Kept, given: Kept, width: int) -> str:
    """Return the SELECT of the rows that came from nowhere; what was added by an earlier mending is not added again."""
    names = ", ".join(columns(width))
    length = f"(select count(*) from {head.table})"
    copied = ", ".join(f"g.{name}" if at < given.width else "null" for at, name in enumerate(columns(width)))
    there = ", ".join(f"h.{name}" if at < head.width else "null" for at, name in enumerate(columns(width)))
    row = "({})".format(", ".join(f"coalesce(w.{name}, '')" for name in columns(width)))

    def alike(cells: str) -> str:
        return "({})".format(", ".join(f"coalesce({cell}, '')" for cell in cells.split(", ")))

    return (
        f"select {names}, [-1], []::integer[] from {work} w where below and filled "
        f"and (row_no is null or row_no not between 1 and {length} or pick > 1 and not exists ("
        f"select 1 from {given.table} g where g.rowid = w.row_no - 1 and {row} = {alike(copied)})) "
        f"and not exists (select 1 from {head.table} h where h.rowid >= (select count(*) from {given.table}) "
        f"and {row} = {alike(there)}) order by part, turn"
    )
