"""Sector of a business, as far as the law of contributions asks for it: labour-intensive or transport."""

from __future__ import annotations

from cakupan.fields._shape import Field, Reading, Setting, never

_SPELLED = {
    "PADAT KARYA": "labour-intensive", "LABOUR-INTENSIVE": "labour-intensive", "LABOR INTENSIVE": "labour-intensive",
    "TRANSPORT": "transport", "ANGKUTAN": "transport", "OJEK": "transport",
}  # fmt: skip


def _odd(text: str, _setting: Setting) -> Reading:
    told = text.upper()
    return Reading(next((sector for word, sector in _SPELLED.items() if word in told), None))


FIELD = Field("VARCHAR", never, _odd)
