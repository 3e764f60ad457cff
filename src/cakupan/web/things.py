"""Files that every page uses, served under a name that changes with their content so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from starlette.responses import Response

from cakupan import charts
from cakupan.findings import Refusal
from cakupan.reports import pages

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"


@cache
def content(name: str) -> bytes:
    """Return a file of `static/`; the style sheet lies over that of the reports, so that both look alike."""
    if name == "look.css":
        own = (resources.files("cakupan.web") / "static" / name).read_text("utf-8")
        return f"{pages.style()}{own}{_colours()}".encode()
    place = resources.files("cakupan.web") / "static" / name
    if "/" in name or not place.is_file():
        raise Refusal("no_such_file", file=name)
    return place.read_bytes()


def _colours() -> str:
    """Return the colours of the charts as names that a page may use, with their twins for dark screens."""
    light, dark = (
        "".join(f"--{role}:{colour};" for role, colour in palette.items()) for palette in (charts.LIGHT, charts.DARK)
    )
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


@cache
def address(name: str) -> str:
    """Return where a page finds a file."""
    stem, _, ending = name.rpartition(".")
    return f"/static/{stem}-{hashlib.sha256(content(name)).hexdigest()[:10]}.{ending}"


def file(name: str) -> Response:
    """Return a file by the name that a page gave it."""
    stem, _, ending = name.rpartition(".")
    plain = f"{stem.rpartition('-')[0] or stem}.{ending}"
    kind = _KINDS.get(ending)
    if kind is None:
        raise Refusal("no_such_file", file=name)
    return Response(content(plain), media_type=kind, headers={"cache-control": _FOR_EVER})
