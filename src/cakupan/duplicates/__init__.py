"""Whoever is listed or paid for more than once: inside one list, on the lists of several groups, by several payers."""

from __future__ import annotations

from cakupan.duplicates.cases import SECTIONS, Asked, Case, Duplicates, Row, Sum, find
from cakupan.duplicates.workbook import write

__all__ = ["SECTIONS", "Asked", "Case", "Duplicates", "Row", "Sum", "find", "write"]
