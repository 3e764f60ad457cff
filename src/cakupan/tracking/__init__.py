"""What was said of cases that people follow: a status and a remark, row by row, in the ledger.

One way for all of them: the uncovered, cover that is about to end, benefits that nobody claimed. A case is named by a
row of a delivered list, so that it stays true of the person after the next build.
"""

from __future__ import annotations

from cakupan.tracking.returned import MARK, Fate, marked, read, shown
from cakupan.tracking.said import Book, Change, Said, nothing, remark, say
from cakupan.tracking.statuses import (
    CLAIM,
    CLOSED,
    JOINED,
    LEFT,
    RENEWAL,
    SCHOLARSHIP,
    STEPS,
    UNCOVERED,
    UNDER_WAY,
    Status,
    Topic,
    statuses,
)

__all__ = [
    "CLAIM", "CLOSED", "JOINED", "LEFT", "MARK", "RENEWAL", "SCHOLARSHIP", "STEPS", "UNCOVERED", "UNDER_WAY", "Book",
    "Change", "Fate", "Said", "Status", "Topic", "marked", "nothing", "read", "remark", "say", "shown", "statuses",
]  # fmt: skip
