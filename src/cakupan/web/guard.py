"""What every answer carries so that a browser keeps strangers out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.gzip import GZipMiddleware

from cakupan.findings import Refusal
from cakupan.web.watch import Watch, Watching

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Styles of single elements say how long a bar is; scripts and all else come from here alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The address that takes lists of any size, the one that takes documents with the bytes of one, and of any other form.
LARGE, _DOCUMENT, _FORM = "/files/new", ("/verify", 20 << 20), 1 << 20
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


def protect(app: FastAPI) -> None:
    """Put these headers on every answer, compress what is worth it, and watch how requests end."""
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(_Headers)
    app.add_middleware(_Bounded)
    app.state.watch = Watch()
    app.add_middleware(Watching, watch=app.state.watch)


class _Bounded:
    """Forms are small; only files that come in are not, and those are counted where they are written."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as long as it is small."""
        left = _DOCUMENT[1] if scope["type"] == "http" and scope["path"] == _DOCUMENT[0] else _FORM

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise Refusal("form_large")
            return message

        small = scope["type"] == "http" and scope["path"] != LARGE
        await self.app(scope, counted if small else receive, send)


class _Headers:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add to the head of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def head(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self.app(scope, receive, head)
