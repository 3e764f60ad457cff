"""Starting and stopping the server."""

from __future__ import annotations

from collections.abc import Callable

from cakupan.findings import Refusal
from cakupan.results import kept
from cakupan.web import house
from cakupan.web.app import create
from cakupan.workspace import Workspace


def prepare(workspace: Workspace, tell: Callable[[str, int], None] | None = None) -> None:
    """Keep the answers that the dashboard shows, if that was not done of the current build; `tell` is told of each."""
    try:
        folder = workspace.current()
    except Refusal:
        return
    if not (folder / kept.FILE).is_file():
        house.keep(workspace, folder, tell)


def serve(workspace: Workspace, host: str = "127.0.0.1", port: int = 8600) -> None:
    """Serve an office until it is told to stop; requests that have begun are answered first.

    Raises:
        Refusal: the port is taken, or the settings of the office do not hold.

    """
    import uvicorn

    config = uvicorn.Config(
        create(workspace), host=host, port=port, log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=30,
    )  # fmt: skip
    uvicorn.Server(config).run()
