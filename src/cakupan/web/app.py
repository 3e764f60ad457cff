"""Every address of the application, in one screen."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI

from cakupan.web import answer, guard, things, watch
from cakupan.web.house import House
from cakupan.web.views import door, pairs, promises, proof, region, running, trail, work

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cakupan.workspace import Workspace


def create(workspace: Workspace) -> FastAPI:
    """Return the application of an office; it opens the current build when it starts.

    Raises:
        Refusal: the settings of the office do not hold.

    """
    house = House(workspace)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        house.open()
        yield
        house.close()

    app = FastAPI(title="cakupan", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.house = house
    app.include_router(routes())
    guard.protect(app)
    answer.faults(app)
    return app


def routes() -> APIRouter:
    """Return what answers at which address."""
    router = APIRouter()
    get, post = router.get, router.post
    get("/", response_class=answer.Page)(region.home)
    get("/region/{code}", response_class=answer.Page)(region.show)
    get("/region/{code}/report.{form}")(region.report)
    get("/region/{code}/{picture}.{form}")(region.picture)
    get("/find", response_class=answer.Page)(region.find)
    get("/why", response_class=answer.Page)(proof.show)
    get("/begin", response_class=answer.Page)(door.begin)
    post("/begin")(door.first)
    get("/sign-in", response_class=answer.Page)(door.show)
    post("/sign-in")(door.enter)
    post("/sign-out")(door.leave)
    get("/language/{lang}")(door.language)
    get("/work", response_class=answer.Page)(work.show)
    get("/work/{code}", response_class=answer.Page)(work.village)
    post("/work/{code}")(work.save)
    get("/work/{code}/print", response_class=answer.Page)(work.printed)
    post("/work/{code}/names")(work.names)
    post("/work/{code}/list.xlsx")(work.workbook)
    get("/review", response_class=answer.Page)(pairs.show)
    get("/review/decisions", response_class=answer.Page)(pairs.decisions)
    post("/review/names")(pairs.names)
    post("/review/undo/{number}")(pairs.undo)
    post("/review/{pair}")(pairs.decide)
    get("/commitments", response_class=answer.Page)(promises.show)
    post("/commitments")(promises.add)
    post("/commitments/{number}/done")(promises.done)
    get("/trail", response_class=answer.Page)(trail.show)
    get("/static/{name}")(things.file)
    get("/health")(running.health)
    get("/metrics")(watch.metrics)
    return router
