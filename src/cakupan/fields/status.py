"""Whether the sender calls a member active; what was paid weighs more."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_YES = frozenset(("A", "AKTIF", "YA", "Y", "1", "ACTIVE", "TERDAFTAR"))
_NO = frozenset(
    ("N", "T", "NA", "NONAKTIF", "TIDAKAKTIF", "TDKAKTIF", "KELUAR", "0", "INACTIVE", "BERHENTI", "TIDAK", "NON")
)


def _odd(text: str, _setting: Setting) -> Reading:
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    if bare in _YES or bare in _NO:
        return Reading(bare in _YES)
    return EMPTY if is_nothing(text) else Reading(None, "status_unknown")


FIELD = Field("BOOLEAN", never, _odd, ("status_unknown",))
