"""Cover that is about to end: who, why, what the family loses by it, what would keep it, and when funds come and go."""

from __future__ import annotations

from cakupan.renewals.cases import CAUSES, Asked, Case, Renewals, Sum, find
from cakupan.renewals.seasons import Month, Season, chart, season
from cakupan.renewals.workbook import write

__all__ = ["CAUSES", "Asked", "Case", "Month", "Renewals", "Season", "Sum", "chart", "find", "season", "write"]
