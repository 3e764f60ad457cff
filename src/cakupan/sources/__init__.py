"""Reading lists as offices send them: workbooks, text, pages, JSON, Parquet, tables; every row is accounted for."""

from __future__ import annotations

from cakupan.sources.delivered import delivered
from cakupan.sources.delivery import Delivery, Receipt, SheetMapping
from cakupan.sources.reading import propose, read
from cakupan.sources.recipe import remember

__all__ = ["Delivery", "Receipt", "SheetMapping", "delivered", "propose", "read", "remember"]
