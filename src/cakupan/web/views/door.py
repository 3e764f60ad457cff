"""Coming in and going out, and the language that is spoken inside."""

from __future__ import annotations

from typing import Literal

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from cakupan.web import answer
from cakupan.web.sight import LANGUAGE, Looks

_YEAR = 31_536_000


def show(sight: Looks) -> answer.Page:
    """Return the page at the door."""
    return answer.page("door", sight)


def enter() -> Response:
    """Let a person in."""
    return RedirectResponse("/", status_code=303)


def leave() -> Response:
    """Let a person out."""
    return RedirectResponse("/sign-in", status_code=303)


def language(lang: Literal["id", "en"], request: Request) -> Response:
    """Speak this language from now on, and go back to where the person was."""
    back = request.headers.get("referer", "/")
    path = "/" + back.split("/", 3)[3] if back.count("/") > 2 and back.split("/")[2] == request.url.netloc else "/"
    done = RedirectResponse(path, status_code=303)
    done.set_cookie(LANGUAGE, lang, max_age=_YEAR, samesite="lax")
    return done
