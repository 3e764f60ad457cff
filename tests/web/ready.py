"""A process in which everything is loaded, and which becomes a server of an office whenever it is told of one."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from pathlib import Path

import splink  # noqa: F401 - what a build loads late is here already
import uvicorn  # noqa: F401

from cakupan import builds, mending, templates, trials, web, workspace  # noqa: F401


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        port, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            faulthandler.register(signal.SIGUSR1)
            web.serve(workspace.open_workspace(Path(folder)), "127.0.0.1", int(port), lambda _: None)
            os._exit(0)
        print(child, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
