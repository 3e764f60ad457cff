"""Files that come in: chosen and described, tried, understood otherwise, taken in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Annotated

from fastapi import Depends, Form, Request
from fastapi import Path as InPath
from starlette.responses import RedirectResponse, Response

from cakupan import codes, findings, recipes, steps, templates, wording
from cakupan.findings import Refusal, message
from cakupan.intake import Said
from cakupan.schema import KINDS
from cakupan.sources import SheetMapping
from cakupan.web import answer
from cakupan.web.desk import Desk, Seen
from cakupan.web.posted import Hand, see_origin, see_token
from cakupan.web.shelf import Waiting
from cakupan.web.sight import Looks, Sight
from cakupan.web.uploads import receive
from cakupan.web.views.files import AtDesk, Complaint, alike, show
from cakupan.workspace import region_code

Name = Annotated[str, InPath(pattern=r"^[0-9a-f]{32}$")]
_PEOPLE = ("workers", "members")
_DATED = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
#: Names of sheets that are told of those that are laid out alike.
_FEW = 4
_COMPLETE = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheets with the same headings, as somebody may say what each heading is."""

    key: str
    names: str
    sheet: SheetMapping
    understood: bool
    columns: tuple[tuple[int, str, str], ...]


async def _fields(request: Request) -> dict[str, str]:
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(_fields)]


def new(sight: Looks, desk: AtDesk) -> answer.Page:
    """Return the page on which files are chosen."""
    sight.acts()
    usual = Said("workers", region="" if sight.region == sight.house.workspace.region else sight.region)
    return show(
        "new", sight, desk, mine=desk.shelf.of(sight.person), most=desk.shelf.largest >> 20, said=usual,
        lists=_lists(sight),
    )  # fmt: skip


async def upload(request: Request, sight: Looks, desk: AtDesk) -> Response:
    """Put files on the shelf, and go on to the first."""
    see_origin(request)
    sight.acts()
    done = await receive(request, desk.shelf, sight.person, partial(see_token, sight), partial(_said, sight))
    return _to(done[0].name)


def _to(name: str) -> Response:
    return RedirectResponse(f"/files/waiting/{name}", status_code=303)


def _said(sight: Sight, fields: Mapping[str, str], called: str) -> Said:
    """Return what a form says of a file; what does not go with its kind is left out.

    Raises:
        Refusal: there is no such kind, date or region, or the region lies outside that of the person.

    """
    told = {key: fields.get(key, "").strip() for key in ("kind", "group", "region", "segment", "payer")}
    kind = told["kind"]
    if kind and kind not in KINDS:
        raise Refusal("no_kind", kind=kind, known=", ".join(KINDS))
    home = sight.house.workspace.region
    region = region_code(told["region"]) if told["region"] else "" if sight.region == home else sight.region
    sight.people_of(region or home)
    people = kind in _PEOPLE
    return Said(
        kind=kind, position=_position(fields.get("position", ""), kind, called), region=region,
        group=told["group"] if people else "", segment=told["segment"] if people else "",
        payer=told["payer"] if people else "", complete=_COMPLETE.get(fields.get("complete", "")) if people else None,
        invented=fields.get("invented") == "yes", called=called,
    )  # fmt: skip


