"""From what a view found to a page: templates, words, and what is said when something cannot be done."""

from __future__ import annotations

import logging
import tomllib
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2
from fastapi.exceptions import RequestValidationError
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from cakupan import wording
from cakupan.findings import Refusal, message
from cakupan.web import misunderstood, things
from cakupan.web.sight import Sight, spoken

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

Page = HTMLResponse
_log = logging.getLogger("cakupan.web")
#: Refusals that are not the asker's fault of wording, with their status.
_STATUS = {
    "not_signed_in": 401,
    "not_your_region": 403,
    "not_your_door": 403,
    "not_unmasked": 403,
    "form_strange": 403,
    "not_your_role": 403,
    "key_wrong": 403,
    "only_here": 403,
    "no_build": 409,
    "build_coming": 503,
    "no_batch": 404,
    "no_kind": 404,
    "waiting_none": 404,
    "waiting_full": 507,
    "upload_large": 413,
    "upload_changed": 409,
    "row_gone": 404,
    "form_large": 413,
    "report_empty": 404,
    "no_region": 404,
    "no_such_file": 404,
}


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cakupan.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["thing"] = things.address
    environment.globals["nothing"] = wording.NOTHING
    environment.filters["named"] = lambda code, names: names.get(code, code)
    return environment


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("cakupan.web") / "words.toml").read_text("utf-8"))


def say(lang: str, key: str, **words: object) -> str:
    """Return a sentence of `words.toml` with its words filled in."""
    return _words()[key][lang].format(**words)


def say_or(lang: str, key: str, instead: str, **words: object) -> str:
    """Return a sentence of `words.toml`, or something else where it has none."""
    return say(lang, key, **words) if key in _words() else instead


def page(name: str, sight: Sight, /, status: int = 200, **contents: Any) -> Page:
    """Return the page that a template makes of what a view found."""
    return Page(part(name, sight, **contents), status_code=status)


def part(name: str, sight: Sight, /, **contents: Any) -> Markup:
    """Return what a template makes of what a view found, as text that another template takes as it is."""
    return _rendered(name, {**_spoken(sight.lang), "sight": sight, **contents})


def public(name: str, lang: str, /, **contents: Any) -> Markup:
    """Return a page that stands alone in a folder, without the doors that lead into the office."""
    near = {"sight": None, "thing": lambda thing: thing, "top": "index.html"}
    return _rendered(name, {**_spoken(lang), **near, **contents})


def outside(name: str, lang: str, /, **contents: Any) -> str:
    """Return a page for somebody who has not signed in."""
    return _rendered(name, {**_spoken(lang), "sight": None, **contents})


def _rendered(name: str, told: dict[str, Any]) -> Markup:
    return Markup(_templates().get_template(f"{name}.html.j2").render(told))


def _spoken(lang: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "w": partial(say, lang),
        "day": partial(wording.day, lang=lang),
        "count": partial(wording.count, lang=lang),
        "label": partial(wording.label, lang=lang),
    }


def faults(app: FastAPI) -> None:
    """Answer what goes wrong with a page or, where a program asked, with one sentence; never with a traceback."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(Exception, _broken)


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    lang = _lang(request)
    if refusal.code == "not_signed_in" and request.method == "GET" and _wants_page(request):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(asked)}", 303)
    return _said(request, _STATUS.get(refusal.code, 400), message(refusal.code, lang, **refusal.words))


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, Refusal):  # of a form that was too large while it was read
        return await _refused(request, error.__cause__)
    word = {404: "no_page", 405: "no_method"}.get(error.status_code, "no_request")
    return _said(request, error.status_code, say(_lang(request), word))


async def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    lang = _lang(request)
    told = [say(lang, key, **words) for key, words in misunderstood.sentences(error.errors(), error.body, lang)]
    return _said(request, 422, " ".join(told))


async def _broken(request: Request, error: Exception) -> Response:
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else ""
    _log.error("fault %s at %s", type(error).__name__, where)
    return _said(request, 500, say(_lang(request), "fault"))


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "text/html")


def _lang(request: Request) -> str:
    return spoken(request, request.app.state.house)


def _said(request: Request, status: int, sentence: str) -> Response:
    if not _wants_page(request):
        return JSONResponse({"detail": sentence}, status)
    lang = _lang(request)
    told = {"lang": lang, "w": partial(say, lang), "sentence": sentence, "status": status}
    return Page(_templates().get_template("fault.html.j2").render(told), status)
