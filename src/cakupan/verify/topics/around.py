"""What stands around a figure, and what a line says that figures are of."""

from __future__ import annotations

import re
from functools import cache

from cakupan.verify.lexicon import either, lexicon
from cakupan.verify.statement import Draft, Statement

#: Measures of people that words easily confuse, and those that nothing was told of.
OPEN = ("eligible", "other")
#: Letters around a figure in which words say of what it is.
NEAR = 80
#: Words as plain as this say that a figure counts something else; that a count is what they say.
MOOT, PLAIN = 1.0, 3.0


def take(draft: Draft, measure: str, unit: str = "") -> None:
    """Give a figure a measure, and a unit where that goes with it."""
    draft.unit = unit or draft.unit
    draft.settle(measure, 1.0)


def before(statement: Statement, draft: Draft) -> str:
    """Return what stands before a figure in its sentence."""
    return statement.low[max(statement.sentences[draft.sentence].start, draft.start - NEAR) : draft.start]


def after(statement: Statement, draft: Draft) -> str:
    """Return what stands behind a figure in its sentence."""
    end = statement.sentences[draft.sentence].end
    return statement.low[draft.printed.end : min(end, draft.printed.end + NEAR)]


@cache
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (one["measure"], re.compile(rf"\b(?:{either(one['words'])})\b")) for one in lexicon("topics")["heading"]
    )


def said_of(text: str) -> str:
    """Return the measure that words are of."""
    return next((measure for measure, words in _headings() if words.search(text)), "")
