"""A worker of a village's list whose row is wrong: corrected where it is shown, tried and taken in as any file."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path as InPath
from starlette.responses import RedirectResponse, Response

from cakupan import disclosure, followups
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.mending import single
from cakupan.mending.single import Listed
from cakupan.web import answer, grants
from cakupan.web.posted import Hand
from cakupan.web.sight import Looks, Sight
from cakupan.web.views.files import AtDesk
from cakupan.web.views.work import Asks, Code, Fields, above

Record = Annotated[int, InPath(ge=0, le=2**63 - 1, description="Nomor baris pada daftar.")]


def show(code: Code, record: Record, sight: Looks, ask: Asks) -> answer.Page:
    """Return the row of a worker as its sender wrote it; what tells who he is stays hidden without leave."""
    listed = _listed(sight, code, record)
    named = grants.granted(sight, code, ask.names)
    cells = [
        (at, heading, listed.cells[at] if _seen(listed, at, named) else "", _seen(listed, at, named))
        for at, heading in enumerate(listed.headings)
        if heading.strip()
    ]
    answers = sight.house.answers()
    return answer.page(
        "amend", sight, here="/tasks", code=code, title=answers.region_title(code), above=above(answers, sight, code),
        record=record, ask=ask, listed=listed, cells=cells, named=named, longest=single.LONGEST,
        proposal=listed.proposal if named else "", invented=any(batch["invented"] for batch in answers.batches()),
    )  # fmt: skip


def send(code: Code, record: Record, sight: Hand, desk: AtDesk, form: Fields) -> Response:
    """Put the corrected row among the files that wait, where it is tried before it counts."""
    sight.acts()
    listed = _listed(sight, code, record)
    places = {f"c.{at}": at for at in range(len(listed.headings))}
    cells = {places[name]: text.strip() for name, text in form if name in places}
    content = single.corrected(sight.house.workspace, listed, cells)
    said = Said("", called=f"perbaikan-baris-{listed.number}.xlsx")
    waiting = desk.shelf.lay(content, sight.person, said, code)
    return RedirectResponse(f"/files/waiting/{waiting.name}", status_code=303)


def _listed(sight: Sight, code: str, record: int) -> Listed:
    """Return the row of somebody who is on the list of this village, and of nobody else."""
    sight.through("work")
    sight.people_of(code)
    answers = sight.house.answers()
    if record not in {one.record for one in followups.workers(answers, sight.house.followups, code)}:
        raise Refusal("row_gone")
    ((batch, sheet, number),) = answers.engine.rows(
        f"select batch, sheet, row_no from record where record = {int(record)}"
    )
    return single.row(sight.house.workspace, batch, sheet, number)


def _seen(listed: Listed, at: int, named: bool) -> bool:
    return named or listed.fields.get(at, "") in disclosure.PLAIN
