"""Why there is no number to draft sentences about: which of the things that were asked stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result

#: Measures that are held against a target.
_AIMED = ("target", "gap_points", "gap_workers", "pace")
#: What may be asked of a part, a basis or a day alone: without it there is a number or none.
_NARROWED: Mapping[str, str] = {
    "basis": "draft_basis",
    "group": "draft_part",
    "segment": "draft_part",
    "at": "draft_day",
}


def why(answers: Answers, question: Question, lang: str) -> Refusal:
    """Return what is said of a question without an answer, the nearest cause first.

    Raises:
        Refusal: the build holds nothing at all.

    """
    name = answers.measure_text(question.measure)["name"][lang]
    region = answers.asked(question).region
    told = {"measure": name, "region": answers.region_title(region)}
    now = question.at or answers.latest(region)
    if question.since and question.since >= now:
        return Refusal("draft_since", since=question.since.isoformat(), now=now.isoformat())
    cause = _narrowed(answers, question) or _aimed(answers, question) or _alone(answers, question)
    return Refusal(cause[0], **told, **cause[1]) if cause else Refusal("draft_nothing", **told)


def _narrowed(answers: Answers, question: Question) -> tuple[str, dict[str, str]] | None:
    """Return which single word of the question leaves it without a number."""
    for key, code in _NARROWED.items():
        asked = getattr(question, key)
        wide: dict[str, Any] = {key: None if key == "at" else ""}
        wider = _asked(answers, replace(question, **wide)) if asked else []
        if wider:
            return code, {"asked": str(asked), "there": wider[0].basis, "day": wider[0].moment.isoformat()}
    return None


def _aimed(answers: Answers, question: Question) -> tuple[str, dict[str, str]] | None:
    """Return that there is no target, or that its day has passed."""
    if question.measure not in _AIMED:
        return None
    gap = _asked(answers, replace(question, measure="gap_workers")) or _asked(
        answers, replace(question, measure="gap_points")
    )
    if not gap or not gap[0].target:
        return "draft_no_target", {}
    due, now = gap[0].target.due, gap[0].moment
    return ("draft_target_late", {"due": due.isoformat(), "now": now.isoformat()}) if due <= now else None


def _alone(answers: Answers, question: Question) -> tuple[str, dict[str, str]] | None:
    """Return that a region stands beside no other with which it may be ranked."""
    known = question.measure == "rank" and _asked(answers, replace(question, measure="coverage"))
    return ("draft_alone", {}) if known else None


def _asked(answers: Answers, question: Question) -> list[Result]:
    """Return the numbers that answer a question; none where it cannot be asked."""
    try:
        return [one for one in answers.ask(question) if one.value is not None]
    except Refusal:
        return []
