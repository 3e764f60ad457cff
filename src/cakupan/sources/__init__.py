"""Reading lists as offices send them: workbooks, text, pages, JSON, Parquet, tables; every row is accounted for."""

from __future__ import annotations

from cakupan.sources.delivered import delivered
from cakupan.sources.delivery import Delivery, Origin, Receipt, SheetMapping
from cakupan.sources.header import Header
from cakupan.sources.marks import ADDED, SUMMARY, Mark, Returned
from cakupan.sources.mended import look, sheets
from cakupan.sources.reading import guess, propose, read
from cakupan.sources.recipe import Recipe, recipes, remember
from cakupan.sources.sheet import Sheet
from cakupan.sources.tables import choose

__all__ = [
    "ADDED", "SUMMARY", "Delivery", "Header", "Mark", "Origin", "Receipt", "Recipe", "Returned", "Sheet",
    "SheetMapping", "choose", "delivered", "guess", "look", "propose", "read", "recipes", "remember", "sheets",
]  # fmt: skip
