"""The page that explains how linking decides, with the weights as shipped and one pair worked out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from cakupan.link import recipe as recipes
from cakupan.link.likeness import PRIOR
from cakupan.link.pairing import _SHARE
from cakupan.link.recipe import LEVELS
from cakupan.review import calibration

_TEXT = Path(__file__).parent / "linking.md"
#: The pair that the page works out, in an office of so many units, of whose pairs so many are of one place.
_PAIR = {"name": "near", "birth": "same", "region": "village", "sex": "same"}
_UNITS, _VILLAGES = 700_000, 331
_MEANS = {
    "name": {
        "same_three": "the same words, three or more", "same_two": "the same two words",
        "same_one": "the same one word",
        "within_two": "two words or more of the one are all of the other", "within_one": "one word is all of the other",
        "near": "Jaro-Winkler 0.95 or more", "close": "Jaro-Winkler 0.9 or more, or one slip",
        "some": "Jaro-Winkler 0.84 or more, or a word in common", "else": "nothing of that",
    },
    "birth": {
        "same": "the same day", "turned": "day and month turned round",
        "first_day": "the same year, one is the first of a month",
        "one_year": "a year apart, day and month the same", "two_parts": "two of day, month and year the same",
        "else": "nothing of that",
    },
    "region": {
        "village": "the same village", "district": "the same kecamatan", "regency": "the same kabupaten",
        "province": "the same province", "else": "other provinces",
    },
    "sex": {"same": "the same", "else": "another"},
    "nik": {
        "stem": "the first fifteen digits the same", "one_slip": "a slip apart", "two_slips": "two slips apart",
        "else": "further apart",
    },
}  # fmt: skip


def weights() -> Iterator[tuple[str, str, float, float, float]]:
    """Yield comparison, level, how often it is met in one person and in two, and the bits that it weighs."""
    recipe = recipes.shipped()
    for name, levels in LEVELS.items():
        for level in (*levels, "else"):
            m, u = recipe.chances[name][level]
            yield name, level, m, u, math.log2(m / u)


def worked(levels: Mapping[str, str], units: int, shares: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return what each part of the evidence of a pair weighs in an office, in bits; their sum is the evidence.

    Args:
        levels: by comparison the level of the pair; a comparison for which one side tells nothing is left out.
        units: how many there are in the office.
        shares: by level of region, the share of pairs of this office that are of that level.

    """
    told = {(name, level): (m, u) for name, level, m, u, _ in weights()}
    parts = [("a pair taken at random", math.log2(_SHARE / units / (1 - _SHARE / units)))]
    for name, level in levels.items():
        m, u = told[name, level]
        parts.append((f"{name}: {_MEANS[name][level]}", math.log2(m / (shares[level] if name == "region" else u))))
    return parts


def chance(parts: list[tuple[str, float]]) -> float:
    """Return the probability that so much evidence makes."""
    return 1 / (1 + 2 ** -sum(bits for _, bits in parts))


def page() -> Iterator[str]:
    """Print the page."""
    recipe = recipes.shipped()
    told = {"accept": f"{recipe.accept / 10_000:g}", "show": f"{recipe.show / 10_000:g}", "prior": f"{PRIOR:g}"}
    hidden, shown = calibration.unseen()
    told["unseen"] = f"as shipped, {hidden:,} to {shown:,}"
    about = {key: f"{recipe.about[key]:,}" for key in ("workers", "members")}
    text = _TEXT.read_text("utf-8")
    parts = {"weights": "".join(_table()), "worked": "".join(_worked()), "measured": "".join(_measured())}
    for key, words in (told | about | parts).items():
        text = text.replace(f"{{{key}}}", words)
    yield text


def _table() -> Iterator[str]:
    yield "| compared | level | in one person | in two | bits |\n| --- | --- | ---: | ---: | ---: |\n"
    for name, level, m, u, bits in weights():
        yield f"| {name} | `{level}`: {_MEANS[name][level]} | {m:.4g} | {u:.4g} | {bits:+.1f} |\n"


def _worked() -> Iterator[str]:
    yield "| evidence | bits |\n| --- | ---: |\n"
    parts = worked(_PAIR, _UNITS, {"village": 1 / _VILLAGES})
    for what, bits in parts:
        yield f"| {what} | {bits:+.2f} |\n"
    yield f"| **sum** | **{sum(bits for _, bits in parts):+.2f}** |\n"
    share = chance(parts)
    rivalled = share / (1 + share)
    yield f"\nThat is a probability of {share:.4%}. With one rival as likely it is {rivalled:.2%} for each.\n"


def _measured() -> Iterator[str]:
    yield "| family | pairs | of one person |\n| --- | ---: | ---: |\n"
    for family in calibration.FAMILIES:
        cells = [pair for (name, _), pair in calibration.shipped().items() if name == family]
        same, n = (sum(part) for part in zip(*cells, strict=True))
        if n:
            yield f"| {family} | {n:,} | {same / n:.1%} |\n"
