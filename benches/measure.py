"""Runs one side of a bench as a process of its own and says what it took."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

_PAUSE = 0.05
#: Modules stay compiled from one process to the next, as those of an installed program do.
_WITHOUT = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Took:
    """What one run took.

    Attributes:
        seconds: as the process itself measured its work, else from its start to its end.
        cpu_s: seconds of processor time, likewise; else of the process and all that it started, from start to end.
        peak_mb: largest resident memory of the process and all that it started, together.
        said: the last line of its output, if that is JSON.

    """

    seconds: float
    cpu_s: float
    peak_mb: float
    said: dict[str, Any]


def python(module: str, *words: object) -> list[str]:
    """Return the command that runs a module."""
    return [sys.executable, "-m", module, *map(str, words)]


def run(*commands: Sequence[str]) -> Took:
    """Run commands one after the other and add up what they took.

    Raises:
        RuntimeError: one of them failed; with what it said.

    """
    parts = [_run(command) for command in commands]
    said = {key: value for part in parts for key, value in part.said.items()}
    return Took(*together(*parts), said)


def together(*parts: Took) -> tuple[float, float, float]:
    """Return seconds and processor seconds of several runs added up, and the largest memory of one."""
    return (
        sum(part.seconds for part in parts),
        sum(part.cpu_s for part in parts),
        max(part.peak_mb for part in parts),
    )


def _run(command: Sequence[str]) -> Took:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        start, before = time.perf_counter(), _cpu()
        around = {name: value for name, value in os.environ.items() if name != _WITHOUT}
        process = subprocess.Popen(command, stdout=out, stderr=errors, env=around, cwd=Path(__file__).parent.parent)
        peak = _Peak(process.pid)
        status = process.wait()
        seconds = time.perf_counter() - start
        out.seek(0)
        errors.seek(0)
        if status:
            raise RuntimeError(f"{' '.join(command[2:5])}: {errors.read()[-2000:]}")
        said = _last(out.read())
    cpu = float(said.get("cpu_s", _cpu() - before))
    return Took(float(said.get("seconds", seconds)), cpu, peak.stop() / 2**20, said)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _last(text: str) -> dict[str, Any]:
    lines = text.strip().splitlines()
    if lines and lines[-1].startswith("{"):
        found: dict[str, Any] = json.loads(lines[-1])
        return found
    return {}


class _Peak:
    """Looks at the memory of a process and its children until told to stop."""

    def __init__(self, pid: int) -> None:
        self.most, self.pid, self.done = 0, pid, threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while not self.done.wait(_PAUSE):
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(self.pid)
                self.most = max(self.most, sum(one.memory_info().rss for one in [root, *root.children(recursive=True)]))

    def stop(self) -> int:
        self.done.set()
        self.thread.join()
        return self.most
