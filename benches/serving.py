"""Pages of the dashboard at twenty requests in flight, beside the same question by hand behind a bare route."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benches.load import load
from benches.measure import Took
from benches.tasks import Outcome, Promise
from cakupan import builds, intake, people, synth, workspace
from cakupan.results import kept
from cakupan.web.house import keep

AT_ONCE, PAGES, PROCESSES = 20, 1_000, 2
_ACCOUNT, _PASSWORD = "ukur", "sandi yang panjang"
_MB = 1024


def office(data: Path, workers: int, region: str) -> workspace.Workspace:
    """Return an office of invented workers, two rosters and a group, built, with what the dashboard asks kept."""
    folder = data / f"served-{region}-{workers}"
    lists = folder / "lists"
    if not (folder / "ready").is_file():
        synth.write(
            lists, workers, region=region, groups=["RT_RW"], positions=[synth.POSITION.replace(month=1), synth.POSITION]
        )
        ws = workspace.create(folder / "office", region)
        for file, said in _lists(lists):
            list(intake.add_all(ws, [file], said))
        keep(ws, builds.build(ws).folder)
        people.add(ws.ledger, _ACCOUNT, "Pengukur", "analyst", _PASSWORD)
        (folder / "ready").touch()
    return workspace.open_workspace(folder / "office")


def _lists(folder: Path) -> Iterator[tuple[Path, intake.Said]]:
    for file in sorted(folder.glob("CONTOH-*.parquet")):
        position = synth.POSITION if synth.POSITION.isoformat() in file.name else synth.POSITION.replace(month=1)
        if "-kelompok-" in file.name:
            yield file, intake.Said(kind="workers", group="RT_RW", position=position, invented=True)
        elif "-pekerja-" in file.name:
            yield file, intake.Said(kind="workers", position=position, invented=True)
        elif "-peserta-" in file.name:
            yield file, intake.Said(kind="members", position=position, invented=True)


def paths(ws: workspace.Workspace) -> dict[str, list[str]]:
    """Return addresses to ask for: regions of all levels as often as each other, and proofs of counts."""
    with contextlib.closing(sqlite3.connect(ws.current() / kept.FILE)) as connection:
        known = [row[0] for row in connection.execute("select distinct region from answer where kind = 'own'")]
    dice = random.Random(20)
    by_level: dict[int, list[str]] = {}
    for code in known:
        by_level.setdefault(len(code), []).append(code)
    chosen = [dice.choice(by_level[dice.choice(sorted(by_level))]) for _ in range(PAGES)]
    why = [f"/why?measure={dice.choice(('active', 'eligible'))}&region={code}&basis=list" for code in chosen]
    return {"region": [f"/region/{code}" for code in chosen], "why": why}


def serving(workers: int, region: str) -> Callable[[Path, int], Iterator[Outcome]]:
    """Return the bench of an office of so many workers: seconds are the 95th percentile of all pages asked."""

    def bench(data: Path, runs: int) -> Iterator[Outcome]:
        ws = office(data, workers, region)
        promise = Promise("p95 under 0.15 s; < 1 GiB", seconds=0.15, peak_mb=_MB)
        asked = paths(ws)
        found = {kind: Outcome(f"serve-{kind}", "SQL by hand, bare Starlette", workers, promise) for kind in asked}
        folder = str(ws.folder)
        with _running("-m", "cakupan", "serve", "-w", folder, "--port", "PORT", "--processes", str(PROCESSES)) as ours:
            cookie = _signed_in(ours[0])
            for kind, outcome in found.items():
                outcome.ours += [_took(*ours, asked[kind], cookie) for _ in range(runs)]
        with _running("-m", "benches.peers.serve_hand", folder, "PORT", str(PROCESSES)) as theirs:
            for kind, outcome in found.items():
                outcome.theirs += [_took(*theirs, asked[kind], "") for _ in range(runs)]
        yield from found.values()

    return bench


def _took(port: int, process: psutil.Process, pages: list[str], cookie: str) -> Took:
    before = _processor(process)
    said = asyncio.run(load(port, pages, AT_ONCE, cookie))
    return Took(said["p95"], _processor(process) - before, _memory(process), said)


def _processor(process: psutil.Process) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in [process, *process.children(recursive=True)])


@contextmanager
def _running(*command: str) -> Iterator[tuple[int, psutil.Process]]:
    """Run a server on a free port and give both."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = [word.replace("PORT", str(port)) for word in command]
    server = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).read()
                break
            time.sleep(0.2)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def _memory(process: psutil.Process) -> float:
    return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)]) / 2**20


def _signed_in(port: int) -> str:
    """Return the head line that says who asks."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/sign-in",
        urllib.parse.urlencode({"account": _ACCOUNT, "password": _PASSWORD}).encode(),
    )

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(asked)
    except urllib.error.HTTPError as answer:
        return f"Cookie: {answer.headers['set-cookie'].split(';')[0]}\r\n"
    raise RuntimeError("nobody was let in")


SERVED: dict[str, Callable[[Path, int], Iterator[Outcome]]] = {
    "serve": serving(700_000, "33.02"),
    "serve-nation": serving(10_000_000, "ID"),
}
LONG = ("serve-nation",)
