"""The batches of the office: which there are, what became of their rows, and what can be done with each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Form, Query, Request
from fastapi import Path as InPath
from starlette.responses import RedirectResponse, Response

from cakupan import codes, findings, intake, ledger, mending
from cakupan.batches import find, standing, wib, withdrawn
from cakupan.findings import Refusal, message
from cakupan.sources import SheetMapping
from cakupan.web import answer
from cakupan.web.desk import Desk
from cakupan.web.posted import Hand
from cakupan.web.sight import Looks, Sight
from cakupan.workspace import Batch, Workspace

#: Batches on one page.
_MANY = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def desk(request: Request) -> Desk:
    """Return the desk of the office."""
    found: Desk = request.app.state.desk
    return found


AtDesk = Annotated[Desk, Depends(desk)]
Name = Annotated[str, InPath(pattern=r"^[0-9a-f]{4,64}$", description="Nama kiriman, atau awalnya.")]


@dataclass(frozen=True, slots=True)
class Entry:
    """One batch as a line of the list: what it is, what counts of it, and how many complaints there are."""

    batch: Batch
    state: str
    shown: bool
    errors: int
    warnings: int

    @property
    def about(self) -> dict[str, Any]:
        """Return what is known of the batch."""
        return self.batch.about


@dataclass(frozen=True, slots=True)
class Complaint:
    """One kind of finding of a batch: how grave, how often, and what to do."""

    code: str
    severity: str
    n: int
    text: str


def show(name: str, sight: Sight, desk: Desk, /, *, busy: bool = False, **contents: Any) -> answer.Page:
    """Return a page of the desk: with what the worker does, and whether the page is to be asked again."""
    state = desk.jobs.state
    told = {"here": "/files", "job": state, "again": busy, "busy": busy or state.busy}
    return answer.page(name, sight, **{**told, **contents})


def every(sight: Looks, desk: AtDesk, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> answer.Page:
    """Return the list of batches, the newest first."""
    entries = list(_entries(sight, sight.house.workspace))[::-1]
    shown = entries[(page - 1) * _MANY : page * _MANY]
    return show(
        "files", sight, desk, entries=shown, page=page, more=len(entries) > page * _MANY, total=len(entries),
        mine=desk.shelf.of(sight.person), group=_groups(sight), received=_received,
    )  # fmt: skip


def _entries(sight: Sight, workspace: Workspace) -> Iterator[Entry]:
    counts, gone = {batch.name for batch in standing(workspace)}, withdrawn(workspace)
    inside = _inside(sight)
    for batch in workspace.batches():
        state = "withdrawn" if batch.name in gone else "counts" if batch.name in counts else "replaced"
        grave = [(findings.codes()[c].severity if c in findings.codes() else "", n) for c, n in _found(batch).items()]
        errors, warnings = (sum(n for one, n in grave if one == kind) for kind in (findings.ERROR, findings.WARNING))
        yield Entry(batch, state, (batch.name in inside) == (state == "counts"), errors, warnings)


def _inside(sight: Sight) -> set[str]:
    """Return the batches of the build that is shown."""
    try:
        return set(sight.house.answers().about["batches"])
    except Refusal:
        return set()


def _found(batch: Batch) -> dict[str, int]:
    found: dict[str, int] = batch.about["findings"]
    return found


def _groups(sight: Sight) -> Any:
    known = codes.read("groups", sight.house.workspace.folder)
    return lambda code: known[code]["name"][sight.lang] if code in known else code


def _received(batch: Batch) -> Any:
    return wib(batch.about["received_at"])


def one(batch: Name, sight: Looks, desk: AtDesk) -> answer.Page:
    """Return one batch: its findings by code, its sheets, and what can be done with it."""
    workspace = sight.house.workspace
    name = find(workspace.batches(), batch)
    entry = next(one for one in _entries(sight, workspace) if one.batch.name == name)
    return show(
        "batch", sight, desk, entry=entry, found=list(_complaints(sight, entry.batch)), group=_groups(sight),
        sheets=alike(intake.sheets(entry.batch)), received=_received, history=list(_history(workspace, name)),
        may=_may(sight, entry.batch), later=_later(workspace, entry.batch), by_name=_names(workspace),
    )  # fmt: skip


def _complaints(sight: Sight, batch: Batch) -> Iterator[Complaint]:
    """Yield the findings of reading a batch and, where it is in the build that is shown, those of the checks."""
    told = {code: n for code, n in _found(batch).items() if code in findings.codes()}
    rows = [
        Complaint(code, findings.codes()[code].severity, n, message(code, sight.lang, detail="…"))
        for code, n in told.items()
    ]
    try:
        built = sight.house.answers().findings()
    except Refusal:
        built = []
    for row in built:
        if row["batch"] == batch.name and row["code"] not in told:
            rows.append(Complaint(row["code"], row["severity"], row["n"], row["text"][sight.lang]))
    order = [findings.ERROR, findings.WARNING, findings.NOTE]
    yield from sorted(rows, key=lambda row: (order.index(row.severity), -row.n, row.code))


def alike(sheets: list[SheetMapping]) -> list[tuple[list[str], SheetMapping]]:
    """Return sheets that were understood alike as one, with their names."""
    told: dict[str, tuple[list[str], SheetMapping]] = {}
    for sheet in sheets:
        told.setdefault(repr((sheet.header_row, sheet.headings, sheet.fields)), ([], sheet))[0].append(sheet.sheet)
    return list(told.values())


def _history(workspace: Workspace, batch: str) -> Iterator[tuple[str, datetime, str]]:
    """Yield what was done with a batch since it came: what, when, by whom."""
    for event in ledger.events(workspace.ledger, kinds=("withdrawal", "readmission", "given_back")):
        if event.content.get("batch") == batch:
            yield event.kind, datetime.fromisoformat(event.happened_at), event.content.get("by", "")


def _later(workspace: Workspace, batch: Batch) -> str:
    """Return the batch that replaced or mended this one, or empty text."""
    gone = withdrawn(workspace)
    found = (one.name for one in workspace.batches() if one.about["replaces"] == batch.name and one.name not in gone)
    return next(found, "")


def _names(workspace: Workspace) -> dict[str, str]:
    return {batch.name: batch.about["file"] for batch in workspace.batches()}


def _may(sight: Sight, batch: Batch) -> bool:
    try:
        reach(sight, batch)
    except Refusal:
        return False
    return True


def reach(sight: Sight, batch: Batch) -> None:
    """See that a batch may be taken out, withdrawn or mended by this person.

    Raises:
        Refusal: the account only looks, or is bound to another region.

    """
    sight.acts()
    sight.people_of(batch.about["scope"] or batch.about["region"] or sight.house.workspace.region)


def _batch(sight: Sight, name: str) -> Batch:
    known = {batch.name: batch for batch in sight.house.workspace.batches()}
    return known[find(known.values(), name)]


def mend(batch: Name, sight: Hand, only_bad: Annotated[bool, Form()] = False) -> Response:
    """Return the sender's own list with what is wrong beside each row, to be mended and sent back."""
    found = _batch(sight, batch)
    reach(sight, found)
    name = f"perbaikan-{found.name[:8]}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        mending.write(sight.house.workspace, found.name, file, only_bad=only_bad, by=sight.person)
        content = file.read_bytes()
    return download(content, name, XLSX)


