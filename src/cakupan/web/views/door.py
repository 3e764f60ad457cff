"""Coming in and going out, and the language that is spoken inside."""

from __future__ import annotations

import hmac
from typing import Annotated, Literal

from fastapi import Form, Query, Request
from starlette.responses import RedirectResponse, Response

from cakupan import people
from cakupan.findings import Refusal, message
from cakupan.people import SignedIn
from cakupan.web import answer
from cakupan.web.house import House
from cakupan.web.posted import Hand, see_origin
from cakupan.web.sight import LANGUAGE, SESSION, spoken

_YEAR = 31_536_000
_WORD = Form(max_length=200)
_NEXT = Query(alias="next", max_length=300)


def show(request: Request, after: Annotated[str, _NEXT] = "/") -> answer.Page:
    """Return the page at the door."""
    return _door(request, "sign_in", after)


def enter(
    request: Request,
    account: Annotated[str, _WORD] = "",
    password: Annotated[str, _WORD] = "",
    after: Annotated[str, Form(max_length=300)] = "/",
) -> Response:
    """Let a person in who knows the password."""
    see_origin(request)
    house: House = request.app.state.house
    try:
        signed = people.sign_in(house.workspace.ledger, account, password, _came_from(request))
    except Refusal as refusal:
        return _door(request, "sign_in", after, refusal)
    return _inside(request, signed, after)


def begin(request: Request, key: Annotated[str, Query(max_length=60)] = "") -> answer.Page:
    """Return the page on which the first account of an office is made, to who holds the key that the server printed.

    Raises:
        Refusal: the key is another, or there are accounts already.

    """
    _see_key(request, key)
    return _door(request, "begin", key)


def first(
    request: Request,
    key: Annotated[str, Form(max_length=60)] = "",
    account: Annotated[str, _WORD] = "",
    full_name: Annotated[str, _WORD] = "",
    password: Annotated[str, _WORD] = "",
) -> Response:
    """Make the first account, and let its owner in."""
    see_origin(request)
    _see_key(request, key)
    house: House = request.app.state.house
    try:
        people.add(house.workspace.ledger, account, full_name or account, "analyst", password)
        signed = people.sign_in(house.workspace.ledger, account, password, _came_from(request))
    except Refusal as refusal:
        return _door(request, "begin", key, refusal)
    house.key = ""
    return _inside(request, signed, "/")


def leave(sight: Hand, request: Request) -> Response:
    """Let a person out."""
    people.sign_out(sight.house.workspace.ledger, request.cookies.get(SESSION, ""))
    done = RedirectResponse("/sign-in", status_code=303)
    done.delete_cookie(SESSION)
    return done


def language(lang: Literal["id", "en"], request: Request) -> Response:
    """Speak this language from now on, and go back to where the person was."""
    back = request.headers.get("referer", "/")
    path = "/" + back.split("/", 3)[3] if back.count("/") > 2 and back.split("/")[2] == request.url.netloc else "/"
    done = RedirectResponse(_near(path), status_code=303)
    done.set_cookie(LANGUAGE, lang, max_age=_YEAR, samesite="lax")
    return done


def _see_key(request: Request, key: str) -> None:
    house: House = request.app.state.house
    if not house.key or not hmac.compare_digest(key.encode(), house.key.encode()):
        raise Refusal("key_wrong")
    if people.anyone(house.workspace.ledger):
        raise Refusal("key_wrong")


def _door(request: Request, name: str, told: str, refusal: Refusal | None = None) -> answer.Page:
    house: House = request.app.state.house
    lang = spoken(request, house)
    said = message(refusal.code, lang, **refusal.words) if refusal else ""
    text = answer.outside(name, lang, told=told, said=said, empty=not people.anyone(house.workspace.ledger))
    return answer.Page(text, 403 if refusal else 200)


def _inside(request: Request, signed: SignedIn, after: str) -> Response:
    done = RedirectResponse(_near(after), status_code=303)
    secure = request.url.scheme == "https"
    done.set_cookie(SESSION, signed.token, httponly=True, samesite="lax", secure=secure, max_age=people.LONGEST)
    return done


def _near(path: str) -> str:
    """Return a path of this server; anything that could lead elsewhere leads to the dashboard."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"


def _came_from(request: Request) -> str:
    return request.client.host if request.client else ""
