"""The log is the truth: what is stored is what the deliveries and decisions up to a day make of it, built anew."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

import cakupan
from cakupan import builds
from conftest import SOAK

HEAD = "NIK,Nama,Tgl Lahir,Segmen,Kecamatan\n"
FIRST = date(2025, 1, 31)


def row(n: int) -> str:
    year, segment = 60 + n % 39, "PU" if n % 3 else "BPU"
    return f"33020{n % 9 + 1}0107{year}{n:04d},ORANG {chr(65 + n % 26)},01-07-19{year},{segment},Lumbir\n"


def deliver(ws: cakupan.Workspace, folder: Path, random: Random) -> list[date]:
    """Deliver lists and rosters in any order, some partial, some replacing another, some withdrawn; return the days."""
    days, names = [], []
    for number in range(random.randrange(3, 8)):
        people = sorted(random.sample(range(1, 30), random.randrange(1, 12)))
        file = folder / f"{number}.csv"
        file.write_text(HEAD + "".join(map(row, people)), "utf-8")
        days.append(FIRST + timedelta(days=random.randrange(300)))
        said = {"complete": random.random() < 0.7, "received": days[-1]}
        kind = random.choice(("members", "members", "workers"))
        same = [name for name, told in names if told == kind]
        if same and random.random() < 0.3:
            said["replaces"] = random.choice(same)
        position = FIRST + timedelta(days=31 * random.randrange(6))
        names.append((cakupan.add(ws, file, kind=kind, position=position, **said).batch.name, kind))
    if random.random() < 0.5:
        cakupan.withdraw(ws, random.choice(names)[0])
    return days


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


@pytest.mark.parametrize("seed", range(120 if SOAK else 12))
def test_rebuilding_from_the_log_equals_what_is_stored(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    ws = cakupan.create(tmp_path / "office", region="33.02")
    days = deliver(ws, tmp_path, random)
    moments = [*random.sample(days, 2), None]
    before = {day: builds.build(ws, known_at=day).folder for day in moments}
    kept = {day: (folder.name, stored(folder)) for day, folder in before.items()}
    shutil.rmtree(ws.builds)
    for day in random.sample(moments, len(moments)):
        folder = builds.build(ws, known_at=day).folder
        assert (folder.name, stored(folder)) == kept[day]


@pytest.mark.parametrize("seed", range(80 if SOAK else 8))
def test_what_was_known_is_what_an_office_has_that_got_no_more(seed: int, tmp_path: Path) -> None:
    """Take away every batch received later: the same build, by name, without asking for a day."""
    random = Random(seed)
    ws = cakupan.create(tmp_path / "office", region="33.02")
    day = sorted(deliver(ws, tmp_path, random))[1]
    known = builds.build(ws, known_at=day).folder.name
    (tmp_path / "office" / "ledger.sqlite").unlink(missing_ok=True)
    for batch in ws.batches():
        if batch.about["received_at"][:10] > day.isoformat():
            shutil.rmtree(batch.folder)
    assert builds.build(ws).folder.name == known
