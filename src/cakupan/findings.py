"""Complaints as rows: what a finding is, and the list of codes with their words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

ERROR, WARNING, NOTE = "error", "warning", "note"
#: How grave a finding can be, the gravest first.
SEVERITIES = (ERROR, WARNING, NOTE)


class Refusal(Exception):  # noqa: N818 - it is the answer, not a fault
    """What the user asked cannot be done; the text is one sentence with the mend, without personal data."""

    def __init__(self, code: str, /, **words: object) -> None:
        """Take a code of `refusals.toml` or `findings.toml` and the words that its message needs."""
        self.code = code
        self.words = words
        super().__init__(message(code, "en", **words))


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
