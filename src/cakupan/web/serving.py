"""Starting and stopping the server."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from cakupan import people
from cakupan.findings import Refusal
from cakupan.web import house, watch
from cakupan.web.app import create
from cakupan.workspace import Workspace, open_workspace

#: Where each of several processes finds the office.
_OFFICE = "CAKUPAN_OFFICE"
#: Whether the system shares connections out among processes that listen at the same address.
_SHARES = sys.platform == "linux"


def prepare(workspace: Workspace, tell: Callable[[str, int], None] | None = None) -> None:
    """Keep the answers that the dashboard shows, if that was not done of the current build; `tell` is told of each."""
    try:
        folder = workspace.current()
    except Refusal:
        return
    if not house.is_kept(workspace, folder):
        house.keep(workspace, folder, tell)


def serve(workspace: Workspace, host: str, port: int, ready: Callable[[str], None], processes: int = 1) -> None:
    """Serve an office until it is told to stop; requests that have begun are answered first.

    Args:
        workspace: the office.
        host: the address that is listened at.
        port: the port.
        ready: is called with the path that opens the office: that of the first account where there is none.
        processes: how many serve together.

    Raises:
        Refusal: the port is taken, or several processes are to serve an office without accounts.

    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    _see_free(host, port)
    watch.write_lines()
    said: dict[str, Any] = {
        "host": host, "port": port, "log_config": None, "access_log": False, "server_header": False,
        "timeout_graceful_shutdown": 30,
    }  # fmt: skip
    if processes > 1:
        if not people.anyone(workspace.ledger):
            raise Refusal("workers_first_account")
        os.environ[_OFFICE] = str(workspace.folder)
        ready("/")
        config = uvicorn.Config(f"{__name__}:again", factory=True, workers=processes, **said)
        Multiprocess(config, sockets=_Door(host, port)).run()
        return
    app = create(workspace)
    ready(f"/begin?key={app.state.house.key}" if app.state.house.key else "/")
    uvicorn.Server(uvicorn.Config(app, **said)).run()


def again() -> FastAPI:
    """Return the application in one of several processes."""
    watch.write_lines()
    return create(open_workspace(Path(os.environ[_OFFICE])))


class _Door(list[socket.socket]):
    """Where each of several processes listens by itself, so that the system shares visitors out evenly among them.

    What is handed to a process is only the address: the process opens its own socket there. Where a system cannot do
    that, one socket is for all.
    """

    def __init__(self, host: str, port: int) -> None:
        self._at = host, port
        super().__init__([] if _SHARES else [_listening(host, port)])

    def __reduce__(self) -> tuple[Callable[[str, int], list[socket.socket]], tuple[str, int]]:
        """Return how the process at the other end makes its own."""
        return _opened, self._at


def _opened(host: str, port: int) -> list[socket.socket]:
    return [_listening(host, port)]


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Answers go out at once only from sockets that say that they are of TCP.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if _SHARES:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    return listening


def _see_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            raise Refusal("port_taken", port=port) from None
