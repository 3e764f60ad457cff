"""Writes rows, quarantine and findings, and counts what became of every row."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.schema import FINDING, KINDS
from cakupan.sources import judge, skips, verdict
from cakupan.sources.delivery import Delivery, Receipt
from cakupan.sources.header import mapping
from cakupan.sources.judge import Rule
from cakupan.sources.odd import table
from cakupan.sources.room import enter, one_thread_each
from cakupan.sources.sheet import Remark, quoted
from cakupan.sources.stage import Stage

FILES = ("rows", "quarantine", "findings")
#: Findings up to this number are sorted by their key; more stay in the order of the rows.
_SORTED = 1_000_000
_REMARK = {"sheet": "varchar", "row_no": "bigint", "code": "varchar", "field": "varchar", "detail": "varchar"}


@dataclass(slots=True)
class Writing:
    """All that is known of a delivery when its rows are judged.

    Args:
        delivery: what was delivered.
        stage: its rows.
        rules: what a row could break, in the order of the bits.
        data: the SELECT of all rows with what was judged of them.
        said: what was said of the file, as SQL.

    """

    delivery: Delivery
    stage: Stage
    rules: list[Rule]
    data: str
    said: dict[str, str]

    def write(self, remarks: list[Remark], marks: list[tuple[int, str]], odd_fields: list[str], out: Path) -> Receipt:
        """Write the three files and return the receipt.

        Args:
            remarks: findings about the file and its sheets.
            marks: (rowid, code) of rows that are no data.
            odd_fields: fields that have a table of odd texts.
            out: folder.

        Raises:
            Refusal: a row is unaccounted for.

        """
        counts = dict(self.stage.engine.rows("select bits, count(*) from verdict group by bits order by bits"))
        counts.pop(verdict.SKIPPED, None)
        bad, warn = judge.mask(self.rules, judge.QUARANTINE), judge.mask(self.rules, judge.WARN)
        listed = [mark for mark in marks if mark[1] != skips.NOTHING]
        remarks = sorted(remarks + self._skipped(listed))
        accepted, quarantined, _ = self._copy(
            {
                out / "rows.parquet": self._rows(f"bits >= 0 and bits & {bad} = 0"),
                out / "quarantine.parquet": self._rows(f"bits >= 0 and bits & {bad} <> 0"),
                out / "findings.parquet": self._findings(remarks, counts, odd_fields),
            }
        )
        rows = self.stage.length - (len(marks) - len(listed))
        if rows != accepted + quarantined + len(listed):
            raise Refusal("rows_lost", rows=rows, accounted=accepted + quarantined + len(listed))
        warned = sum(count for bits, count in counts.items() if bits & warn and not bits & bad)
        sheets = [mapping(staged.name, staged.header, staged.above, staged.recipe) for staged in self.stage.sheets]
        return Receipt(rows, accepted, warned, quarantined, len(listed), self._counted(remarks, counts), sheets)

    def _copy(self, selects: dict[Path, str]) -> list[int]:
        """Write rows in order, all files at the same time, each on a connection of its own.

        The lightest zstd takes two thirds of the time of the usual one.
        """

        def one(path: Path, select: str) -> int:
            with self.stage.engine.connection.cursor() as link:
                done = enter(link).execute(
                    f"copy ({select}) to {quoted(path)} (format parquet, compression zstd, compression_level 1)"
                )
                return int(done.fetchall()[0][0])

        with one_thread_each(self.stage.engine), ThreadPoolExecutor(len(selects)) as pool:
            return list(pool.map(one, selects, selects.values()))

    def _where(self, of: str) -> tuple[str, str]:
        """Return SQL of the sheet's name and of the row as the sender sees it, over `row` and `sheet_no` of a table."""
        sheets = self.stage.sheets
        if len(sheets) == 1:
            return quoted(sheets[0].name), f"({of}.row + {sheets[0].shift})"
        names = ", ".join(quoted(staged.name) for staged in sheets)
        shifts = ", ".join(str(staged.shift) for staged in sheets)
        return f"([{names}])[{of}.sheet_no + 1]", f"({of}.row + ([{shifts}]::bigint[])[{of}.sheet_no + 1])"

    def _rows(self, condition: str) -> str:
        sheet, row_no = self._where("shown")
        high = (int.from_bytes(hashlib.sha256(self.delivery.batch.encode()).digest()[:4]) >> 1) << 32
        columns = KINDS[self.delivery.kind].columns[4:]
        names = ", ".join(f"cast({column.name} as {column.type}) as {column.name}" for column in columns)
        chosen = verdict.sql(self.delivery.kind, "rows", self.said)
        return (
            f"with data as ({self.data}), shown as ({chosen}, row, sheet_no from data where {condition}) "
            f"select row + {high + 1}::bigint as record, {quoted(self.delivery.batch)} as batch, {sheet} as sheet, "
            f"{row_no}::bigint as row_no, {names} from shown"
        )

    def _skipped(self, listed: list[tuple[int, str]]) -> list[Remark]:
        remarks: list[Remark] = []
        sheets = iter(self.stage.sheets)
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
            for rule in judge.broken(bits, self.rules):
                found[rule.code] = found.get(rule.code, 0) + count
        return dict(sorted(found.items()))

    def _findings(self, remarks: list[Remark], counts: dict[int, int], odd_fields: list[str]) -> str:
        """Return the SELECT of all findings, sorted by their key as long as they are not too many."""
        engine = self.stage.engine
        table(engine, "remark", _REMARK, remarks)
        broken = [
            (bits, rule.code, rule.field, rule.detail) for bits in counts for rule in judge.broken(bits, self.rules)
        ]
        shape = {"bits": "bigint", "code": "varchar", "field": "varchar", "detail": "varchar"}
        table(engine, "broken", shape, broken)
        engine.connection.execute(
            "create or replace table faults as select bits, "
            "list({'code': code, 'field': field, 'detail': detail} order by code, field) as found "
            "from broken group by bits"
        ).fetchall()
        number = len(remarks) + sum(counts[bits] for bits, *_ in broken)
        order = " order by sheet, row_no, code, field" if number <= _SORTED else ""
        return (
            f"select {', '.join(FINDING.names())} from (select {quoted(self.delivery.batch)} as batch, * from remark "
            f"union all {self._of_rows(broken, odd_fields)}){order}"
        )

    def _of_rows(self, broken: list[tuple[int, str, str, str]], odd_fields: list[str]) -> str:
        """Return the SELECT of the findings of rows, in their order, with what is to be said of each."""
        sheet, row_no = self._where("s")
        wanted = [name for name in odd_fields if any(detail == name for *_, detail in broken)]
        joins = "".join(f" left join odd_{name} on odd_{name}.text = s.{name}_o" for name in wanted)
        said = "".join(f", odd_{name}.detail as {name}_says" for name in wanted)
        cases = "".join(f" when '{name}' then {name}_says" for name in wanted)
        return (
            f"select {quoted(self.delivery.batch)} as batch, sheet, row_no, f.code, f.field, "
            f"coalesce(case f.detail when 'place' then place_says{cases} end, '') as detail from ("
            f"select {sheet} as sheet, {row_no}::bigint as row_no, place.detail as place_says{said}, "
            "unnest(b.found) as f "
            "from (select v.row, v.bits, v.place_id, s.* from stage s positional join verdict v) s "
            f"join faults b on b.bits = s.bits left join place on place.id = s.place_id{joins})"
        )
