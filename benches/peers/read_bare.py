"""The fastest bare reader of a format here: every cell as text, not one cleaned.

python -m benches.peers.read_bare FORMAT FILE
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

import duckdb


def workbook(file: str) -> int:
    """Read every sheet with fastexcel, which reads xlsx, xls, xlsb and ods."""
    import fastexcel

    book = fastexcel.read_excel(file)
    return sum(
        book.load_sheet(number, header_row=None, skip_rows=0, dtypes="string").to_arrow().num_rows
        for number in range(len(book.sheet_names))
    )


def page(file: str) -> int:
    """Read every cell of a page with selectolax."""
    from pathlib import Path

    from selectolax.lexbor import LexborHTMLParser

    rows = LexborHTMLParser(Path(file).read_bytes()).css("tr")
    return len([[cell.text() for cell in row.iter()] for row in rows])


def table(source: str) -> Callable[[str], int]:
    """Read into a table of DuckDB."""

    def read(file: str) -> int:
        link = duckdb.connect()
        link.execute(f"set threads = {os.cpu_count()}")
        link.execute(f"create table t as select * from {source}", [file]).fetchall()
        return int(link.execute("select count(*) from t").fetchall()[0][0])

    return read


READERS: dict[str, Callable[[str], int]] = {
    "xlsx": workbook,
    "xls": workbook,
    "xlsb": workbook,
    "ods": workbook,
    "html": page,
    "tsv": table("read_csv(?, all_varchar = true)"),
    "jsonl": table("read_json(?)"),
    "parquet": table("read_parquet(?)"),
}


def main() -> None:
    form, file = sys.argv[1:]
    start = time.perf_counter()
    rows = READERS[form](file)
    print(json.dumps({"seconds": time.perf_counter() - start, "rows": rows}))


if __name__ == "__main__":
    main()
