"""Benefits that nobody claimed: families and members who are owed one, and scholarships that were not drawn."""

from __future__ import annotations

from cakupan.unclaimed.cases import SECTIONS, Asked, Case, Scholarship, Unclaimed, find
from cakupan.unclaimed.papers import papers
from cakupan.unclaimed.workbook import write

__all__ = ["SECTIONS", "Asked", "Case", "Scholarship", "Unclaimed", "find", "papers", "write"]
