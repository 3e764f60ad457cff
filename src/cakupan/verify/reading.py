"""From a text to its figures, the relations between them, and what is to be said of each."""

from __future__ import annotations

from datetime import date

from cakupan.verify.shapes import Reading


def read(text: str, *, lang: str | None = None, published: date | None = None, home: str = "") -> Reading:
    """Read a text: every figure, every relation that must hold, with its verdict.

    Args:
        text: as it was published; Indonesian or English.
        lang: id or en; without it the text itself tells.
        published: the day on which it appeared; completes dates without a year.
        home: code of the office's region, which decides between regions of one name.

    """
    del home
    return Reading(text, lang or "id", published)
