"""What a reform changes, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, sentence
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.whatif import Difference, Promised

_NUMBERS = ("base", "reform", "difference", "persons", "winners", "losers", "unknown")


def comparison(found: Sequence[Difference], lang: str) -> None:
    """Print what a reform changes, cell by cell: both sums, the difference, who owes or is promised more or less."""
    _compared(lang, "whatif", [(_cell_of(one), one) for one in found])
    promised = [
        ((*_cell_of(one), wording.label("law_events", part.kind, lang)), part) for one in found for part in one.benefits
    ]
    if promised:
        say(wording.label("whatif_benefit", "title", lang))
        _compared(lang, "whatif_benefit", promised)


def _cell_of(one: Difference) -> tuple[str, str]:
    return one.region_name, " ".join(filter(None, (one.segment, one.group, one.programme)))


def _compared(lang: str, words: str, rows: Iterable[tuple[Sequence[str], Difference | Promised]]) -> None:
    """Print one table of a comparison: whose, both sums, the difference, how many persons."""
    heads = [sentence(lang, code) for code in ("head_region", "head_part")]
    heads += [wording.label(words, "kind", lang)] if words == "whatif_benefit" else []
    made = table(heads, [wording.label(words, code, lang) for code in _NUMBERS])
    for cell, one in rows:
        money = (wording.rupiah(amount, lang) for amount in (one.base, one.reform, one.difference))
        counts = (wording.count(n, lang) for n in (one.persons, one.winners, one.losers, one.unknown))
        made.add_row(*cell, *money, *counts)
    show(made)
