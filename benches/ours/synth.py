"""An invented workforce with its truth, written as Parquet: people a second.

python -m benches.ours.synth clean|hard WORKERS MEMBERS
"""

from __future__ import annotations

import json
import sys
import tempfile
import time

from cakupan import synth

_SETTINGS = {"clean": synth.CLEAN, "hard": synth.HARD}


def main() -> None:
    setting, workers, members = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        start, before = time.perf_counter(), time.process_time()
        files = synth.write(folder, workers, members, errors=_SETTINGS[setting])
        seconds, cpu = time.perf_counter() - start, time.process_time() - before
    rows = {file.kind: file.rows for file in files}
    print(json.dumps({"seconds": seconds, "cpu_s": cpu, "a_second": round(workers / seconds), "rows": rows}))


if __name__ == "__main__":
    main()
