"""What was paid against what came in, and deaths against those that a life table expects; each with an interval."""

from __future__ import annotations

from cakupan.experience.deaths import DURATIONS, Deaths, Rate, deaths
from cakupan.experience.money import BY, Asked, Money, Ratio, money
from cakupan.experience.workbook import write

__all__ = ["BY", "DURATIONS", "Asked", "Deaths", "Money", "Rate", "Ratio", "deaths", "money", "write"]
