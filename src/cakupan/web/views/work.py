"""Following up the uncovered: regions with what is left to do, and the list of a village to work through."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi import Path as InPath
from starlette.responses import JSONResponse, RedirectResponse, Response

from cakupan import codes, followups
from cakupan.batches import wib
from cakupan.followups import Change, Status, Worker
from cakupan.followups.lists import step_of
from cakupan.results import Answers
from cakupan.web import answer, grants
from cakupan.web.posted import Hand
from cakupan.web.sight import Looks, Sight

ROWS = 50
_VILLAGE = 13
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CODE = r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$"
Code = Annotated[str, InPath(pattern=_CODE, description="Kode Kemendagri.")]
Above = Annotated[str, Query(pattern=r"^(|ID|\d\d(\.\d\d(\.\d\d)?)?)$", description="Kode wilayah di atas desa.")]
Count = Annotated[int, Query(ge=0, le=10_000_000)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a list is asked to be seen."""

    group: str = ""
    status: str = ""
    page: int = 1
    names: str = ""

    def link(self, path: str, **other: object) -> str:
        """Return an address with this, and other things beside it or instead."""
        told: dict[str, object] = {"group": self.group, "status": self.status, "page": self.page, "names": self.names}
        kept = {key: value for key, value in (told | other).items() if value not in ("", 0, None)}
        if kept.get("page") == 1:
            del kept["page"]
        return f"{path}?{urlencode(kept)}" if kept else path


