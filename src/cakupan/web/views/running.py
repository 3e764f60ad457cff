"""Whether the server lives and what it serves."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from cakupan.findings import Refusal
from cakupan.web.posted import Hand
from cakupan.web.sight import Looks
from cakupan.web.views.files import AtDesk


def health(request: Request) -> dict[str, str]:
    """Return that it lives, and the name of the build it serves; nothing of the office."""
    try:
        build = request.app.state.house.workspace.current().name
    except Refusal:
        build = ""
    return {"status": "ok", "build": build}


def jobs(sight: Looks, desk: AtDesk) -> JSONResponse:
    """Return what the worker of this process does."""
    return JSONResponse(desk.jobs.state.machine(sight.lang), headers={"cache-control": "no-store"})


def build(sight: Hand, desk: AtDesk) -> Response:
    """Have the office built again."""
    sight.acts()
    desk.jobs.wake()
    return RedirectResponse("/files", status_code=303)
