"""Percentages by what stands around them: of a target, of members, what was before."""

from __future__ import annotations

from cakupan.verify.lexicon import pattern
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.topics.around import MOOT, after, before, said_of, take

_WHOLE = 100
#: Measures of a percentage that words easily mistake for a coverage.
_NO_COVERAGE = ("uncovered_share", "growth_percent", "gap_points", "attainment", "share")
#: What a fraction in words is, by what its sentence speaks of.
_FRACTIONS = {"active": "coverage", "uncovered": "uncovered_share"}
#: Units of what are no people.
_THINGS = ("employers", "villages", "cases")


def percentage(statement: Statement, draft: Draft) -> None:
    """Tell a coverage, what was one before, and how much of a target was reached, by the words around a percentage."""
    if draft.unit != "percent" or draft.size > _WHOLE:
        return
    led, then = before(statement, draft), after(statement, draft)
    if draft.measure in ("coverage", "target", "share", "other") and (
        pattern("topics", "of_target_before").search(led) or pattern("topics", "of_target_behind").match(then)
    ):
        take(draft, "attainment")
    elif (draft.measure in ("growth_percent", "other") and pattern("topics", "former").search(led)) or (
        draft.measure in _NO_COVERAGE and pattern("topics", "coverage_named").search(led)
    ):
        take(draft, "coverage")
    elif draft.measure == "other" and draft.scores.get("other", 0.0) <= MOOT:
        sentence = statement.sentences[draft.sentence]
        said = said_of(statement.low[sentence.start : sentence.end]) if draft.printed.spelt else ""
        if pattern("topics", "protected").match(then) or said in _FRACTIONS:
            take(draft, _FRACTIONS.get(said, "coverage"))


def whole_of_target(draft: Draft) -> None:
    """Take that of which a percentage is demanded for all workers: "dipatok 53 persen dari 1.312.370 pekerja"."""
    whole = draft.of
    if (
        whole
        and draft.unit == "percent"
        and draft.measure in ("target", "coverage")
        and whole.measure == "target_workers"
    ):
        take(whole, "eligible")


def share(statement: Statement, draft: Draft) -> None:
    """Take a percentage of members, of claims or of villages for a share, as that of workers alone is a coverage."""
    if draft.unit != "percent" or draft.measure not in ("coverage", "reach", "other"):
        return
    whole = draft.of or (draft.same.of if draft.same else None)
    beside = draft.same
    counted = (
        (whole is not None and (whole.measure == "active" or whole.unit in _THINGS))
        or (beside is not None and beside.unit in (*_THINGS, "rupiah"))
        or pattern("topics", "share_of").match(after(statement, draft))
    )
    if counted:
        take(draft, "share")
