"""Every address of the application, in one screen."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI

from cakupan.web import answer, guard, things, watch
from cakupan.web.desk import Desk
from cakupan.web.house import House
from cakupan.web.jobs import Jobs
from cakupan.web.views import (
    amend,
    door,
    files,
    forms,
    incoming,
    pairs,
    promises,
    proof,
    region,
    running,
    statement,
    trail,
    work,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cakupan.workspace import Workspace


def create(workspace: Workspace) -> FastAPI:
    """Return the application of an office; it opens the current build when it starts.

    Raises:
        Refusal: the settings of the office do not hold.

    """
    house = House(workspace)
    jobs = Jobs(house)
    house.ring = jobs.wake
    desk = Desk(workspace, jobs)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        house.open()
        jobs.start()
        desk.start()
        yield
        desk.stop()
        jobs.stop()
        house.close()

    app = FastAPI(title="cakupan", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.house, app.state.desk = house, desk
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
    get("/verify", response_class=answer.Page)(statement.form)
    post("/verify", response_class=answer.Page)(statement.verify)
    post("/api/verify")(statement.machine)
    get("/begin", response_class=answer.Page)(door.begin)
    post("/begin")(door.first)
    get("/sign-in", response_class=answer.Page)(door.show)
    post("/sign-in")(door.enter)
    post("/sign-out")(door.leave)
    get("/language/{lang}")(door.language)
    _files(router)
    _followed(router)
    get("/static/{name}")(things.file)
    get("/health")(running.health)
    get("/metrics")(watch.metrics)
    return router


def _files(router: APIRouter) -> None:
    """Add what answers where files come in."""
    get, post = router.get, router.post
    get("/files", response_class=answer.Page)(files.every)
    get("/files/new", response_class=answer.Page)(incoming.new)
    post("/files/new")(incoming.upload)
    get("/files/waiting/{name}", response_class=answer.Page)(incoming.look)
    post("/files/waiting/{name}")(incoming.say)
    post("/files/waiting/{name}/columns")(incoming.choose)
    post("/files/waiting/{name}/take")(incoming.take)
    post("/files/waiting/{name}/drop")(incoming.drop)
    get("/files/{batch}", response_class=answer.Page)(files.one)
    post("/files/{batch}/mend")(files.mend)
    get("/files/{batch}/withdraw", response_class=answer.Page)(files.foresee)
    post("/files/{batch}/withdraw")(files.withdraw)
    post("/files/{batch}/readmit")(files.readmit)
    get("/templates", response_class=answer.Page)(forms.every)
    get("/templates/{kind}.xlsx")(forms.one)
    get("/jobs.json")(running.jobs)
    post("/jobs")(running.build)


def _followed(router: APIRouter) -> None:
    """Add what answers where people, pairs and promises are followed up."""
    get, post = router.get, router.post
    get("/tasks", response_class=answer.Page)(work.show)
    get("/tasks/{code}", response_class=answer.Page)(work.village)
    post("/tasks/{code}")(work.save)
    get("/tasks/{code}/print", response_class=answer.Page)(work.printed)
    post("/tasks/{code}/names")(work.names)
    post("/tasks/{code}/list.xlsx")(work.workbook)
    get("/tasks/{code}/row/{record}", response_class=answer.Page)(amend.show)
    post("/tasks/{code}/row/{record}")(amend.send)
    get("/review", response_class=answer.Page)(pairs.show)
    get("/review/decisions", response_class=answer.Page)(pairs.decisions)
    post("/review/names")(pairs.names)
    post("/review/undo/{number}")(pairs.undo)
    post("/review/{pair}")(pairs.decide)
    get("/commitments", response_class=answer.Page)(promises.show)
    post("/commitments")(promises.add)
    post("/commitments/{number}/done")(promises.done)
    get("/trail", response_class=answer.Page)(trail.show)
