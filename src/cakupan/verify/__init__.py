"""Statements verified: a text's figures, the relations that must hold between them, and a verdict of each.

    text → numbers, dates, places → figures with a measure → relations → verdicts → the corrected sentence

Grammar and arithmetic alone; nothing is kept and nothing is asked of anybody.
"""

from cakupan.verify.reading import read
from cakupan.verify.shapes import Cause, Figure, Reading, Relation, Remark

__all__ = ["Cause", "Figure", "Reading", "Relation", "Remark", "read"]
