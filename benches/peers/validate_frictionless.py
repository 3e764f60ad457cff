"""What a careful analyst writes with Frictionless: the rules of `rules`, its own where it has them, no limit of errors.

python -m benches.peers.validate_frictionless FILE
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator

from frictionless import Check, Checklist, Control, Dialect, Resource, Row, Schema, errors, formats, system

from benches.peers import rules

_MANY = 10**9


class Rules(Check):
    """The rules that look at more than the pattern of one cell."""

    type = "rules"
    Errors = [errors.RowConstraintError]  # noqa: RUF012

    def validate_start(self) -> Iterator[errors.RowConstraintError]:
        """Make ready what all rows need."""
        self.places, self.seen = rules.places(), set[str]()
        self.nik, self.marks, self.wage = (re.compile(one) for one in (rules.NIK, rules.NIK_MARKS, rules.WAGE))
        self.village, self.district = re.compile(rules.VILLAGE_MARK), re.compile(rules.DISTRICT_MARK)
        yield from ()

    def validate_row(self, row: Row) -> Iterator[errors.RowConstraintError]:
        """Yield an error for each rule that a row breaks."""
        for broken in self.broken(*(_text(row[head]) for head in rules.HEADS.values())):
            yield errors.RowConstraintError.from_row(row, note=broken)

    def broken(
        self, nik: str, _name: str, born: str, sex: str, village: str, district: str, wage: str
    ) -> Iterator[str]:
        """Yield the rules that a row breaks."""
        nik, day, female = self.marks.sub("", nik), rules.day(born), rules.SEXES.get(sex)
        shaped = self.nik.fullmatch(nik)
        if not shaped:
            yield "NIK"
        if day is None:
            yield "birth date"
        if not self.wage.fullmatch(wage):
            yield "amount"
        if f"{self.district.sub('', district)}/{self.village.sub('', village)}".upper() not in self.places:
            yield "village"
        told = day is not None and female is not None
        if shaped and told and nik[6:12] != f"{day.day + 40 * female:02d}{day:%m%y}":
            yield "NIK and birth date"
        if nik and nik in self.seen:
            yield "the same NIK again"
        self.seen.add(nik)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _type(head: str) -> str:
    """Return the type of a column; numbers and dates come from a workbook as they are."""
    return "any" if head in {"No", *(rules.HEADS[what] for what in ("nik", "born", "wage"))} else "string"


def schema() -> Schema:
    """Return the columns with what Frictionless itself can say of them."""
    told = {
        rules.HEADS["nik"]: {"required": True},
        rules.HEADS["name"]: {"required": True},
        rules.HEADS["born"]: {"required": True},
        rules.HEADS["sex"]: {"required": True, "enum": list(rules.SEXES)},
        rules.HEADS["wage"]: {"required": True},
    }
    return Schema.from_descriptor(
        {"fields": [{"name": head, "type": _type(head), "constraints": told.get(head, {})} for head in rules.ALL_HEADS]}
    )


def resource(file: str) -> Resource:
    """Return the file with what must be told of it: where its header stands, or what stands between its cells."""
    if file.endswith(".xlsx"):
        return Resource(file, dialect=Dialect(header_rows=[4]), schema=schema())
    controls: list[Control] = [formats.CsvControl(delimiter="\t")]
    return Resource(file, dialect=Dialect(controls=controls), schema=schema(), format="csv")


def main() -> None:
    start = time.perf_counter()
    with system.use_context(trusted=True):
        report = resource(sys.argv[1]).validate(Checklist(checks=[Rules()]), limit_errors=_MANY)
    failing = {row for (row,) in report.flatten(["rowNumber"]) if row}
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "rows": report.tasks[0].stats.get("rows"), "failing": len(failing)}))


if __name__ == "__main__":
    main()
