"""Following up uncovered workers: what was said of each, village by village, and what is left to do.

uncovered of a build ─┐
                      ├─► lists of a village, counts of a region
said (ledger) ────────┘   each names a row, so that it stays true of the person after the next build
"""

from __future__ import annotations

from cakupan.followups.lists import Place, Worker, export, moment, places, workers
from cakupan.tracking import CLOSED, JOINED, LEFT, STEPS, UNDER_WAY, Book, Change, Said, Status, remark, say, statuses

__all__ = [
    "CLOSED", "JOINED", "LEFT", "STEPS", "UNDER_WAY", "Book", "Change", "Place", "Said", "Status", "Worker", "export",
    "moment", "places", "remark", "say", "statuses", "workers",
]  # fmt: skip