def download(content: bytes, name: str, kind: str) -> Response:
    """Return a file that a browser saves and keeps no other copy of; its name is ours."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


def foresee(batch: Name, sight: Looks, desk: AtDesk) -> answer.Page:
    """Return what withdrawing a batch would reverse, restore and leave, with the form that does it."""
    found = _batch(sight, batch)
    reach(sight, found)
    effect, key = desk.foresee(found.name)
    return show("withdraw", sight, desk, batch=found, effect=effect, key=key, busy=effect is None)


def withdraw(batch: Name, sight: Hand, desk: AtDesk, key: Annotated[str, Form(max_length=64)] = "") -> Response:
    """Withdraw a batch as it was foreseen."""
    found = _batch(sight, batch)
    reach(sight, found)
    if found.name not in withdrawn(sight.house.workspace):
        desk.withdraw(found.name, key, sight.person)
    return RedirectResponse(f"/files/{found.name}", status_code=303)


def readmit(batch: Name, sight: Hand, desk: AtDesk) -> Response:
    """Let a withdrawn batch count again."""
    found = _batch(sight, batch)
    reach(sight, found)
    if found.name in withdrawn(sight.house.workspace):
        desk.readmit(found.name, sight.person)
    return RedirectResponse(f"/files/{found.name}", status_code=303)
