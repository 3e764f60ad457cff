"""What the server tells those who run it: one line of JSON a request, and counts for Prometheus; nothing of persons.

Addresses are told by their pattern, never with what stood in them; nobody's account, name or number is told.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi import Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.responses import Response

from cakupan.findings import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NEAR = ("127.0.0.1", "::1")
_log = logging.getLogger("cakupan.web")


class Watch:
    """Counts requests and how long they took, by pattern of address and status."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        names = ("route", "status")
        self.answered = Counter("cakupan_requests", "Requests answered", names, registry=self.registry)
        self.seconds = Histogram("cakupan_request_seconds", "Seconds to answer", ("route",), registry=self.registry)
        self.open = Gauge("cakupan_requests_open", "Requests being answered", registry=self.registry)

    def done(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request and write its line."""
        self.answered.labels(route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)
        _log.info("request", extra={"told": {
            "method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1),
        }})  # fmt: skip


class Watching:
    """Passes requests on and watches how they end."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self.app, self.watch = app, watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; one that broke counts as 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status = time.perf_counter(), 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self.watch.open.track_inprogress():
            try:
                await self.app(scope, receive, seen)
            finally:
                pattern = getattr(scope.get("route"), "path", "")
                self.watch.done(scope["method"], pattern, status, time.perf_counter() - start)


def metrics(request: Request) -> Response:
    """Return the counts, to this machine alone.

    Raises:
        Refusal: somebody else asks.

    """
    if request.client is None or request.client.host not in _NEAR:
        raise Refusal("only_here")
    return Response(generate_latest(request.app.state.watch.registry), media_type=CONTENT_TYPE_LATEST)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line of JSON; of a fault its kind and place, never its words."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "from": record.name, "event": record.getMessage(),
        }  # fmt: skip
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            told["fault"] = record.exc_info[0].__name__
        return json.dumps(told, ensure_ascii=False)


def write_lines(level: int = logging.INFO) -> None:
    """Write all logs of the server as lines of JSON to the error channel."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    for name in ("cakupan.web", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [handler], False
        logger.setLevel(level)
