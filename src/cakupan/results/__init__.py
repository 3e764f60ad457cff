"""One question in, measured numbers out: roll-up, preference among bases and rounding happen here and only here."""

from cakupan.results.ask import Answers
from cakupan.results.shapes import Aim, Question, Result

__all__ = ["Aim", "Answers", "Question", "Result"]
