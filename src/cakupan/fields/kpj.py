"""Kartu Peserta Jamsostek: the member's card number."""

from __future__ import annotations

from cakupan.fields.number_of import FIELD

__all__ = ["FIELD"]
