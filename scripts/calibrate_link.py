"""Measure how often weighed pairs are one person, on invented people, and write it (`review/calibration.json`).

    python scripts/calibrate_link.py [workers]

Half of the people are plain, half are hard, of another seed than those that the recipe was trained on. Run it after
`train_link.py`, and whenever the rules of linking change.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from cakupan import builds, intake, review, synth, workspace
from cakupan.engine.duckdb import DuckDB
from cakupan.review import calibration
from cakupan.review.scores import curve_of_truth
from cakupan.review.truth import read_truth

SEED, SHARE = 20_270_131, 2 / 5
OUT = Path(review.__file__).parent / "calibration.json"


def measured(folder: Path, errors: synth.Setting, seed: int, workers: int) -> dict[calibration.Cell, tuple[int, int]]:
    """Return pairs of one person, and pairs, of each cell of one invented workforce."""
    office = workspace.create(folder / "office", "ID")
    files = synth.write(folder / "lists", workers, int(workers * SHARE), seed=seed, errors=errors, form="csv")
    for file in files:
        if file.kind != "truth":
            role = "base" if file.kind == "workers" else ""
            intake.add(office, file.path, intake.Said(kind=file.kind, position=file.position, role=role))
    built = builds.build(office)
    engine = DuckDB()
    for table in ("pairing", "person"):
        engine.table(table, [built.folder / f"{table}.parquet"])
    batches = office.batches()
    engine.table("record", [path for batch in batches for path in batch.rows])
    read_truth(engine, files[-1].path, batches)
    points = (p for p in curve_of_truth(engine) if p.family not in (calibration.STRANGE, calibration.SPLIT))
    return {(p.family, calibration.band(p.least)): (p.same, p.pairs) for p in points}


def main() -> None:
    """Measure and write."""
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    cells: dict[calibration.Cell, tuple[int, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn, (name, errors) in enumerate((("plain", synth.PLAIN), ("hard", synth.HARD))):
            for cell, (same, n) in measured(Path(folder) / name, errors, SEED + turn, workers // 2).items():
                before = cells.get(cell, (0, 0))
                cells[cell] = (before[0] + same, before[1] + n)
    bands = range(len(calibration.BANDS))
    content = {
        "about": {
            "how": "scripts/calibrate_link.py", "workers": workers, "members": int(workers * SHARE), "seed": SEED,
            "errors": ["plain", "hard"],
        },
        "bands": calibration.BANDS,
        "cells": {name: [cells.get((name, band), (0, 0)) for band in bands] for name in calibration.FAMILIES},
    }  # fmt: skip
    OUT.write_text(json.dumps(content) + "\n", "utf-8")


if __name__ == "__main__":
    main()
