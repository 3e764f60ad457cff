"""Who is who: one NIK with two stories is two persons; with one story told in several ways, one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cakupan.engine.duckdb import DuckDB
from cakupan.link import link
from cakupan.schema import RECORD, TABLES, empty
from cakupan.steps import values

NIK = "3302010107900001"
Row = tuple[str | None, str, str | None]


def persons(tmp_path: Path, rows: list[Row]) -> list[int]:
    engine = DuckDB()
    told = []
    for number, (nik, name, born) in enumerate(rows, start=1):
        cells = dict.fromkeys(RECORD.names(), "null") | {
            "record": str(number), "batch": "'one'", "nik": f"'{nik}'" if nik else "null",
            "nik_key": str(nik is not None).lower(), "name": "'" + name.replace("'", "''") + "'",
            "birth_date": f"date '{born}'" if born else "null", "region": "'33.02.01'",
        }  # fmt: skip
        told.append("select " + ", ".join(f"cast({cells[c.name]} as {c.type}) as {c.name}" for c in RECORD.columns))
    engine.view("record", " union all ".join(told))
    engine.hold(
        "batch", values("batch", [("one", "workers", "base", "", "", date(2025, 1, 1), "33.02", True, False, 1, 1)])
    )
    engine.hold("decision", empty(TABLES["decision"]))
    for name, write in link(engine):
        write(tmp_path / f"{name}.parquet")
        engine.table(name, [tmp_path / f"{name}.parquet"])
    return [person for (person,) in engine.rows("select person from person order by record")]


@pytest.mark.parametrize(
    ("rows", "n"),
    [
        ([(NIK, "ADI SARJO", "1990-07-01"), (NIK, "BUNGA WATI", "1990-07-02")], 2),
        ([(NIK, "ADI SARJO", "1990-07-01"), (NIK, "BUNGA WATI", "1990-07-01")], 1),
        ([(NIK, "ADI SARJO", "1990-07-01"), (NIK, "ADI SARJO", "1990-07-02")], 1),
        ([(NIK, "ADI", "1990-07-01"), (NIK, "ADI SARJO", "1991-07-01")], 1),
        ([(NIK, "ADI", None), (NIK, "BUNGA", "1990-07-02")], 1),
        ([(NIK, "ADI", "1990-07-01"), (NIK, "BUNGA", "1991-07-01"), (NIK, "CITRA", "1992-07-01")], 3),
        ([(None, "SUPARMI", "1980-05-05"), (None, "SUPARMI", "1980-05-05")], 1),
        ([(None, "SUPARMI", "1980-05-05"), (None, "SUPARMI", "1980-05-06")], 2),
        ([(NIK, "O'NEIL", "1990-07-01"), (NIK, "D'ARC", "1990-07-02")], 2),
    ],
)
def test_persons(tmp_path: Path, rows: list[Row], n: int) -> None:
    assert len(set(persons(tmp_path, rows))) == n
    assert len(set(persons(tmp_path, rows[::-1]))) == n
