"""Where a number comes from: formula, numbers behind it, files with their rows, rules and SELECT."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from cakupan import proof
from cakupan.findings import Refusal
from cakupan.proof import Proof
from cakupan.reports.terms import definitions, measures
from cakupan.results import Question, Result
from cakupan.web import answer, links
from cakupan.web.plain import Plain
from cakupan.web.sight import Looks

_WORD = Query(max_length=60)


def _asked(
    measure: Annotated[str, _WORD] = "",
    region: Annotated[str, _WORD] = "",
    segment: Annotated[str, _WORD] = "",
    group: Annotated[str, _WORD] = "",
    programme: Annotated[str, _WORD] = "",
    at: date | None = None,
    since: date | None = None,
    basis: Annotated[str, _WORD] = "",
    counting: Annotated[str, _WORD] = "persons",
    place: Annotated[str, _WORD] = "residence",
) -> Question:
    """Return the question that an address asks."""
    return Question(
        measure, region=region, segment=segment, group=group, at=at, since=since,
        basis=basis, counting=counting, place=place, programme=programme,
    )  # fmt: skip


def show(
    sight: Looks,
    question: Annotated[Question, Depends(_asked)],
    definition: Annotated[str, _WORD] = "",
    source: Annotated[str, Query(max_length=300)] = "",
    receipt: Annotated[str, Query(max_length=16)] = "",
) -> answer.Page:
    """Return the proof of a number, by its receipt or by what it measures."""
    answers = sight.house.answers()
    if receipt:
        found = proof.of_receipt(sight.house.workspace, receipt)
    else:
        result = _meant(answers.ask(question), definition, source)
        answers.issue(question, [result])
        found = proof.prove(answers, question, result)
    told = list(_every(found))
    return answer.page(
        "why", sight, proof=found, plain=Plain(answers, sight.lang), why=links.why,
        measures=measures(answers, told), definitions=definitions(answers, told),
    )  # fmt: skip


def _meant(found: list[Result], definition: str, source: str) -> Result:
    """Return the one number that an address means.

    Raises:
        Refusal: there is none.

    """
    for result in found:
        if definition in ("", result.definition) and source in ("", result.source):
            return result
    raise Refusal("no_number_here")


def _every(found: Proof) -> list[Result]:
    return [found.result, *(result for part in found.parts for result in _every(part))]
