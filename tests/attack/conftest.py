"""An office with something to lose, the command line as a process of its own, and a look at what is on disk."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import cakupan
import commands


def called(number: int) -> str:
    return f"ORANG REKAAN {chr(65 + number % 26)}{chr(65 + number // 26)}"


LIST = "NIK;Nama;Tgl Lahir;Segmen;Desa;Kecamatan\n" + "".join(
    f"330201010780{n:04d};{called(n)};01-07-1980;{('PU', 'BPU')[n % 2]};Lumbir;Lumbir\n" for n in range(1, 41)
)
ROSTER = "NIK;Nama;Segmen;Kecamatan\n" + "".join(f"330201010780{n:04d};{called(n)};PU;Lumbir\n" for n in range(1, 11))
#: What must never be seen outside the lists.
PERSONAL = re.compile(r"(?<!\d)\d{16}(?!\d)|ORANG REKAAN")

Run = Callable[..., subprocess.CompletedProcess[str]]


def start(folder: Path, words: Sequence[str | Path]) -> subprocess.Popen[str]:
    """Start the command line in a folder, for whoever does not wait for its end."""
    env = {**os.environ, "NO_COLOR": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "cakupan", *map(str, words)],
        cwd=folder,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a list, a roster and a build."""
    folder = tmp_path_factory.mktemp("office")
    office = cakupan.create(folder / "office", region="33.02")
    for name, text, kind in (("daftar.csv", LIST, "workers"), ("peserta.csv", ROSTER, "members")):
        (folder / name).write_text(text, "utf-8")
        cakupan.add(office, folder / name, kind=kind, position="2025-01-31")
    cakupan.build(office)
    return office.folder


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Path:
    """Return a copy of that workspace that may be attacked."""
    return Path(shutil.copytree(template, tmp_path / "office"))


@pytest.fixture
def run(office: Path) -> Run:
    """Return the command line, run in the office; whatever happens it shows no traceback and nobody's data."""

    def run_(*words: str | Path, **limits: int) -> subprocess.CompletedProcess[str]:
        done = commands.run(office, *words, limits=limits, patience=120)
        shown = done.stdout + done.stderr
        assert "Traceback" not in shown
        assert not PERSONAL.search(shown), "personal data on the screen"
        return done

    return run_


@pytest.fixture
def kept(office: Path) -> Callable[[], dict[str, str]]:
    """Return a look at every file of batches, builds and settings: its path and the hash of its bytes."""

    def look() -> dict[str, str]:
        files = [p for p in sorted(office.rglob("*")) if p.is_file() and not p.name.startswith("receipts.sqlite")]
        return {str(p.relative_to(office)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    return look


@pytest.fixture
def spawn() -> Callable[..., subprocess.Popen[str]]:
    """Return the command line, started and not waited for."""
    return start
