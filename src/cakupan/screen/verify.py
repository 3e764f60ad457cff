"""A text that was verified: what does not hold first, then what cannot be told and what holds, then its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.verify import Figure, Reading, Relation

#: The signs of a verdict, which stand beside its word.
SIGNS = {True: "✓", False: "✗", None: "·"}
_WORDS = {False: "fails", None: "unsure", True: "holds"}


def verified(reading: Reading, pictures: Sequence[int], lang: str) -> None:
    """Print the verdicts of a text and its figures; `pictures` are the pages that were not read."""
    if pictures:
        say(_word("pictures", lang).format(pages=", ".join(map(str, pictures))))
    if not reading.figures:
        say(_word("nothing", lang))
    else:
        counts = {word: sum(one.holds is holds for one in reading.relations) for holds, word in _WORDS.items()}
        say(_word("sum", lang).format(figures=len(reading.figures), **counts))
    for remark in reading.remarks:
        say(remark.text[lang])
    for holds in _WORDS:
        _verdicts(reading, [one for one in reading.relations if one.holds is holds], holds, lang)
    if reading.figures:
        _figures(reading, lang)


def _verdicts(reading: Reading, relations: Iterable[Relation], holds: bool | None, lang: str) -> None:
    """Print the relations of one verdict, with what would be right where they do not hold."""
    for number, one in enumerate(relations):
        if number == 0:
            say()
            say(f"{SIGNS[holds]} {_word(_WORDS[holds], lang)}")
        printed = ", ".join(reading.figures[at].text for at in one.figures)
        say(f"  {wording.label('verify_kinds', one.kind, lang)} ({printed}): {one.text[lang]}")
        for cause in one.causes:
            say(f"    {_word('cause', lang).format(text=cause.text[lang])}")
        if one.suggestion:
            say(f"    {_word('suggestion', lang).format(text=one.suggestion)}")
        if one.receipt and not holds:
            say(f"    {_word('receipt', lang).format(receipt=one.receipt)}")


def _figures(reading: Reading, lang: str) -> None:
    from cakupan.verify.named import titles

    places = titles(reading.figures)
    heads = [_word(f"head_{code}", lang) for code in ("figure", "measure", "about", "date")]
    made = table(heads, title=_word("figures", lang))
    for number, figure in enumerate(reading.figures):
        sign = SIGNS[reading.verdict(number)]
        measure = wording.label("verify_measures", figure.measure, lang)
        about = " ".join(filter(None, (places.get(figure.region, ""), figure.segment, figure.group)))
        made.add_row(f"{sign} {_printed(figure, reading.lang)}", measure, about, _day(figure, lang))
    show(made)


def _printed(figure: Figure, lang: str) -> str:
    """Return a figure as the text has it, its unit in the language of the text."""
    unit = wording.label("marks", figure.unit, lang) if figure.unit in ("percent", "points") else ""
    return f"{figure.text} {unit}".strip()


def _day(figure: Figure, lang: str) -> str:
    return wording.day(figure.date, lang) if figure.date else ""


def _word(code: str, lang: str) -> str:
    return wording.label("verify", code, lang)
