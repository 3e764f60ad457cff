"""Lines and sentences, on the screen and on the error channel."""

from __future__ import annotations

import sys

from cakupan import wording


def say(text: str = "") -> None:
    """Print a line."""
    print(text)  # noqa: T201 - this is the screen


def complain(text: str) -> None:
    """Print a line on the error channel."""
    print(f"cakupan: {text}", file=sys.stderr)  # noqa: T201 - this is the screen


def notice(text: str) -> None:
    """Print a remark on the error channel, where it does not get into data."""
    print(text, file=sys.stderr)  # noqa: T201 - this is the screen


def told(lang: str, code: str, /, **words: object) -> None:
    """Print one sentence of the catalogue with its words."""
    say(sentence(lang, code, **words))


def sentence(lang: str, code: str, /, **words: object) -> str:
    """Return one sentence of the catalogue with its words."""
    return wording.label("screen", code, lang).format_map(words)
