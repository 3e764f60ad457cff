"""An office served by a process of its own, as its people find it."""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import commands

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH: dict[str, Any] = CONTOH["TRUTH"]
PASSWORD = "sandi yang panjang"
AT, BEFORE = TRUTH["position"].isoformat(), TRUTH["before"].isoformat()


def run(folder: Path, *words: str, given: str = "") -> str:
    """Run a command in a folder and return what it printed."""
    done = commands.run(folder, *words, given=given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def imaginary(folder: Path) -> Path:
    """Write the imaginary office with all its lists taken in and built, and return its folder."""
    CONTOH["write"](folder)
    run(folder, "new", "lumbir", "--region", TRUTH["home"])
    office = folder / "lumbir"
    run(office, "add", "../daftar-pekerja.xlsx", "--as", "workers", "--position", AT, "--invented")
    run(office, "add", "../rtrw.csv", "--as", "workers", "--group", "RT_RW", "--position", AT, "--invented")
    for day in TRUTH["roster"]:
        run(office, "add", f"../peserta-{day}.csv", "--as", "members", "--position", day, "--invented")
    run(office, "add", "../target.csv", "--as", "targets")
    run(office, "build")
    for account, role, region in (("analis", "analyst", ""), ("lumbir", "village", TRUTH["village"]["C"]["code"])):
        said = ("--full-name", f"Contoh {account}", "--role", role, *(("--region", region) if region else ()))
        run(office, "people", "add", account, *said, "--password-stdin", given=f"{PASSWORD}\n")
    return office


def sign_in(page: Any, address: str, account: str = "analis") -> None:
    """Let a person in by the form."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Nama akun").fill(account)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{address}/region/**")


@contextmanager
def served(office: Path) -> Iterator[str]:
    """Serve an office by a process of its own and give its address; it must end well when told to stop."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "cakupan", "serve", "-w", str(office), "--port", str(port)],
        env={**os.environ, "NO_COLOR": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).read()
        except OSError:
            assert server.poll() is None, "the server ended before it served"
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not come up")
