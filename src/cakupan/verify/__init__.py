"""Statements verified: a text's figures, the relations that must hold between them, and a verdict of each.

    text → numbers, dates, places → figures with a measure → relations → verdicts → the corrected sentence

Grammar and arithmetic alone; nothing is kept and nothing is asked of anybody.
"""

from typing import Any

from cakupan.verify.reading import read
from cakupan.verify.shapes import Cause, Figure, Reading, Relation, Remark

__all__ = ["Cause", "Figure", "Reading", "Relation", "Remark", "in_office", "read"]


def __getattr__(name: str) -> Any:
    """Return what holds a reading against an office, which needs an engine, when somebody asks for it."""
    if name != "in_office":
        raise AttributeError(name)
    from cakupan.verify.against import in_office

    return in_office
