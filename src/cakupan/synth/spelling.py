"""How the same word of a name is spelled by others: listed ways (Moh. for Muhammad) and rules (oe for u)."""

from __future__ import annotations

from functools import cache

from cakupan.synth.words import numbers, page

#: Ways kept of each word; a power of two, so that a throw chooses by its last bits.
WAYS = 4
_SHORTEST = 3


@cache
def variants() -> tuple[tuple[int, str], ...]:
    """Return (place, other spelling) of the words that have any, on the places number * WAYS + turn."""
    found = ((number, others(word)) for word, number in numbers().items())
    return tuple(
        (number * WAYS + turn, ways[(number + turn) % len(ways)])
        for number, ways in found
        for turn in range(WAYS if ways else 0)
    )


def others(word: str) -> list[str]:
    """Return the other spellings of a word in capitals, listed ones alone where there are any."""
    listed = page()["spelling"]["words"].get(word)
    if listed:
        return [str(way) for way in listed]
    found = [_by_rule(word, old, new) for old, new in page()["spelling"]["rules"]]
    return sorted({way for way in found if way != word and len(way) >= _SHORTEST})


def _by_rule(word: str, old: str, new: str) -> str:
    """Apply one rule once: ^ ties it to the beginning of the word, $ to its end."""
    if old.startswith("^"):
        return new + word[len(old) - 1 :] if word.startswith(old[1:]) else word
    if old.endswith("$"):
        return word[: 1 - len(old)] + new if word.endswith(old[:-1]) else word
    return word.replace(old, new, 1)
