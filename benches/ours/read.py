"""A list read into clean, judged rows: accepted, quarantined and findings as Parquet.

python -m benches.ours.read FILE
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from benches.lists import POSITION
from cakupan.engine.duckdb import DuckDB
from cakupan.regions import region_path
from cakupan.sources import Delivery, read


def main() -> None:
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        engine = DuckDB(spill=Path(out) / ".spill")
        engine.table("region", [region_path()])
        delivery = Delivery(Path(sys.argv[1]), "workers", "bench", position=POSITION, region="33.02", role="base")
        receipt = read(delivery, engine, Path(out))
        engine.close()
        seconds = time.perf_counter() - start
    counts = {"accepted": receipt.accepted, "quarantined": receipt.quarantined, "skipped": receipt.skipped}
    told = {"rows": receipt.accepted + receipt.quarantined, "failing": receipt.warned + receipt.quarantined}
    print(json.dumps({"seconds": seconds, **told, "answers": counts}))


if __name__ == "__main__":
    main()
