"""Judges and writes the rows piece by piece, then quarantine and findings, and counts what became of every row."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from cakupan.batches import first_row
from cakupan.engine.processors import processors
from cakupan.findings import Refusal
from cakupan.schema import FINDING, KINDS
from cakupan.sources import judge, odd, repeats, skips
from cakupan.sources import verdict as verdicts
from cakupan.sources.delivery import Delivery, Receipt
from cakupan.sources.header import mapping
from cakupan.sources.odd import table
from cakupan.sources.room import enter, one_thread_each
from cakupan.sources.sheet import Remark, quoted
from cakupan.sources.verdict import Verdict

ROWS, QUARANTINE, FINDINGS = "rows", "quarantine", "findings"
#: Rows of the smallest pieces.
_LEAST = 122_880
#: Pieces for each processor: few enough that the files are not small.
_TURNS = 4
#: Findings up to this number are sorted by their key; more stay in the order of the rows.
_SORTED = 1_000_000
_REMARK = {"sheet": "varchar", "row_no": "bigint", "code": "varchar", "field": "varchar", "detail": "varchar"}
#: The second version of Parquet writes numbers as differences; the lightest zstd takes two thirds of the usual time.
_PARQUET = "(format parquet, parquet_version v2, compression zstd, compression_level 1)"


@dataclass(slots=True)
class Writing:
    """All that is known of a delivery when its rows are judged.

    Args:
        delivery: what was delivered.
        verdict: how its rows are judged.
        identified: whether a NIK can stand in it twice.

    """

    delivery: Delivery
    verdict: Verdict
    identified: bool

    def write(self, remarks: list[Remark], marks: list[tuple[int, str]], out: Path) -> Receipt:
        """Write rows, quarantine and findings into a folder and return the receipt.

        Args:
            remarks: findings about the file and its sheets.
            marks: (rowid, code) of rows that are no data.
            out: folder.

        Raises:
            Refusal: a row is unaccounted for.

        """
        stage, rules = self.verdict.stage, self.verdict.rules
        listed = [mark for mark in marks if mark[1] != skips.NOTHING]
        remarks = sorted(remarks + self._skipped(listed))
        accepted = self._pieces(out)
        self._faults()
        counts = dict(stage.engine.rows("select bits, count(*) from fault group by bits order by bits"))
        bad, warn = judge.mask(rules, judge.QUARANTINE), judge.mask(rules, judge.WARN)
        quarantined = self._copy(stage.engine.connection, self._rows("held"), out / f"{QUARANTINE}.parquet")
        self._copy(stage.engine.connection, self._findings(remarks, counts), out / f"{FINDINGS}.parquet")
        rows = stage.length - (len(marks) - len(listed))
        if rows != accepted + quarantined + len(listed):
            raise Refusal("rows_lost", rows=rows, accounted=accepted + quarantined + len(listed))
        warned = sum(count for bits, count in counts.items() if bits & warn and not bits & bad)
        sheets = [mapping(staged.name, staged.header, staged.above, staged.recipe) for staged in stage.sheets]
        return Receipt(rows, accepted, warned, quarantined, len(listed), self._counted(remarks, counts), sheets)

    def _pieces(self, out: Path) -> int:
        """Judge and write all rows, several pieces of one size at the same time; return how many were accepted.

        A piece keeps its order because one thread alone works on it: joins on several threads finish in any order.
        """
        engine, most = self.verdict.stage.engine, processors()
        length = max(1, self.verdict.stage.length)
        number = min(most * _TURNS, -(-length // _LEAST))
        size = -(-length // number)
        with one_thread_each(engine), ThreadPoolExecutor(min(number, most)) as pool:
            accepted = sum(pool.map(lambda n: self._piece(n, size, out), range(number)))
        for name in ("told", "held"):
            parts = " union all ".join(f"from {name}_{n}" for n in range(number))
            engine.connection.execute(f"create or replace view {name} as {parts}").fetchall()
        return accepted

    def _piece(self, number: int, size: int, out: Path) -> int:
        """Judge and write the rows of a piece.

        What is asked of all rows later stays in the tables `told_<number>`, rows that are not accepted in
        `held_<number>`.
        """
        bad = judge.mask(self.verdict.rules, judge.QUARANTINE)
        judged = self.verdict.of(f"s.rowid >= {number * size} and s.rowid < {(number + 1) * size}")
        name = f"{ROWS}.parquet" if number == 0 else f"{ROWS}-{number:04}.parquet"
        with self.verdict.stage.engine.connection.cursor() as link:
            for made in (
                f"table judged_{number} as {judged}",
                f"table told_{number} as select row, bits, place_id{self._identity()} from judged_{number}",
                f"table held_{number} as from judged_{number} where bits >= 0 and bits & {bad} <> 0",
            ):
                enter(link).execute(f"create or replace {made}").fetchall()
            accepted = f"(from judged_{number} where bits >= 0 and bits & {bad} = 0)"
            written = self._copy(link, self._rows(accepted), out / name)
            link.execute(f"drop table judged_{number}").fetchall()
            return written

    def _identity(self) -> str:
        if not self.identified:
            return ""
        return f", nik_valid as nik, {'hash(name)' if 'name' in self.verdict.stage.fields else '0'} as name, born"

    def _faults(self) -> None:
        """Make the table `fault` (row, bits, place_id) of all rows that break a rule, in their order."""
        link = self.verdict.stage.engine.connection
        if not self.identified:
            link.execute("create or replace view fault as from told where bits > 0").fetchall()
            return
        repeats.find(self.verdict)
        link.execute(
            "create or replace table fault as "
            "select row, coalesce(f.bits, 0) | coalesce(r.bits, 0) as bits, f.place_id "
            "from (from told where bits > 0) f full join repeat r using (row) order by row"
        ).fetchall()

    def _copy(self, link: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
        return int(link.execute(f"copy ({select}) to {quoted(path)} {_PARQUET}").fetchall()[0][0])

    def _where(self, of: str) -> tuple[str, str]:
        """Return SQL of the sheet's name and of the row as the sender sees it, over `row` and `sheet_no` of a table."""
        sheets = self.verdict.stage.sheets
        if len(sheets) == 1:
            return quoted(sheets[0].name), f"({of}.row + {sheets[0].shift})"
        names = ", ".join(quoted(staged.name) for staged in sheets)
        shifts = ", ".join(str(staged.shift) for staged in sheets)
        return f"([{names}])[{of}.sheet_no + 1]", f"({of}.row + ([{shifts}]::bigint[])[{of}.sheet_no + 1])"

    def _rows(self, judged: str) -> str:
        """Return the SELECT of the columns of the table that judged rows become."""
        sheet, row_no = self._where("shown")
        high = first_row(self.delivery.batch)
        columns = KINDS[self.delivery.kind].columns[4:]
        names = ", ".join(f"cast({column.name} as {column.type}) as {column.name}" for column in columns)
        chosen = verdicts.sql(self.delivery.kind, "rows", self.verdict.said)
        missing = "".join(f", null::{kind} as {column}" for column, kind in self.verdict.missing().items())
        return (
            f"with data as (select *{missing} from {judged}), shown as ({chosen}, row, sheet_no from data) "
            f"select row + {high + 1}::bigint as record, {quoted(self.delivery.batch)} as batch, {sheet} as sheet, "
            f"{row_no}::bigint as row_no, {names} from shown"
        )

    def _skipped(self, listed: list[tuple[int, str]]) -> list[Remark]:
        remarks: list[Remark] = []
        sheets = iter(self.verdict.stage.sheets)
        staged = next(sheets)
        for row, code in sorted(listed):
            while row >= staged.first + staged.length:
                staged = next(sheets)
            remarks.append((staged.name, row + staged.shift, code, "", ""))
        return remarks

    def _counted(self, remarks: list[Remark], counts: dict[int, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for _, _, code, _, _ in remarks:
            found[code] = found.get(code, 0) + 1
        for bits, count in counts.items():
            for rule in judge.broken(bits, self.verdict.rules):
                found[rule.code] = found.get(rule.code, 0) + count
        return dict(sorted(found.items()))

    def _findings(self, remarks: list[Remark], counts: dict[int, int]) -> str:
        """Return the SELECT of all findings, sorted by their key as long as they are not too many."""
        engine = self.verdict.stage.engine
        table(engine, "remark", _REMARK, remarks)
        rules = self.verdict.rules
        broken = [(bits, rule.code, rule.field, rule.detail) for bits in counts for rule in judge.broken(bits, rules)]
        shape = {"bits": "bigint", "code": "varchar", "field": "varchar", "detail": "varchar"}
        table(engine, "broken", shape, broken)
        engine.connection.execute(
            "create or replace table complaint as select bits, "
            "list({'code': code, 'field': field, 'detail': detail} order by code, field) as found "
            "from broken group by bits"
        ).fetchall()
        number = len(remarks) + sum(counts[bits] for bits, *_ in broken)
        order = "sheet, row_no, code, field" if number <= _SORTED else "row, code, field"
        return (
            f"select {', '.join(FINDING.names())} from (select {quoted(self.delivery.batch)} as batch, *, -1 as row "
            f"from remark union all {self._of_rows(broken)}) order by {order}"
        )

    def _of_rows(self, broken: list[tuple[int, str, str, str]]) -> str:
        """Return the SELECT of the findings of rows, with what is to be said of each."""
        sheet, row_no = self._where("s")
        wanted = [name for name in self.verdict.odd_fields if any(detail == name for *_, detail in broken)]
        joins = odd.join(self.verdict.stage, wanted)
        said = "".join(f", odd_{name}.detail as {name}_says" for name in wanted)
        cases = "".join(f" when '{name}' then {name}_says" for name in wanted)
        return (
            f"select {quoted(self.delivery.batch)} as batch, sheet, row_no, f.code, f.field, "
            f"coalesce(case f.detail when 'place' then place_says{cases} end, '') as detail, row from ("
            f"select {sheet} as sheet, {row_no}::bigint as row_no, place.detail as place_says{said}, "
            "unnest(b.found) as f, s.row "
            "from (select v.row, v.bits, v.place_id, s.* from stage s join fault v on v.row = s.rowid) s "
            f"join complaint b on b.bits = s.bits left join place on place.id = s.place_id{joins})"
        )
