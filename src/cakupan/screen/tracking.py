"""What became of a list of cases that came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say

if TYPE_CHECKING:
    from cakupan.tracking import Fate


def fates(judged: Sequence[Fate], lang: str) -> None:
    """Print how many lines were taken, and why others were refused."""
    n = Counter(one.fate for one in judged)
    counts = {fate: wording.count(n[fate], lang) for fate in ("taken", "unchanged", "refused")}
    say(wording.label("tracking", "read_head", lang).format_map(counts))
    for one in judged:
        if one.fate == "refused":
            why = wording.label("tracking_fate", one.why, lang)
            say(wording.label("tracking", "read_line", lang).format(row=one.row_no, why=why))
