"""Commitments with owner and due date, overdue first; regulations and agreements with when they end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import Form, Query
from fastapi import Path as InPath
from starlette.responses import RedirectResponse, Response

from cakupan import codes, commitments, followups
from cakupan.batches import wib
from cakupan.commitments import Made
from cakupan.findings import Refusal
from cakupan.reports.coverage import record
from cakupan.reports.coverage.record import DONE
from cakupan.web import answer
from cakupan.web.posted import Hand
from cakupan.web.sight import Looks, Sight

#: Days before its end from which an instrument is called out.
WARNED = 90
_Text = Annotated[str, Form(max_length=400)]


def show(sight: Looks, done: Annotated[str, Query(pattern="^(made|kept|)$")] = "") -> answer.Page:
    """Return what was promised in the person's region, and what regulates it."""
    sight.through("commitments")
    answers = sight.house.answers()
    today, region = _today(), sight.people_of("")
    found = commitments.promises(answers, region, today)
    return answer.page(
        "promises", sight, here="/commitments", rows=[one for one in found if one.state != DONE],
        kept=[one for one in found if one.state == DONE], today=today, region=region,
        instruments=sorted(record.instruments(answers, region), key=lambda one: (one.until or date.max, one.title)),
        name=lambda listed, code: _name(sight, listed, code), title=answers.region_title, done=done, warned=WARNED,
        choices={listed: _choices(sight, listed) for listed in ("activities", "groups")},
    )  # fmt: skip


def _today() -> date:
    return wib(datetime.now(UTC).isoformat())


def _choices(sight: Sight, listed: str) -> list[tuple[str, str]]:
    known = codes.read(listed, sight.house.workspace.folder)
    return sorted(((code, entry["name"][sight.lang]) for code, entry in known.items()), key=lambda one: one[1])


def _name(sight: Sight, listed: str, code: str) -> str:
    entry: dict[str, Any] | None = codes.read(listed, sight.house.workspace.folder).get(code)
    return str(entry["name"][sight.lang]) if entry else code


def add(
    sight: Hand,
    commitment: _Text,
    partner: _Text,
    day: Annotated[date, Form()],
    activity: _Text = "MEETING",
    where: _Text = "",
    owner: _Text = "",
    due: Annotated[str, Form(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = "",
    group: _Text = "",
) -> Response:
    """Take a new commitment in."""
    sight.through("commitments")
    answers = sight.house.answers()
    region = sight.people_of(answers.region_code(where.strip()) if where.strip() else "")
    told = Made(
        region, day, activity, followups.remark(partner), followups.remark(commitment), followups.remark(owner),
        _day(due), group,
    )  # fmt: skip
    commitments.promise(sight.house.workspace, told, _today(), by=sight.person)
    sight.house.changed()
    return RedirectResponse("/commitments?done=made", status_code=303)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("no_day", day=text) from None


def done(number: Annotated[int, InPath(ge=1)], sight: Hand) -> Response:
    """Write down that a commitment was kept."""
    sight.through("commitments")
    answers = sight.house.answers()
    mine = commitments.promises(answers, sight.people_of(""), _today())
    if number not in (one.activity.record for one in mine):
        raise Refusal("promise_unknown")
    commitments.keep(answers, number, _today(), by=sight.person)
    sight.house.changed()
    return RedirectResponse("/commitments?done=kept", status_code=303)
