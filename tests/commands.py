"""The command line in a process of its own, forked from one that has read the program already.

A journey runs a hundred commands: reading Python, the statements and the law anew for each was most of what it took.
What a process inherits is only what every process makes of the program itself; folder, environment, words, input and
output are its own, and so are its limits and its end. Whoever kills a command starts `python -m cakupan` instead.
"""

from __future__ import annotations

import atexit
import faulthandler
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from types import MappingProxyType

#: The limit that no resource is: seconds by the clock.
_ALARM = "alarm"


def run(
    folder: Path,
    *words: str | Path,
    given: str = "",
    env: Mapping[str, str] = os.environ,
    limits: Mapping[str, int] = MappingProxyType({}),
    patience: int = 300,
) -> CompletedProcess[str]:
    """Run a command in a folder, without colours; return how it ended and what it printed.

    Args:
        folder: where it runs; words: what stands after `cakupan`.
        given: what it reads from its input; env: its environment.
        limits: what it may take, by names of the module `resource`.
        patience: seconds after which it hangs, and is ended.

    """
    told = list(map(str, words))
    with tempfile.TemporaryDirectory() as held:
        streams = [Path(held, name) for name in ("given", "printed", "said")]
        streams[0].write_text(given, "utf-8")
        read = _ask(folder, told, env, streams, {**limits, _ALARM: patience})
        read()
        status = read()
        return CompletedProcess(told, status, *(stream.read_text("utf-8") for stream in streams[1:]))


def start(folder: Path, *words: str | Path, env: Mapping[str, str] = os.environ) -> int:
    """Start a command in a folder and return its process, which whoever started it ends; SIGUSR1 shows where it is."""
    return _ask(folder, list(map(str, words)), env, [], {})()


def _ask(
    folder: Path, words: list[str], env: Mapping[str, str], streams: list[Path], limits: Mapping[str, int]
) -> Callable[[], int]:
    parent = _parent(os.getpid())
    assert parent.stdin
    assert parent.stdout
    asked = {
        "words": words,
        "folder": str(folder),
        "environment": {**env, "NO_COLOR": "1"},
        "streams": list(map(str, streams)),
        "limits": dict(limits),
    }
    parent.stdin.write(json.dumps(asked) + "\n")
    parent.stdin.flush()
    told = parent.stdout
    return lambda: int(told.readline())


@cache
def _parent(_of: int) -> subprocess.Popen[str]:
    started = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(_end, started)
    return started


def _end(parent: subprocess.Popen[str]) -> None:
    parent.communicate()


def _serve() -> None:
    """Read the program, fork for whatever is asked, and tell the process and, if its streams are files, its end."""
    _read_all()
    for line in sys.stdin:
        _bury()
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked)
        _tell(child)
        if asked["streams"]:
            _tell(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _bury() -> None:
    """Let go of what was started and has ended since."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _read_all() -> None:
    """Read all of the program, its statements and the law; no engine, which must not be there when a process forks."""
    import cakupan
    from cakupan import builds, steps

    for room in pkgutil.walk_packages(cakupan.__path__, "cakupan."):
        if not room.name.endswith("__main__"):
            importlib.import_module(room.name)
    with tempfile.TemporaryDirectory() as held:
        office = cakupan.create(Path(held, "office"), region="33.02")
        builds.known(office, date.max)
        assert builds._Law(office).views
    assert all(measure.tree for measure in steps.shipped("measures").values() if measure.select.strip())
    gc.freeze()


def _become(asked: dict) -> None:  # type: ignore[type-arg]
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    streams = asked["streams"] or [os.devnull, os.devnull]
    for number, (stream, how) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=False)):
        os.dup2(os.open(stream, how | os.O_CREAT), number)
    import resource

    signal.alarm(asked["limits"].pop(_ALARM, 0))
    for name, most in asked["limits"].items():
        resource.setrlimit(getattr(resource, name), (most, most))
    faulthandler.register(signal.SIGUSR1)
    sys.argv = ["cakupan", *asked["words"]]
    from cakupan.cli import main

    status = 0
    try:
        main()
    except SystemExit as end:
        status = int(end.code or 0)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # what it inherited is not its own to take down


if __name__ == "__main__":
    _serve()
