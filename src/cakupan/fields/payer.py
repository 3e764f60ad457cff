"""Who pays the contributions, by the spellings of payers.toml; what is none of them is kept by its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cakupan.fields._codes import bare
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

#: Words that say nothing of who pays: "Dana APBD TA 2026" is APBD.
_AROUND = re.compile(r"\b(?:DANA|SUMBER|DARI|OLEH|TA|TH|THN|TAHUN|ANGGARAN|MURNI|PERUBAHAN|20\d\d)\b")
#: Longest text that is kept of a payer who is none that is known.
_MOST = 60


def _odd(text: str, setting: Setting) -> Reading:
    word = bare(text)[:_MOST].strip()
    if is_nothing(text) or not word:
        return EMPTY
    code = _known(word, {bare(key): code for key, code in setting.words.get("payers", {}).items()})
    return Reading(code) if code else Reading(word, "payer_unknown", re.sub(r"\d{5,}", "…", word))


def _known(word: str, words: Mapping[str, str]) -> str:
    """Return the one payer that a text names; empty text where it names none, or several."""
    core = bare(_AROUND.sub(" ", word))
    if code := words.get(word) or words.get(core):
        return code
    inside = [key for key in words if f" {key} " in f" {word} " and not _begins(key, words)]
    longest = [key for key in inside if not any(key != other and f" {key} " in f" {other} " for other in inside)]
    found = {words[key] for key in longest}
    return found.pop() if len(found) == 1 else ""


def _begins(key: str, words: Mapping[str, str]) -> bool:
    """Say whether a spelling begins a longer one of another payer, so that more words may change what it means."""
    return any(other.startswith(f"{key} ") and words[other] != words[key] for other in words)


FIELD = Field("VARCHAR", never, _odd, ("payer_unknown",))
