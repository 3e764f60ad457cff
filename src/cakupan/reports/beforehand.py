"""What dashboard and reports of one page ask of a region, asked of all regions of a build before anybody wants them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.reports.brief import facts as brief
from cakupan.reports.coverage import facts as coverage
from cakupan.reports.sheet import facts as sheet
from cakupan.results import Answers, Question, kept
from cakupan.results.ask import own_files

Tell = Callable[[str, int], None]


def keep(answers: Answers, tell: Tell | None = None) -> Path:
    """Ask one region of each level what is asked of all, and keep the answers for all regions.

    What a level asked is kept before the next one asks, which then waits for what is new alone.

    Raises:
        Refusal: nothing is known of the office's own region; the disk refuses.

    """
    at = answers.latest()
    code: str | None = answers.home
    with kept.keeping(answers, kept.mark(own_files(answers.workspace)), tell) as made:
        before, answers.kept = answers.kept, made
        while code:
            found = _gather(answers, code, at)
            made.take(answers.questions())
            code = _below(found) if found else None
            made.show(code or "")
    answers.kept = before
    return answers.folder / kept.FILE


def _gather(answers: Answers, code: str, at: date) -> coverage.Facts | None:
    """Ask what a dashboard and the reports ask of a region; None where nothing is known of it."""
    try:
        answers.ask(Question("rank", region=code, at=at))
        found = coverage.gather(answers, region=code, at=at)
        brief.gather(answers, region=code, at=at)
        sheet.gather(answers, region=code, at=at)
    except Refusal:
        return None
    return found


def _below(found: coverage.Facts) -> str | None:
    """Return the first region below of which coverage is known."""
    return next((part.code for part in found.regions if part.coverage and "+" not in part.code), None)
