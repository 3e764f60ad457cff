"""Benefits that nobody claimed: how many and how much, by village; nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, told
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.unclaimed import Unclaimed

#: Lines of a table that are printed; the workbook has all.
_MOST_LINES = 20


def unclaimed(found: Unclaimed, file: str, lang: str) -> None:
    """Print how many are owed a benefit, how much by law, and what needs a look first."""
    say(_say("head", lang, region=found.region[1], moment=wording.day(found.moment, lang)))
    counts = found.counts()
    if not found.recorded:
        say(_say("no_register", lang))
    for name in ("families", "injured", "check", "scholarships", "claimed", "refused"):
        if counts[name] or name in ("families", "claimed"):
            say(_say(f"line_{name}", lang, n=wording.count(counts[name], lang), **_money(found, lang)))
    villages = found.villages()
    if villages:
        made = table([_say("village", lang)], [_say("n_families", lang), _say("amount", lang)])
        for place, n, amount in villages[:_MOST_LINES]:
            made.add_row(", ".join(filter(None, reversed(place))), wording.count(n, lang), wording.rupiah(amount, lang))
        show(made)
    if len(villages) > _MOST_LINES:
        told(lang, "lines_more", n=len(villages) - _MOST_LINES)
    say(_say("deadline_text", lang, months=found.limit[0], cite=found.limit[1]))
    say(_say("kindly", lang))
    if file:
        told(lang, "report", file=file)


def _money(found: Unclaimed, lang: str) -> dict[str, str]:
    amounts = {
        "owed": found.owed,
        "least": sum(one.least for one in found.scholarships),
        "most": sum(one.most for one in found.scholarships),
    }
    return {name: wording.rupiah(amount, lang) for name, amount in amounts.items()}


def _say(code: str, lang: str, **words: object) -> str:
    return wording.label("unclaimed", code, lang).format_map(words)
