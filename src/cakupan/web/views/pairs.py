"""Pairs that may be one person: one at a time with the evidence, and what was decided before."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Query
from fastapi import Path as InPath
from starlette.responses import RedirectResponse, Response

from cakupan import codes, disclosure, followups, review, wording
from cakupan.batches import wib
from cakupan.findings import Refusal
from cakupan.review import Pair, evidence, verdicts
from cakupan.web import answer, grants
from cakupan.web.posted import Hand
from cakupan.web.sight import Looks, Sight
from cakupan.workspace import Workspace

SHOWN = 50
_ID = r"^[0-9a-f]{4,10}$"
PairId = Annotated[str, InPath(pattern=_ID)]
At = Annotated[str, Query(pattern=r"^([0-9a-f]{4,10})?$")]
Leave = Annotated[str, Query(max_length=80)]


def show(sight: Looks, at: At = "", names: Leave = "", done: Annotated[int, Query(ge=0)] = 0) -> answer.Page:
    """Return the pair asked, or the most valuable of those that nobody has decided about."""
    sight.through("review")
    pairs = _open(sight)
    place = next((n for n, pair in enumerate(pairs) if pair.id == at), 0)
    pair = pairs[place] if pairs else None
    named = grants.granted(sight, sight.region, names)
    after = pairs[(place + 1) % len(pairs)].id if len(pairs) > 1 else ""
    return answer.page(
        "pair", sight, here="/review", pair=pair, n=len(pairs), place=place, after=after, names=names, named=named,
        done=done, evidence=evidence, review=review, disclosure=disclosure, say=wording.label, groups=_groups(sight),
    )  # fmt: skip


def _groups(sight: Sight) -> dict[str, str]:
    known = codes.read("groups", sight.house.workspace.folder)
    return {code: entry["name"][sight.lang] for code, entry in known.items()}


def _open(sight: Sight) -> list[Pair]:
    """Return the pairs in the person's region that are still to be decided, the most valuable first."""
    decided = verdicts.standing(sight.house.workspace)
    asked = "" if sight.region == sight.house.workspace.region else sight.region
    return [one for one in sight.house.pairs(asked) if frozenset((one.left.record, one.right.record)) not in decided]


def decide(
    pair: PairId,
    sight: Hand,
    verdict: Annotated[str, Form(pattern="^(same|apart)$")],
    why: Annotated[str, Form(max_length=400)] = "",
    after: Annotated[str, Form(pattern=r"^([0-9a-f]{4,10})?$")] = "",
    names: Leave = "",
) -> Response:
    """Write down what a person decided of a pair, and go on to the next."""
    sight.through("review")
    one = next((known for known in _open(sight) if known.id == pair), None)
    if one is None:
        raise Refusal("review_no_pair", pair=pair)
    told = [str(one.left.record), str(one.right.record)]
    made = review.decide(sight.house.workspace, verdict, told, by=sight.person, why=followups.remark(why), build=False)
    sight.house.changed()
    return _to("/review", at=after, names=names, done=made.events[0] if made.events else 0)


def names(sight: Hand, at: At = "") -> Response:
    """Give leave to see names for a while, note it, and go back to the pair."""
    sight.through("review")
    return _to("/review", at=at, names=grants.grant(sight, sight.region, "review"))


def decisions(
    sight: Looks, page: Annotated[int, Query(ge=1, le=100_000)] = 1, done: Annotated[int, Query(ge=0)] = 0
) -> answer.Page:
    """Return what was decided, the newest first, with what became of it."""
    sight.through("review")
    found = review.decisions(sight.house.workspace)[::-1]
    if sight.region != sight.house.workspace.region:
        found = [one for one in found if one.by == sight.person]
    pages = max(-(-len(found) // SHOWN), 1)
    page = min(page, pages)
    return answer.page(
        "decisions", sight, here="/review", rows=found[(page - 1) * SHOWN : page * SHOWN], n=len(found), page=page,
        pages=pages, first=(page - 1) * SHOWN, say=wording.label, wib=wib, done=done,
    )  # fmt: skip


def undo(number: Annotated[int, InPath(ge=1)], sight: Hand, why: Annotated[str, Form(max_length=400)] = "") -> Response:
    """Take a decision back; who is bound to a region only his own."""
    sight.through("review")
    office = sight.house.workspace
    if sight.region != office.region and _decided_by(office, number) != sight.person:
        raise Refusal("not_your_region", region=sight.region)
    review.take_back(office, number, by=sight.person, why=followups.remark(why), build=False)
    sight.house.changed()
    return _to("/review/decisions", done=number)


def _decided_by(office: Workspace, number: int) -> str:
    return next((str(event.content.get("by", "")) for event in verdicts.events(office) if event.number == number), "")


def _to(path: str, **words: object) -> Response:
    from urllib.parse import urlencode

    told = {key: value for key, value in words.items() if value}
    return RedirectResponse(f"{path}?{urlencode(told)}" if told else path, status_code=303)
