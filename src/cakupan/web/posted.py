"""What a form may do: only one of our own pages, in the hands of the person it was shown to, changes anything."""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request

from cakupan.findings import Refusal
from cakupan.web.sight import Looks, Sight


def see_token(sight: Sight, token: str) -> None:
    """See that a form was shown to the person who sends it.

    Raises:
        Refusal: to somebody else, or too long ago.

    """
    if not hmac.compare_digest(token.encode(), sight.token.encode()):
        raise Refusal("form_strange")


async def hand(request: Request, sight: Looks, token: Annotated[str, Form()] = "") -> Sight:
    """Return the sight of the person who sent a form.

    Raises:
        Refusal: the form was shown by another site, or to somebody else.

    """
    see_origin(request)
    see_token(sight, token)
    return sight


def see_origin(request: Request) -> None:
    """See that a form was sent by a page of this server.

    Raises:
        Refusal: another site sent it.

    """
    origin = request.headers.get("origin")
    strange = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if strange or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise Refusal("form_strange")


Hand = Annotated[Sight, Depends(hand)]
