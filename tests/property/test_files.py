"""Files taken in: their order and their workspace change nothing, no row is lost, and what was done can be undone."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakupan
from cakupan import builds, intake
from cakupan.engine.duckdb import DuckDB
from cakupan.intake import Said, Taken
from cakupan.workspace import Workspace

FIRST = date(2025, 1, 1)
HEADINGS = ("NIK", "Nama", "Tgl Lahir", "Segmen", "Desa", "Kecamatan", "Bulan Iuran Terakhir")

#: What a clerk may type; the ugly ones are quarantined, warned or skipped, and must be counted all the same.
NIKS = st.one_of(
    st.integers(1, 12).map(lambda n: f"33020101079000{n:02d}"),
    st.sampled_from(
        ["", "#N/A", "3,30201E+15", "33020113459000021", "tidak ada", "'3302010107900003", "0000000000000000"]
    ),
)
NAMES = st.sampled_from(
    ["ADI SARJO", "BUDI", "Siti Aminah, S.Pd.", "=CMD()", "", "JUMLAH", "O'NEIL", "M. ÑANDU", "  ", '"kutip"']
)
BIRTHS = st.sampled_from(["01-07-1990", "31/12/1985", "", "2099-01-01", "31-02-1990", "1 Juli 1990", "32874"])
SEGMENTS = st.sampled_from(["PU", "BPU", "JAKON", "", "ENTAH"])
VILLAGES = st.sampled_from(["Lumbir", "Karanggayam", "Desa Rekaan", ""])
MONTHS = st.sampled_from(["2025-01", "Januari 2025", "", "13/2025"])
ROWS = st.lists(st.tuples(NIKS, NAMES, BIRTHS, SEGMENTS, VILLAGES, st.just("Lumbir"), MONTHS), min_size=1, max_size=25)
FILES = st.lists(
    st.tuples(
        st.sampled_from(["workers", "members"]), st.integers(0, 3), st.sampled_from(["", "RT_RW"]), st.booleans(), ROWS
    ),
    min_size=2,
    max_size=4,
)
#: What is said of a file that stands for it, so that two files of one example never are the same delivery.
Sent = tuple[Path, Said]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Give an empty folder for every example, and take the one before away."""
    place = tmp_path_factory.mktemp("files")

    def fresh() -> Path:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    return fresh


def written(folder: Path, files: list[tuple[str, int, str, bool, list[tuple[str, ...]]]]) -> list[Sent]:
    sent = []
    for number, (kind, month, group, complete, rows) in enumerate(files):
        path = folder / f"{number}.csv"
        own = (f"330201010180009{number}", "SATU ORANG", "01-01-1980", "BPU", "", "Lumbir", "")
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, delimiter=";").writerows([HEADINGS, own, *rows])
        said = Said(
            kind=kind,
            position=FIRST + timedelta(days=30 * month),
            received=date(2025, 6, 1) + timedelta(days=number),
            group=group if kind == "workers" else "",
            scope="33.02",
            complete=complete,
        )
        sent.append((path, said))
    return sent


def office(folder: Path, sent: list[Sent]) -> Workspace:
    ws = cakupan.create(folder, region="33.02")
    for path, said in sent:
        intake.add(ws, path, said)
    return ws


def bytes_of(build: builds.Build) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in build.tables().items()}


@given(files=FILES, order=st.randoms(use_true_random=False))
def test_order_of_files_and_workspace_change_neither_name_nor_bytes(
    desk: Callable[[], Path], files: list, order: object
) -> None:
    folder = desk()
    sent = written(folder, files)
    one = office(folder / "one", sent)
    order.shuffle(sent)  # type: ignore[attr-defined]
    two = office(folder / "two", sent)
    assert {b.name for b in one.batches()} == {b.name for b in two.batches()}
    first, second = builds.build(one), builds.build(two)
    assert first.name == second.name
    assert bytes_of(first) == bytes_of(second)


@given(files=FILES, day=st.just(date(2025, 6, 1)))
def test_files_received_on_one_day_build_the_same_in_any_order(
    desk: Callable[[], Path], files: list, day: date
) -> None:
    """Only files that correct one another (same kind, list and position) need an order of receipt."""
    folder = desk()
    apart = list(
        {(said.kind, said.group, said.position): (path, said) for path, said in written(folder, files)}.values()
    )
    sent = [
        (path, Said(**{name: getattr(said, name) for name in Said.__slots__} | {"received": day}))
        for path, said in apart
    ]
    first = builds.build(office(folder / "one", sent))
    second = builds.build(office(folder / "two", sent[::-1]))
    assert first.name == second.name
    assert bytes_of(first) == bytes_of(second)


@given(files=FILES)
def test_every_row_is_accepted_quarantined_or_skipped(desk: Callable[[], Path], files: list) -> None:
    folder = desk()
    ws = cakupan.create(folder / "office", region="33.02")
    for path, said in written(folder, files):
        taken = intake.add(ws, path, said)
        about = taken.batch.about
        assert about["rows"] == about["accepted"] + about["quarantined"] + about["skipped"]
        assert (about["accepted"], about["quarantined"]) == tuple(
            stored(taken, name) for name in ("rows", "quarantine")
        )
        assert about["rows"] == lines(path), "a line went missing"
        assert about["warned"] <= about["accepted"]
        assert sum(about["findings"].values()) == stored(taken, "findings")


def stored(taken: Taken, name: str) -> int:
    engine = DuckDB(threads=1)
    try:
        return int(engine.rows(f"select count(*) from read_parquet('{taken.batch.folder / name}.parquet')")[0][0])
    finally:
        engine.close()


def lines(path: Path) -> int:
    """Count the lines of a file without the empty ones at its end."""
    with path.open(newline="", encoding="utf-8") as stream:
        told = [any(cell.strip() for cell in row) for row in csv.reader(stream, delimiter=";")]
    return max(number for number, filled in enumerate(told, 1) if filled)


@given(files=FILES)
def test_a_file_added_and_withdrawn_leaves_the_build_as_it_was(desk: Callable[[], Path], files: list) -> None:
    folder = desk()
    *before, (path, said) = written(folder, files)
    ws = office(folder / "office", before)
    was = builds.build(ws)
    kept = bytes_of(was)
    taken = intake.add(ws, path, said)
    with_it = builds.build(ws)
    intake.withdraw(ws, taken.batch.name)
    again = builds.build(ws)
    assert again.name == was.name != with_it.name
    assert bytes_of(again) == kept
    assert intake.add(ws, path, said).new, "withdrawn and sent again counts again"
    assert builds.build(ws).name == with_it.name
