"""The words of the texts that are read: of each file of words, and made into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

_PIECE = re.compile(r"<([A-Z_]+)>")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the words of a file of this package."""
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8"))


@cache
def listed(name: str, *keys: str) -> frozenset[str]:
    """Return the words of one list of a file, or of a table of lists."""
    told = lexicon(name)
    for key in keys:
        told = told[key]
    return frozenset(told if isinstance(told, list) else (word for words in told.values() for word in words))


@cache
def pattern(name: str, which: str) -> re.Pattern[str]:
    """Return a pattern of a file's `[patterns]`: one, or a list of which any may stand."""
    told = lexicon(name)["patterns"][which]
    return compiled(name, told if isinstance(told, str) else "|".join(told))


def compiled(name: str, text: str, more: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Return a pattern with the pieces that it names, as in <YEAR>, in their places.

    Args:
        name: the file in which the pieces are.
        text: the pattern.
        more: pieces beside those of the file.

    """
    pieces = {**lexicon(name).get("pieces", {}), **(more or {})}
    while _PIECE.search(text):
        text = _PIECE.sub(lambda found: str(pieces[found[1].lower()]), text)
    return re.compile(text)


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
