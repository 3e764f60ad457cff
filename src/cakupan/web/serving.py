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


def serve(workspace: Workspace, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve an office until it is told to stop; requests that have begun are answered first.

    Args:
        workspace: the office.
        host: the address that is listened at.
        port: the port; the next free one where it is 0.
        ready: is called with the path that opens the office: that of the first account where there is none.

    Raises:
        Refusal: the port is taken, or the settings of the office do not hold.

    """
    import uvicorn

    app = create(workspace)
    key = app.state.house.key
    ready(f"/begin?key={key}" if key else "/")
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=30,
    )  # fmt: skip
    uvicorn.Server(config).run()
