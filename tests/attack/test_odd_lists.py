"""Lists that leave linking little to go by: every row is somebody, nobody is lost, and no more pairs are weighed."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

import cakupan
from cakupan import synth
from cakupan.batches import as_rows, name_inputs, standing
from cakupan.engine.duckdb import DuckDB
from cakupan.link import link
from cakupan.schema import TABLES, empty
from cakupan.steps import values
from cakupan.workspace import Workspace

#: What every row of a list says instead of what it said.
ODD = {
    "no NIK at all": {"workers": "* exclude (NIK)", "members": "* exclude (NIK)"},
    "no birth dates": dict.fromkeys(("workers", "members"), '* replace (null::date as "Tanggal Lahir")'),
    "every NIK ends in 0000": dict.fromkeys(("workers", "members"), "* replace (left(NIK, 12) || '0000' as NIK)"),
    "one name for all": {
        "workers": "* replace ('SITI AMINAH' as \"Nama Lengkap\")",
        "members": "* exclude (NIK) replace ('SITI AMINAH' as \"Nama Peserta\")",
    },
}
CROWD = 1_000_000 if "CAKUPAN_SOAK" in os.environ else 200_000


def office(folder: Path, workers: int, change: dict[str, str]) -> Workspace:
    """Return a workspace that took in a list and a roster, each changed by a SELECT."""
    made = cakupan.create(folder / "office", region="ID")
    for file in synth.write(folder / "sound", workers, errors=synth.PLAIN):
        if file.kind in change:
            odd = folder / file.path.name
            duckdb.execute(f"copy (select {change[file.kind]} from '{file.path}') to '{odd}'").fetchall()
            taken = cakupan.add(made, odd, kind=file.kind, position=file.position)
            about = taken.batch.about
            assert about["accepted"] + about["quarantined"] == file.rows
            assert about["quarantined"] < file.rows / 10
    return made


@pytest.mark.parametrize("what", ODD)
def test_every_row_is_somebody(tmp_path: Path, what: str) -> None:
    made = office(tmp_path, 3_000, ODD[what])
    tables = cakupan.build(made).tables()
    rows = sum(batch.about["accepted"] for batch in standing(made))
    persons = duckdb.sql(f"select count(*), count(distinct record), count(person) from '{tables['person']}'").fetchall()
    assert persons == [(rows, rows, rows)]
    (answer,) = cakupan.show(made, "coverage", at=synth.POSITION)
    assert answer.numerator is not None
    assert answer.denominator is not None
    assert 0 < answer.numerator <= answer.denominator <= rows


def test_a_crowd_of_one_name_asks_no_more_than_others(tmp_path: Path) -> None:
    """What takes the time of linking are the pairs that are weighed: they do not grow with the crowd."""
    engine, batches = DuckDB(), standing(office(tmp_path, CROWD, ODD["one name for all"]))
    name_inputs(engine, batches)
    engine.hold("batch", values("batch", as_rows(batches)))
    engine.hold("decision", empty(TABLES["decision"]))
    for name, write in link(engine):
        write(tmp_path / f"{name}.parquet")
        engine.table(name, [tmp_path / f"{name}.parquet"])
    ((rows, persons, pairs),) = engine.rows(
        "select (select count(*) from record), (select count(person) from person), (select count(*) from likeness)"
    )
    assert rows == persons > CROWD
    assert pairs < 5 * rows
