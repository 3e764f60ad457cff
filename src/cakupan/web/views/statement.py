"""A text about numbers: its figures marked where they stand, what must agree, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import Body, Depends, Form, UploadFile
from starlette.responses import JSONResponse

from cakupan.findings import Refusal
from cakupan.verify import Figure, Reading, Relation, read
from cakupan.verify.against import against
from cakupan.verify.documents import Document, apart, plain, refuse_many, too_long
from cakupan.verify.named import titles
from cakupan.web import answer
from cakupan.web.posted import Hand, see_origin
from cakupan.web.shelf import called
from cakupan.web.sight import Looks, Sight

#: Letters that are verified for somebody who waits, and texts that are read side by side.
LONGEST, _SIDE_BY_SIDE = 200_000, 2
_CODE = r"^(ID|\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?)?$"
_WORDS = {True: "holds", False: "fails", None: "unsure"}
#: In which order verdicts are shown.
_ORDER = (False, None, True)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: plain, or a figure with its number and the word of its verdict."""

    text: str
    number: int = -1
    verdict: str = ""


def form(sight: Looks) -> answer.Page:
    """Return the page on which a text is given."""
    return _page(sight, None)


async def verify(
    sight: Hand,
    text: Annotated[str, Form(max_length=LONGEST)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    file: UploadFile | None = None,
) -> answer.Page:
    """Return the verdicts of a text or a file; the file counts where both are given."""
    content = await file.read() if file and file.filename else b""
    name = called(file.filename or "") if file else ""
    if name and not content:
        raise Refusal("text_empty", file=name)
    return await to_thread.run_sync(_verified, sight, text, _day(published), name, content, limiter=_turns())


def machine(
    sight: Looks,
    _: Annotated[None, Depends(see_origin)],
    text: Annotated[str, Body(max_length=LONGEST)],
    lang: Annotated[str, Body(pattern="^(id|en)?$")] = "",
    published: Annotated[date | None, Body()] = None,
    region: Annotated[str, Body(pattern=_CODE)] = "",
) -> JSONResponse:
    """Return the verdicts of a text in machine form."""
    refuse_many("text", text)
    found = _read(sight, text, published, lang=lang, region=region)
    return JSONResponse(found.machine(), headers={"cache-control": "no-store"})


@cache
def _turns() -> CapacityLimiter:
    """Return what lets few texts be read at once, so that the pages of others do not wait for them."""
    return CapacityLimiter(_SIDE_BY_SIDE)


def _verified(sight: Sight, text: str, published: date | None, name: str, content: bytes) -> answer.Page:
    document = apart.read_apart(name, content) if content else Document(plain(text))
    if len(document.text) > LONGEST:
        raise too_long(name, LONGEST)
    refuse_many(name, document.text)
    return _page(sight, _read(sight, document.text, published), published=published, pictures=document.pictures)


def _read(sight: Sight, text: str, published: date | None, *, lang: str = "", region: str = "") -> Reading:
    """Return a reading, held against the build that is served where there is one."""
    found = read(text, lang=lang or None, published=published, home=region or sight.region)
    try:
        answers = sight.house.answers()
    except Refusal:
        return found
    return against(found, answers, region=region)


def _page(sight: Sight, reading: Reading | None, **told: Any) -> answer.Page:
    """Return the page with its form, and below it what was found."""
    grouped = [(_WORDS[holds], _of(reading, holds)) for holds in _ORDER] if reading else []
    return answer.page(
        "statement", sight, here="/verify", reading=reading, most=LONGEST, grouped=grouped,
        pieces=list(_pieces(reading)) if reading else [], places=titles(reading.figures) if reading else {},
        **{"published": None, "pictures": (), **told},
    )  # fmt: skip


def _of(reading: Reading, holds: bool | None) -> list[tuple[Relation, list[Figure]]]:
    """Return the relations of one verdict, each with its figures."""
    return [(one, [reading.figures[at] for at in one.figures]) for one in reading.relations if one.holds is holds]


def _pieces(reading: Reading) -> Iterator[Piece]:
    """Yield the text in pieces, so that each figure can be marked where it stands."""
    place = 0
    for number, figure in enumerate(reading.figures):
        if figure.start >= place:
            yield Piece(reading.text[place : figure.start])
            yield Piece(reading.text[figure.start : figure.end], number, _WORDS[reading.verdict(number)])
            place = figure.end
    yield Piece(reading.text[place:])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refusal("bad_date", text=text) from error
