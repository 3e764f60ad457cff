"""A real PostgreSQL server on loopback, started for the tests and stopped after them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commands

OWNER = "pemilik"
SECRET = "rahasia-7h3"


@contextlib.contextmanager
def started() -> Iterator[int]:
    """Give the port of a server that lets `OWNER` in by the password `SECRET`."""
    folder = Path(tempfile.mkdtemp(prefix="cakupan-postgres-"))
    data = folder / "data"
    initdb, postgres = _program("initdb"), _program("postgres")
    (folder / "password").write_text(SECRET, "utf-8")
    become = _unprivileged(folder)
    (folder / "password").chmod(0o644)
    make = [initdb, "-D", data, "-U", OWNER, "--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "-N"]
    make += ["-E", "UTF8", "--locale=C"]
    subprocess.run([*become, *map(str, make)], check=True, capture_output=True, cwd="/")
    port = _free()
    start = [postgres, "-D", data, "-h", "127.0.0.1", "-p", port, "-k", folder, "-F"]
    process = subprocess.Popen(
        [*become, *map(str, start)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )
    try:
        _answers(port)
        yield port
    finally:
        # The server itself is told to stop at once: whoever started it as another user does not pass this on.
        os.kill(int((data / "postmaster.pid").read_text("ascii").split()[0]), signal.SIGINT)
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def moved(office: Path, port: int) -> None:
    """Move the ledger of an office, with its people, to a schema of its own on a server, as whoever runs it would."""
    where = f"postgresql://{OWNER}@127.0.0.1:{port}/postgres?office=t{uuid.uuid4().hex[:12]}"
    done = commands.run(office, "ledger", "move", where, env={**os.environ, "PGPASSWORD": SECRET})
    assert done.returncode == 0, done.stderr


def connect(port: int) -> Any:
    """Return a connection of the owner."""
    import psycopg

    return psycopg.connect(f"postgresql://{OWNER}:{SECRET}@127.0.0.1:{port}/postgres", autocommit=True)


def _program(name: str) -> str:
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), "")
    if not found:
        pytest.skip("no PostgreSQL server on this machine: sh scripts/system postgres")
    return found


def _unprivileged(folder: Path) -> list[str]:
    """Give the folder to somebody who may run the server, which root may not; return how to be that user."""
    if os.getuid():
        return []
    user = next((name for name in ("postgres", "nobody") if _known(name)), "nobody")
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _known(name: str) -> bool:
    import pwd

    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(port: int) -> None:
    import psycopg

    for _ in range(200):
        with contextlib.suppress(psycopg.OperationalError), connect(port):
            return
        time.sleep(0.1)
    pytest.fail("the server did not start")
