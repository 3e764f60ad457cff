"""Whether a regulation or an agreement is there, by the spellings of stages.toml; "belum ada" is an answer here."""

from __future__ import annotations

from dataclasses import replace

from cakupan.fields._codes import bare, coded
from cakupan.fields._shape import Reading, Setting

_CODED = coded("stages", "stage_unknown")
_NONE = frozenset(("TIDAK ADA", "TDK ADA", "BELUM ADA", "BLM ADA"))


def _odd(text: str, setting: Setting) -> Reading:
    return Reading("ABSENT") if bare(text) in _NONE else _CODED.odd(text, setting)


FIELD = replace(_CODED, odd=_odd)
