"""Yes or no, as people tick it; "belum ada" and "tidak ada" are a no here, not an empty cell."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_YES = frozenset(
    (
        "YA", "Y", "YES", "SUDAH", "SDH", "ADA", "SUDAHADA", "SELESAI", "DITERAPKAN", "DILAKSANAKAN", "TERLAKSANA",
        "BERLAKU", "V", "1", "TRUE", "DONE", "APPLIED", "WAJIB", "MENSYARATKAN",
    )
)  # fmt: skip
_NO = frozenset(
    (
        "TIDAK", "TDK", "T", "N", "NO", "BELUM", "BLM", "BELUMADA", "TIDAKADA", "TDKADA", "BELUMSELESAI",
        "BELUMDITERAPKAN", "TIDAKDITERAPKAN", "BELUMDILAKSANAKAN", "BELUMBERLAKU", "TIDAKBERLAKU", "0", "FALSE",
        "NOTAPPLIED", "OPEN",
    )
)  # fmt: skip
_TICKS = frozenset("√✓✔☑")


def _odd(text: str, _setting: Setting) -> Reading:
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    if bare in _NO:
        return Reading(False)
    if bare in _YES or text.strip() in _TICKS:
        return Reading(True)
    return EMPTY if is_nothing(text) else Reading(None, "yes_no_unknown")


FIELD = Field("BOOLEAN", never, _odd, ("yes_no_unknown",))
