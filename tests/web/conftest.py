"""A small office, lists for it, and servers of it that start at once and can be killed at any moment."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import openpyxl
import pytest

import commands
from cakupan import builds, intake, people, workspace
from cakupan.web.house import keep
from cakupan.workspace import Workspace
from postgres import SECRET, moved

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
AT, BEFORE = CONTOH["TRUTH"]["position"], CONTOH["TRUTH"]["before"]

PASSWORD = "sandi yang panjang"


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the imaginary office's files, and `salah.xlsx`, whose headings nobody knows."""
    folder = tmp_path_factory.mktemp("lists")
    CONTOH["write"](folder)
    wrong = {"NIK": "Identitas Warga", "Nama Lengkap": "Yang Bekerja"}
    book = openpyxl.load_workbook(folder / "daftar-pekerja.xlsx")
    for page in book:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.value in wrong):
            cell.value = wrong[cell.value]
    book.save(folder / "salah.xlsx")
    return folder


@pytest.fixture(scope="session")
def built(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office with a base list, a group and a roster, built, with the answers of its dashboard kept."""
    ws = workspace.create(tmp_path_factory.mktemp("built") / "kantor", CONTOH["TRUTH"]["home"])
    listed = [f"{letter}{n}" for letter in "CKP" for n in range(1, 5)]
    rows = [f"{CONTOH['nik'](who)};{CONTOH['name'](who)};Cirahab;Lumbir" for who in listed]
    (lists / "dasar.csv").write_text("\n".join(["NIK;Nama;Desa;Kecamatan", *rows]), "utf-8")
    intake.add(ws, lists / "dasar.csv", intake.Said("workers", BEFORE, invented=True))
    intake.add(ws, lists / "rtrw.csv", intake.Said("workers", AT, group="RT_RW", invented=True))
    intake.add(ws, lists / f"peserta-{AT}.csv", intake.Said("members", AT, invented=True))
    keep(ws, builds.build(ws).folder)
    people.add(ws.ledger, "ani", "Ani Contoh", "analyst", PASSWORD)
    people.add(ws.ledger, "budi", "Budi Contoh", "analyst", PASSWORD)
    return ws.folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Workspace:
    """Return a copy of that office for one test."""
    shutil.copytree(built, tmp_path / "kantor")
    return workspace.open_workspace(tmp_path / "kantor")


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, office: Workspace) -> Workspace:
    """Return that copy with its ledger in a file, then on a server."""
    if request.param == "postgres":
        moved(office.folder, request.getfixturevalue("postgres"))
    return workspace.open_workspace(office.folder)


class Visitor(httpx.Client):
    """Somebody with a browser without scripts."""

    def page(self, address: str) -> str:
        """Return a page as it stands."""
        answer = self.get(address, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def enter(self, account: str = "ani") -> None:
        """Sign in."""
        answer = self.post("/sign-in", data={"account": account, "password": PASSWORD})
        assert answer.status_code == 303, answer.text

    def token(self) -> str:
        """Return the token of a form that was shown."""
        found = re.search(r'name="token" value="([^"]+)"', self.page("/files/new"))
        assert found
        return found[1]

    def deliver(self, content: bytes, name: str = "daftar.csv", **said: str) -> str:
        """Send a file, and return where it waits."""
        told = {"token": self.token(), "kind": "workers", "position": AT.isoformat(), "invented": "yes", **said}
        answer = self.post("/files/new", data=told, files=[("files", (name, content))])
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def seen(self, waiting: str) -> str:
        """Return the page of a file that waits, once it was read."""
        return until(lambda: (page := self.page(waiting)) and ("sedang dibaca" not in page and page))

    def take(self, waiting: str) -> str:
        """Take a file in, and return where its batch is shown."""
        key = re.search(r'name="key" value="([^"]+)"', self.seen(waiting))
        assert key
        answer = self.post(f"{waiting}/take", data={"token": self.token(), "key": key[1]})
        assert answer.status_code == 303, answer.text
        return until(lambda: (at := self.get(waiting).headers.get("location", "")) and "waiting" not in at and at)

    def rested(self) -> dict[str, Any]:
        """Return what the worker says when it has nothing more to do."""
        return until(lambda: (told := self.get("/jobs.json").json()) and not told["busy"] and told)


def until(look: Callable[[], Any], seconds: float = 60) -> Any:
    """Return what a look gives once it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.03)
    raise AssertionError("it never came")


class Servers:
    """Servers of offices, each in a process of its own."""

    def __init__(self) -> None:
        self._running: list[int] = []

    def start(self, folder: Path) -> tuple[str, int]:
        """Serve an office; return its address and process."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        pid = commands.start(folder, "serve", "--port", str(port), env={**os.environ, "PGPASSWORD": SECRET})
        self._running.append(pid)
        address = f"http://127.0.0.1:{port}"
        try:
            until(lambda: _lives(address))
        except AssertionError:
            os.kill(pid, signal.SIGUSR1)  # it says where each of its threads is
            raise
        return address, pid

    def kill(self, pid: int) -> None:
        """Kill a server so that it cannot do anything more."""
        self._running.remove(pid)
        os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill all that run."""
        for pid in list(self._running):
            self.kill(pid)


def _lives(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Return what serves offices."""
    made = Servers()
    yield made
    made.end()
