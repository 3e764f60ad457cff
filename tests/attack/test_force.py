"""A full disk, two processes at once, a kill at any moment: every earlier batch and build stays intact."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cakupan
import commands
from cakupan import builds, ledger

SOAK = "CAKUPAN_SOAK" in os.environ
KILLS = 40 if SOAK else 5
LINES = 4000


def roster(path: Path, start: int, lines: int = LINES) -> Path:
    rows = "".join(
        f"33020101{1 + n % 12:02d}90{n:04d};ORANG REKAAN {n};BPU;Lumbir\n" for n in range(start, start + lines)
    )
    path.write_text("NIK;Nama;Segmen;Kecamatan\n" + rows, "utf-8")
    return path


def added(file: Path) -> list[str]:
    return ["add", str(file), "--as", "members", "--position", "2025-02-28", "--received", "2025-03-05"]


def survives(before: dict[str, str], after: dict[str, str]) -> bool:
    """Say whether every file of batches and builds is still there as it was; the pointer may have moved on."""
    return all(
        after.get(name) == digest for name, digest in before.items() if name not in ("build/current", "ledger.sqlite")
    )


def strays(office: Path) -> list[str]:
    """Return what lies in the inbox or among the builds under a name of its own without being whole."""
    half = [p for p in (office / "inbox").iterdir() if not p.name.startswith(".") and not (p / "batch.json").is_file()]
    half += [
        p
        for p in (office / "build").iterdir()
        if p.is_dir() and not p.name.startswith(".") and not (p / "build.json").is_file()
    ]
    return [p.name for p in half]


@pytest.fixture
def undisturbed(template: Path, tmp_path: Path) -> str:
    """Return the name of the build that an office makes in peace from the same files."""
    office = cakupan.open(shutil.copytree(template, tmp_path / "peace"))
    cakupan.add(office, roster(tmp_path / "maret.csv", 0), kind="members", position="2025-02-28", received="2025-03-05")
    return builds.build(office).name


def test_kill_at_any_moment_of_add_and_build(
    office: Path, kept: Any, spawn: Any, undisturbed: str, tmp_path: Path
) -> None:
    before = kept()
    chance = random.Random(7)
    for words in (added(tmp_path / "maret.csv"), ["build"]):
        for _ in range(KILLS):
            process = spawn(office, words)
            time.sleep(chance.uniform(0.15, 1.6))
            process.kill()
            process.communicate()
            assert survives(before, kept())
            assert not strays(office)
        process = spawn(office, words)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert cakupan.open(office).current().name == undisturbed


def test_leftovers_of_a_kill_are_swept_away(office: Path, run: Any, tmp_path: Path) -> None:
    for place in (office / "inbox" / ".0123456789abcdef-deadbeef", office / "build" / ".0123456789abcdef-deadbeef"):
        place.mkdir()
        (place / "rows.parquet").write_bytes(b"PAR1")
        old = time.time() - 3 * 86400
        os.utime(place, (old, old))
    assert run(*added(roster(tmp_path / "x.csv", 0, 5))).returncode == 0
    assert run("build").returncode == 0
    assert not [p for p in (*(office / "inbox").iterdir(), *(office / "build").iterdir()) if p.name.startswith(".")]


def together(office: Path, spawn: Any, *commands: list[str]) -> list[subprocess.Popen[str]]:
    running = [spawn(office, words) for words in commands]
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert "Traceback" not in err
    return running


def test_two_add_the_same_file_at_once(office: Path, spawn: Any, undisturbed: str, tmp_path: Path) -> None:
    number = len(cakupan.open(office).batches())
    together(office, spawn, *[added(tmp_path / "maret.csv")] * 3)
    assert len(cakupan.open(office).batches()) == number + 1
    assert builds.build(cakupan.open(office)).name == undisturbed


def test_different_files_added_at_once_all_arrive(office: Path, spawn: Any, tmp_path: Path) -> None:
    number = len(cakupan.open(office).batches())
    together(office, spawn, *[added(roster(tmp_path / f"{n}.csv", 10 * n, 50)) for n in range(4)])
    assert len(cakupan.open(office).batches()) == number + 4


def test_add_while_building_and_two_builds_at_once(
    office: Path, kept: Any, spawn: Any, undisturbed: str, tmp_path: Path
) -> None:
    before = kept()
    together(office, spawn, ["build"], added(tmp_path / "maret.csv"), ["build"], ["show", "active"])
    together(office, spawn, ["build"], ["build"])
    assert survives(before, kept())
    assert cakupan.open(office).current().name == undisturbed


def test_withdrawals_at_once_keep_the_chain(office: Path, spawn: Any, tmp_path: Path) -> None:
    ws = cakupan.open(office)
    names = [
        cakupan.add(ws, roster(tmp_path / f"{n}.csv", 10 * n, 5), kind="members", position="2025-02-28").batch.name
        for n in range(4)
    ]
    together(office, spawn, *[["withdraw", name] for name in names])
    assert ledger.verify(ws.ledger) == 4


@pytest.fixture
def small_disk(office: Path, tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Give the office on a disk of its own with so many kilobytes left, where the system lets us mount one."""
    mounted = tmp_path / "disk"
    mounted.mkdir()

    def mount(left: int) -> Path:
        used = sum(-(-p.stat().st_size // 4096) * 4 + 4 for p in office.rglob("*"))
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={used + left}k", "tmpfs", mounted], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("needs the right to mount a small disk")
        return Path(shutil.copytree(office, mounted / "office"))

    yield mount
    subprocess.run(["umount", mounted], capture_output=True, check=False)


def hashes(folder: Path, kept: Any, office: Path) -> dict[str, str]:
    shutil.rmtree(office)
    shutil.copytree(folder, office)
    return kept()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root mounts a small disk")
@pytest.mark.parametrize("left", [0, 16, 64, 128, 256])
def test_full_disk(left: int, small_disk: Any, office: Path, kept: Any, spawn: Any, tmp_path: Path) -> None:
    before = kept()
    disk = small_disk(left)
    file = roster(tmp_path / "besar.csv", 0)
    for words in (added(file), ["build"], ["uncovered", "-o", "u.xlsx"], ["report", "coverage", "-o", "r.html"]):
        done = commands.run(disk, *words, patience=120)
        assert done.returncode in (0, 1)
        assert done.returncode == 0 or (
            done.stderr.startswith("cakupan: ") and done.stderr.count("\n") == 1 and "tidak diduga" not in done.stderr
        ), done.stderr
    assert not strays(disk)
    assert survives(before, hashes(disk, kept, office))


@pytest.mark.skipif(os.name != "posix", reason="file limits are of POSIX")
@pytest.mark.parametrize("limit", [1 << 10, 20 << 10])
def test_disk_that_stops_in_the_middle_of_a_file(limit: int, office: Path, kept: Any, run: Any, tmp_path: Path) -> None:
    before = kept()
    file = roster(tmp_path / "besar.csv", 0)
    failed = run(*added(file), RLIMIT_FSIZE=limit)
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1, failed.stderr
    assert "tidak diduga" not in failed.stderr
    assert survives(before, kept())
    assert not strays(office)
    assert run(*added(file)).returncode == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_not_be_written(office: Path, run: Any, tmp_path: Path) -> None:
    (office / "inbox").chmod(0o500)
    failed = run(*added(roster(tmp_path / "x.csv", 0, 5)))
    (office / "inbox").chmod(0o700)
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1
