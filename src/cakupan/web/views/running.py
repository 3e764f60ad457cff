"""Whether the server lives and what it serves."""

from __future__ import annotations

from fastapi import Request

from cakupan.findings import Refusal


def health(request: Request) -> dict[str, str]:
    """Return that it lives, and the name of the build it serves; nothing of the office."""
    try:
        build = request.app.state.house.workspace.current().name
    except Refusal:
        build = ""
    return {"status": "ok", "build": build}