def _position(text: str, kind: str, called: str) -> date | None:
    """Return the date for which rows are true: as said, as in the name of the file, or the end of the last month."""
    if text:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise Refusal("bad_date", text=text) from error
    if kind not in _PEOPLE:
        return None
    for found in _DATED.finditer(called):
        year, month, day = map(int, found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return datetime.now(UTC).date().replace(day=1) - timedelta(days=1)


def _lists(sight: Sight) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen: kinds, groups, payers and segments with their words."""
    own = sight.house.workspace.folder
    told = {
        name: sorted(((c, e["name"][sight.lang]) for c, e in codes.read(name, own).items()), key=lambda one: one[1])
        for name in ("groups", "payers", "segments")
    }
    return {"kinds": [(kind, wording.label("kind", kind, sight.lang)) for kind in KINDS], **told}


def look(name: Name, sight: Looks, desk: AtDesk) -> Response:
    """Return a file that waits as it would be read, with what can be done about it."""
    if became := desk.shelf.became(name, sight.person):
        return RedirectResponse(f"/files/{became}", status_code=303)
    waiting = desk.shelf.find(name, sight.person)
    if waiting.decided:
        batch = desk.finish(waiting)
        return _after(sight, desk, batch) if batch else _page(sight, desk, waiting, None)
    return _page(sight, desk, waiting, desk.see(waiting))


def _page(sight: Sight, desk: Desk, waiting: Waiting, seen: Seen | None) -> answer.Page:
    stops = _stops(sight, seen, waiting)
    return show(
        "waiting", sight, desk, busy=seen is None, waiting=waiting, seen=seen, stops=stops, lists=_lists(sight),
        said=waiting.said, found=_complaints(sight, seen), layouts=_layouts(seen), names=_field_names(seen),
        others=[one for one in desk.shelf.of(sight.person) if one.name != waiting.name],
    )  # fmt: skip


def _stops(sight: Sight, seen: Seen | None, waiting: Waiting) -> str:
    """Return the sentence of what stands in the way of taking a file in, or empty text."""
    if seen is None:
        return ""
    if seen.refusal:
        return message(seen.refusal[0], sight.lang, **seen.refusal[1])
    try:
        _see_region(sight, seen, waiting)
    except Refusal as refusal:
        return message(refusal.code, sight.lang, **refusal.words)
    return ""


def _see_region(sight: Sight, seen: Seen | None, waiting: Waiting) -> None:
    """See that the people of a file live where this person may list people.

    Raises:
        Refusal: they do not.

    """
    sight.people_of(waiting.region or (seen.region if seen else "") or sight.house.workspace.region)


def _complaints(sight: Sight, seen: Seen | None) -> list[Complaint]:
    order = [findings.ERROR, findings.WARNING, findings.NOTE]
    found = [
        Complaint(code, findings.codes()[code].severity, n, message(code, sight.lang, detail="…"))
        for code, n in (seen.findings.items() if seen else ())
    ]
    return sorted(found, key=lambda row: (order.index(row.severity), -row.n, row.code))


def _layouts(seen: Seen | None) -> list[Layout]:
    """Return the ways in which sheets are laid out, those that were understood first."""
    if seen is None:
        return []
    told = []
    for sheets, understood in ((seen.sheets, True), (seen.guessed, False)):
        for names, sheet in alike([sheet for sheet in sheets if sheet.header_row]):
            columns = tuple(
                (at, text.strip(), sheet.fields.get(text.strip(), ""))
                for at, text in enumerate(sheet.headings)
                if text.strip()
            )
            key = steps.digest(str(sheet.header_row), *sheet.headings)[:12]
            told.append(Layout(key, _few(list(filter(None, names))), sheet, understood, columns))
    return told


def _few(names: list[str]) -> str:
    """Return the first names of many, and how many more there are."""
    return ", ".join(names[:_FEW]) + (f" … (+{len(names) - _FEW})" if len(names) > _FEW else "")


def _field_names(seen: Seen | None) -> list[tuple[str, str]]:
    """Return the fields that a heading can be, as the forms to fill call them."""
    if seen is None or seen.kind not in KINDS:
        return []
    words = {column["field"]: column["heading"] for column in templates.form(seen.kind).columns}
    known = [(name, f"{words[name]} ({name})" if name in words else name) for name in recipes.fields(seen.kind)]
    return sorted(known, key=lambda one: (one[0] not in words, one[1].lower()))


def say(name: Name, sight: Hand, desk: AtDesk, fields: Fields) -> Response:
    """Try a file again with something else said of it."""
    sight.acts()
    waiting = desk.shelf.find(name, sight.person)
    if not waiting.decided:
        desk.again(waiting, _said(sight, fields, waiting.said.called))
    return _to(name)


def choose(name: Name, sight: Hand, desk: AtDesk, fields: Fields) -> Response:
    """Keep which heading is which field as the office's recipe, and try again."""
    sight.acts()
    waiting = desk.shelf.find(name, sight.person)
    seen = desk.see(waiting)
    chosen = next((one for one in _layouts(seen) if one.key == fields.get("layout")), None)
    if chosen is None or waiting.decided:
        raise Refusal("upload_changed")
    told = {heading: field for at, heading, _ in chosen.columns if (field := fields.get(f"column-{at}", ""))}
    desk.choose(waiting, chosen.sheet, told)
    desk.again(waiting)
    return _to(name)


def take(name: Name, sight: Hand, desk: AtDesk, key: Annotated[str, Form(max_length=64)] = "") -> Response:
    """Take a file in as it was shown, and go on to the next that waits."""
    sight.acts()
    if became := desk.shelf.became(name, sight.person):
        return RedirectResponse(f"/files/{became}", status_code=303)
    waiting = desk.shelf.find(name, sight.person)
    if not waiting.decided:
        seen = desk.see(waiting)
        _see_region(sight, seen, waiting)
    batch = desk.take(waiting, key, sight.person)
    return _after(sight, desk, batch) if batch else _to(name)


def _after(sight: Sight, desk: Desk, batch: str) -> Response:
    """Go on to the next file that waits for this person, or to the batch."""
    mine = desk.shelf.of(sight.person)
    return _to(mine[0].name) if mine else RedirectResponse(f"/files/{batch}", status_code=303)


def drop(name: Name, sight: Hand, desk: AtDesk) -> Response:
    """Let go of a file that waits."""
    waiting = desk.shelf.find(name, sight.person)
    if not waiting.decided:
        desk.shelf.drop(waiting)
    return RedirectResponse("/files", status_code=303)
