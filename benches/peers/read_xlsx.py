"""The fastest bare reader of a workbook: fastexcel to Arrow, all text, not a cell cleaned.

python -m benches.peers.read_xlsx FILE
"""

from __future__ import annotations

import json
import sys
import time

import fastexcel
import pyarrow as pa


def main() -> None:
    start = time.perf_counter()
    table: pa.Table = fastexcel.read_excel(sys.argv[1]).load_sheet(0, header_row=3, dtypes="string").to_arrow()
    print(json.dumps({"seconds": time.perf_counter() - start, "rows": table.num_rows}))


if __name__ == "__main__":
    main()
