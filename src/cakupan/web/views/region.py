"""The dashboard of one region: all that the coverage report says, with every number a door to where it comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import cache, partial
from typing import Annotated, Any, Literal

from anyio import CapacityLimiter, to_thread
from fastapi import Path as InPath
from fastapi import Query
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from cakupan import charts, reports
from cakupan.drafting import Draft, draft
from cakupan.findings import ERROR, Refusal
from cakupan.reports.asking import Ground
from cakupan.reports.coverage.drawings import course, tiles
from cakupan.reports.coverage.facts import Facts
from cakupan.reports.coverage.grids import shown
from cakupan.reports.coverage.page import contents, pictures
from cakupan.reports.coverage.words import Speaker
from cakupan.reports.pages import NARROW, WIDE
from cakupan.reports.terms import kind
from cakupan.reports.voice import titled
from cakupan.results import Answers, Question
from cakupan.results.shapes import LEVELS, Result, level_of
from cakupan.web import answer
from cakupan.web.board import Board, gather
from cakupan.web.drawn import falls, line, map_of
from cakupan.web.links import Links, why
from cakupan.web.plain import Plain
from cakupan.web.sight import Looks, Sight

Code = Annotated[
    str, InPath(pattern=r"^(ID|\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?)$", description="Kode Kemendagri, atau ID.")
]
At = Annotated[date | None, Query(description="Tanggal; bawaan: tanggal data terakhir.")]
Picture = Literal["trend", "flow", "segments", "groups", "regions"]
Form = Literal["svg", "png", "csv", "json"]
#: Findings are shown at once where rows are lost or many are concerned, and no more than these.
_MANY, _SHOWN = 50, 6
Document = Literal["pdf", "docx", "xlsx", "html"]
Name = Annotated[str, InPath(pattern=r"^[a-z]{1,20}$", description="Nama laporan.")]
#: Measures of which a region page has sentences to quote.
_QUOTED = ("coverage", "gap_points", "growth")
_TYPES = {
    "svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8", "json": "application/json",
    "pdf": "application/pdf", "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def home(sight: Looks) -> Response:
    """Go to the region of the person who asks."""
    return RedirectResponse(f"/region/{sight.region}", status_code=303)


async def show(code: Code, sight: Looks, at: At = None) -> answer.Page:
    """Return the dashboard of a region."""
    return await to_thread.run_sync(_show, code, sight, at, limiter=None if at else _turns())


@cache
def _turns() -> CapacityLimiter:
    """Return what lets pages of kept answers be made one after the other: two at once would be slower than that."""
    return CapacityLimiter(1)


def _show(code: str, sight: Sight, at: date | None) -> answer.Page:
    answers = sight.house.answers()
    key = f"board {code} {sight.lang} {at or ''}"
    board = sight.house.once(answers, key, lambda: _board(answers, code, sight, at))
    return answer.page("region", sight, board=board, **around(answers, code))


def around(answers: Answers, code: str) -> dict[str, Any]:
    """Return what the page of a region says around its dashboard."""
    invented = any(batch["invented"] for batch in answers.batches())
    return {"title": answers.region_title(code), "invented": invented, "build": answers.build}


def _board(answers: Answers, code: str, sight: Sight, at: date | None) -> Markup:
    """Return the dashboard of a region, the same for all who look at it in a language."""
    board = gather(answers, code, at)
    told = contents_of(answers, board, Speaker(board.facts, sight.lang), at)
    quality = sight.house.once(answers, f"quality {sight.lang}", lambda: answer.part("quality", sight, **told))
    drafts = [*_drafts(answers, board.facts, sight.lang)]
    quotes = answer.part("quotes", sight, drafts=drafts, why=why, plain=Plain(answers, sight.lang))
    return answer.part("board", sight, **told, quality=quality, quotes=quotes)


def _drafts(answers: Answers, facts: Facts, lang: str) -> Iterable[Draft]:
    """Yield the sentences about a region that may be quoted, as far as there are numbers of enough people."""
    for measure in _QUOTED:
        with suppress(Refusal):
            yield draft(answers, Question(measure, region=facts.region, at=facts.at, basis=facts.headline.basis), lang)


def contents_of(answers: Answers, board: Board, speak: Speaker, at: date | None) -> dict[str, Any]:
    """Return all that the page of a region shows."""
    facts = speak.facts
    points, placed = course(speak), tiles(speak)
    goal = facts.goal()
    told = contents(speak)
    return {
        **told,
        "speak": speak,
        "facts": facts,
        "t": speak.t,
        "cell": speak.cell,
        "signed": speak.signed,
        "number": speak.count,
        "said": speak.said,
        "measure_name": speak.measure_name,
        "definition_name": speak.definition_name,
        "kind_text": lambda result: speak.kind_label(kind(result)),
        "shown": partial(shown, lang=speak.lang),
        "links": Links(facts, at),
        "documents": _documents(speak.lang),
        "above": list(_above(answers, facts.region)),
        "rank": board.rank,
        "line": line(points, goal.value if goal else None, speak.lang) if points else None,
        "map": map_of(placed, speak.lang) if len(placed) > 1 else None,
        "pictures": [key for key, make in pictures(speak).items() if make],
        "level": level_of(facts.region),
        "gravest": [found for found in told["findings"] if found["severity"] == ERROR or found["n"] >= _MANY][:_SHOWN],
        "steps": falls(speak) if facts.flow else None,
    }


def _above(answers: Answers, code: str) -> Iterable[tuple[str, str]]:
    """Yield the regions that hold this one, the largest first, as far as the office has numbers of them."""
    parts = code.split(".") if code != LEVELS[0] and code != "ID" else []
    for n in range(len(parts)):
        region = ".".join(parts[:n]) or "ID"
        if answers.home in ("ID", region) or region.startswith(answers.home + "."):
            yield region, answers.region_title(region)


def picture(code: Code, picture: Picture, form: Form, sight: Looks, at: At = None, narrow: bool = False) -> Response:
    """Return one picture of a dashboard as a file: drawn (svg, png), its numbers (csv), or its grammar (json)."""
    speak = Speaker(gather(sight.house.answers(), code, at).facts, sight.lang)
    make = pictures(speak)[picture]
    if make is None:
        raise Refusal("no_picture", picture=picture)
    drawn = _drawn(speak, picture, form, NARROW if narrow else WIDE)
    return _file(drawn, _TYPES[form], f"{picture}-{code}-{speak.facts.at.isoformat()}.{form}")


def report(code: Code, name: Name, form: Document, sight: Looks, at: At = None) -> Response:
    """Return a report of a region as a file; every number in it is known to `why` from then on."""
    if name not in reports.of_region():
        raise Refusal("report_unknown", report=name, reports=", ".join(reports.of_region()))
    answers = sight.house.answers()
    facts = reports.gather(name, answers, region=code, at=at)
    content = reports.render(name, facts, f".{form}", sight.lang)
    answers.issue_all(facts.results())
    day = facts.at if isinstance(facts, Ground) else facts.headline.moment
    return _file(content, _TYPES[form], f"{name}-{code}-{day.isoformat()}.{form}")


def _documents(lang: str) -> list[tuple[str, str, list[str]]]:
    """Return the reports of a region: name, title, and the endings of their files."""
    return [
        (name, titled(name, lang), [form.removeprefix(".") for form in reports.formats(name)])
        for name in reports.of_region()
    ]


def _file(content: bytes | str, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def _drawn(speak: Speaker, picture: str, form: str, width: int) -> str | bytes:
    if form == "csv":
        return _table(speak.facts, picture)
    make = pictures(speak)[picture]
    assert make is not None
    spec = make(width)
    if form == "json":
        import json

        return json.dumps(spec)
    return charts.png(spec) if form == "png" else charts.svg(spec)


def _table(facts: Facts, picture: str) -> str:
    """Return the numbers of a picture as CSV, in machine form."""
    rows = [result.machine() for result in _numbers(facts, picture)]
    keys = [key for key in rows[0] if not isinstance(rows[0][key], list | dict)] if rows else []
    out = io.StringIO()
    writer = csv.DictWriter(out, keys, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _numbers(facts: Facts, picture: str) -> list[Result]:
    if picture == "trend":
        return facts.trend
    if picture == "flow":
        told = facts.flow
        return [told.opening, *(result for result, _ in told.changes), told.closing] if told else []
    parts = {"segments": facts.segments, "groups": facts.groups, "regions": facts.regions}[picture]
    return [result for part in parts for result in part.numbers.values()]


def find(sight: Looks, q: Annotated[str, Query(max_length=80)] = "") -> Response:
    """Go to the region of a name or code; where several bear it, let the person choose."""
    answers = sight.house.answers()
    found = answers.find_regions(q) if q.strip() else []
    if len(found) == 1:
        return RedirectResponse(f"/region/{found[0][0]}", status_code=303)
    return answer.page("find", sight, q=q, found=found, level_of=level_of)
