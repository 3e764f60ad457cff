"""Which figures of a text must agree, and whether they do.

A figure that follows from others (a percentage, a gap, a growth, a total) is held against every way in which it may
follow from those around it. If one way holds, it holds. It is wrong only if the figures of the likeliest way are bound
together by what they measure and of what they are true, and nothing else in the text explains it.
"""

from cakupan.verify.relations.found import Found
from cakupan.verify.relations.judged import Verdict, related

__all__ = ["Found", "Verdict", "related"]