def asked(
    group: Annotated[str, Query(max_length=60)] = "",
    status: Annotated[str, Query(max_length=60)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    names: Annotated[str, Query(max_length=80)] = "",
) -> Asked:
    """Return what an address asks of a list."""
    return Asked(group, status, page, names)


Asks = Annotated[Asked, Depends(asked)]


async def fields(request: Request) -> list[tuple[str, str]]:
    """Return all that a form holds, in its order."""
    return [(name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)]


Fields = Annotated[list[tuple[str, str]], Depends(fields)]


def show(sight: Looks, region: Above = "") -> Response:
    """Return the regions in a region, those with most left first; of a village its list."""
    sight.through("work")
    code = sight.people_of(region)
    if len(code) == _VILLAGE:
        return RedirectResponse(f"/tasks/{code}", status_code=303)
    answers = sight.house.answers()
    whole, parts = followups.places(answers, sight.house.followups, code)
    return answer.page(
        "work", sight, here="/tasks", whole=whole, parts=parts, steps=followups.STEPS,
        above=above(answers, sight, code), moment=followups.moment(answers, code), invented=_invented(answers),
        named=_names(sight),
    )  # fmt: skip


def above(answers: Answers, sight: Sight, code: str) -> list[tuple[str, str]]:
    """Return the regions above one that this person may open, the largest first."""
    parts = code.split(".")
    codes_above = [".".join(parts[:n]) for n in range(1, len(parts))]
    mine = sight.region
    return [
        (one, answers.region_title(one)) for one in codes_above if mine in ("ID", one) or one.startswith(f"{mine}.")
    ]


def village(
    code: Code, sight: Looks, ask: Asks, saved: Count = 0, overtaken: Count = 0, gone: Count = 0, nothing: Count = 0
) -> answer.Page:
    """Return the list of a village, one page of it."""
    sight.through("work")
    sight.people_of(code)
    answers = sight.house.answers()
    named = grants.granted(sight, code, ask.names)
    people = followups.workers(answers, sight.house.followups, code, unmasked=named, named=named)
    chosen = _chosen(people, ask, followups.statuses(sight.house.workspace.folder))
    pages = max(math.ceil(len(chosen) / ROWS), 1)
    page = min(ask.page, pages)
    told = {"saved": saved, "overtaken": overtaken, "gone": gone, "nothing": nothing}
    return answer.page(
        "village", sight, **_list(answers, sight, code, ask, people), here="/tasks", named=named, pages=pages,
        page=page, first=(page - 1) * ROWS, rows=chosen[(page - 1) * ROWS : page * ROWS], n=len(chosen), told=told,
    )  # fmt: skip


def printed(code: Code, sight: Looks, ask: Asks) -> answer.Page:
    """Return a list to print and take along: NIK masked, no birth date; names only where leave was given."""
    sight.through("work")
    sight.people_of(code)
    answers = sight.house.answers()
    named = grants.granted(sight, code, ask.names)
    people = followups.workers(answers, sight.house.followups, code, named=named)
    chosen = _chosen(people, ask, followups.statuses(sight.house.workspace.folder))
    return answer.page(
        "village_print", sight, **_list(answers, sight, code, ask, people), here="/tasks", rows=chosen, named=named
    )


def _list(answers: Answers, sight: Sight, code: str, ask: Asked, people: Sequence[Worker]) -> dict[str, Any]:
    """Return what both ways of showing a list need."""
    known = followups.statuses(sight.house.workspace.folder)
    groups = codes.read("groups", sight.house.workspace.folder)
    here = sorted({group for one in people for group in one.groups})
    names = {group: groups[group]["name"][sight.lang] if group in groups else group for group in here}
    return {
        "code": code, "title": answers.region_title(code), "above": above(answers, sight, code), "ask": ask,
        "total": len(people), "statuses": known, "status_name": _names(sight), "groups": names, "wib": wib,
        "moment": followups.moment(answers, code), "invented": _invented(answers), "steps": followups.STEPS,
        "by_step": {step: sum(step_of(p.said.status, known) == step for p in people) for step in followups.STEPS},
    }  # fmt: skip


def _names(sight: Sight) -> dict[str, str]:
    return {code: one.name[sight.lang] for code, one in followups.statuses(sight.house.workspace.folder).items()}


def _invented(answers: Answers) -> bool:
    return any(batch["invented"] for batch in answers.batches())


def _chosen(people: Iterable[Worker], ask: Asked, known: dict[str, Status]) -> list[Worker]:
    """Return those of a group and of a status, or of a step of statuses."""
    return [
        one
        for one in people
        if (not ask.group or ask.group in one.groups)
        and (not ask.status or ask.status in (one.said.status, step_of(one.said.status, known)))
    ]


def save(request: Request, code: Code, sight: Hand, ask: Asks, form: Fields) -> Response:
    """Write down what was chosen of the workers of a list: of each whose fields changed, or the same of all picked."""
    sight.through("work")
    sight.people_of(code)
    answers = sight.house.answers()
    here = {one.record: one for one in followups.workers(answers, sight.house.followups, code)}
    changes, told = _changes(here, form)
    if changes:
        followups.say(sight.house.workspace, changes, by=sight.person, region=code)
    told["saved"] = len(changes)
    told["nothing"] = int(not any(told.values()))
    if "application/json" in request.headers.get("accept", ""):
        rows = sight.house.followups.rows()
        return JSONResponse(told | {"numbers": {str(one.record): rows[one.record].number for one in changes}})
    return RedirectResponse(ask.link(f"/tasks/{code}", **told), status_code=303)


def _changes(here: dict[int, Worker], form: list[tuple[str, str]]) -> tuple[list[Change], dict[str, int]]:
    """Return what a form changes, and how many rows it does not: said otherwise since, or not on the list now."""
    cells = dict(form)
    picked = {value for name, value in form if name == "pick"} if cells.get("do") == "picked" else None
    told = {"saved": 0, "overtaken": 0, "gone": 0}
    changes = []
    for name, number in form:
        head, _, text = name.partition(".")
        if head != "n" or not text.isdecimal() or (picked is not None and text not in picked):
            continue
        worker = here.get(int(text))
        if worker is None:
            told["gone"] += 1
            continue
        one = _change(worker, cells, text, picked is not None)
        if (one.status, " ".join(one.remark.split())) == (worker.said.status, worker.said.remark):
            continue
        if number != str(worker.said.number):
            told["overtaken"] += 1
        else:
            changes.append(one)
    return changes, told


def _change(worker: Worker, cells: dict[str, str], text: str, picked: bool) -> Change:
    if picked:
        return Change(worker.record, cells.get("all_status", ""), cells.get("all_remark", "") or worker.said.remark)
    status, remark = cells.get(f"s.{text}", worker.said.status), cells.get(f"m.{text}", worker.said.remark)
    return Change(worker.record, status, remark)


def names(code: Code, sight: Hand, ask: Asks) -> Response:
    """Give leave to see names for a while, note it, and go back to the list."""
    sight.through("work")
    sight.people_of(code)
    return RedirectResponse(ask.link(f"/tasks/{code}", names=grants.grant(sight, code, "page")), status_code=303)


def workbook(code: Code, sight: Hand, ask: Asks) -> Response:
    """Return the list as a workbook: by name where leave was given, which is noted once more; else masked."""
    sight.through("work")
    sight.people_of(code)
    whole = grants.granted(sight, code, ask.names)
    if whole:
        grants.grant(sight, code, "xlsx")
    answers = sight.house.answers()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"tindak-lanjut-{code}.xlsx"
        followups.export(answers, sight.house.followups, file, code, unmasked=whole, named=whole)
        content = file.read_bytes()
    return Response(content, media_type=_SHEET, headers={"content-disposition": f'attachment; filename="{file.name}"'})
