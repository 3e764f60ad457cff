"""Labels: which rows are of one person, as a file of the truth has it, or as people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cakupan.batches import first_row
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.workspace import Batch

_NEEDED = ("file", "person")
#: Lines above the first row of data, where the truth counts rows and not lines of a sheet.
_ABOVE = {".parquet": 0}
_HEADER = 1


def read_truth(engine: DuckDB, file: Path, batches: Iterable[Batch]) -> int:
    """Make the table `truth` (record, who) of the rows that a file names, and return how many there are.

    The file is Parquet or CSV with the columns `file`, `person`, and either `row` (counted from 1, under a header that
    is the first line) or `sheet` and `row_no` (as the sender sees the row).

    Args:
        engine: has the table `record`.
        file: the truth.
        batches: the batches of the build.

    Raises:
        Refusal: there is no such file, it lacks columns, or it names no file of the build.

    """
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    reader = "read_parquet" if file.suffix.lower() == ".parquet" else "read_csv"
    options = "" if reader == "read_parquet" else ", all_varchar = true"
    path = str(file).replace("'", "''")
    try:
        engine.view("told_truth", f"select * from {reader}('{path}'{options})")
    except Exception as error:
        raise Refusal("truth_unread", file=file.name) from error
    columns = {row[0] for row in engine.rows("describe told_truth")}
    if not columns >= set(_NEEDED) or not ("row" in columns or "row_no" in columns):
        raise Refusal("truth_columns", file=file.name)
    engine.hold("truth_file", _files(batches))
    parts = list(_parts(columns))
    engine.hold("truth", f"select record, min(who) as who from ({' union all '.join(parts)}) group by record")
    n = int(engine.rows("select count(*) from truth")[0][0])
    if not n:
        raise Refusal("truth_of_others", file=file.name)
    return n


def _files(batches: Iterable[Batch]) -> str:
    """Return the SELECT of the files of the build: name, batch, what a row's number is counted from."""
    rows = [
        f"('{batch.about['file'].replace(chr(39), chr(39) * 2)}', '{batch.name}', "
        f"{first_row(batch.name) + _ABOVE.get(Path(batch.about['file']).suffix.lower(), _HEADER)})"
        for batch in batches
    ]
    listed = ", ".join(rows) or "('', '', 0)"
    return f"select * from (values {listed}) as v(file, batch, first)"


def _parts(columns: set[str]) -> Iterator[str]:
    who = "t.person as who"
    if "row" in columns:
        yield (
            f"select r.record, {who} from told_truth t join truth_file f on f.file = t.file "
            "join record r on r.record = f.first + try_cast(t.row as bigint)"
        )
    if "row_no" in columns:
        sheet = "coalesce(t.sheet, '')" if "sheet" in columns else "''"
        yield (
            f"select r.record, {who} from told_truth t join truth_file f on f.file = t.file "
            f"join record r on r.batch = f.batch and r.sheet = {sheet} and r.row_no = try_cast(t.row_no as bigint)"
        )
