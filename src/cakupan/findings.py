"""Complaints as rows: what a finding is, and the list of codes with their words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

ERROR, WARNING, NOTE = "error", "warning", "note"
#: How grave a finding can be, the gravest first.
SEVERITIES = (ERROR, WARNING, NOTE)
_NIK = re.compile(r"(?<!\d)(\d{6})\d{10}(?!\d)")
#: Letters without a blank that are shown of a word; no name of a file, a table or a code is longer.
_LONGEST = 120


class Refusal(Exception):  # noqa: N818 - it is the answer, not a fault
    """What the user asked cannot be done; the text is one sentence with the mend, without personal data."""

    def __init__(self, code: str, /, **words: object) -> None:
        """Take a code of `refusals.toml` or `findings.toml` and the words that its message needs; a tuple is lines."""
        self.code = code
        self.words = {key: _told(word) for key, word in words.items()}
        super().__init__(message(code, "en", **self.words))


def _told(word: object) -> object:
    if isinstance(word, tuple):
        return "\n".join(_shown(str(line)) for line in word)
    return _shown(word) if isinstance(word, str) else word


def _shown(word: str) -> str:
    """Return what was said to a command as it may stand in one sentence: one line, printable, and nobody's NIK."""
    printable = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in word)
    short = (part if len(part) <= _LONGEST else f"{part[:_LONGEST]}…" for part in printable.split())
    return _NIK.sub(r"\1**********", " ".join(short))


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of complaint: how grave it is, and its message and mend in two languages."""

    code: str
    severity: str
    text: dict[str, str]


@cache
def codes() -> dict[str, Code]:
    """Return every code of `findings.toml` (of data) and `refusals.toml` (of commands) by its name."""
    raw: dict[str, dict[str, str]] = {}
    for name in ("findings.toml", "refusals.toml"):
        raw |= tomllib.loads((resources.files("cakupan") / name).read_text("utf-8"))
    return {name: Code(name, entry["severity"], {"id": entry["id"], "en": entry["en"]}) for name, entry in raw.items()}


def message(code: str, lang: str = "id", /, **words: object) -> str:
    """Return the sentence of a code in one language, with its words filled in; missing words stay visible."""
    return codes()[code].text[lang].format_map(_Visible(words))


class _Visible(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
