"""What dashboard and reports of one page ask of a region, asked of all regions of a build before anybody wants them."""

from __future__ import annotations

from collections.abc import Callable
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

    Raises:
        Refusal: nothing is known of the office's own region; the disk refuses.

    """
    at = answers.latest()
    code: str | None = answers.home
    while code:
        try:
            answers.ask(Question("rank", region=code, at=at))
            found = coverage.gather(answers, region=code, at=at)
            brief.gather(answers, region=code, at=at)
            sheet.gather(answers, region=code, at=at)
        except Refusal:
            break
        code = _below(found)
    return kept.keep(answers, answers.questions(), kept.mark(own_files(answers.workspace)), tell)


def _below(found: coverage.Facts) -> str | None:
    """Return the first region below of which coverage is known."""
    return next((part.code for part in found.regions if part.coverage and "+" not in part.code), None)
