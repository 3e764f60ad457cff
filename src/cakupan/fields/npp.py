"""Nomor Pendaftaran Perusahaan: the employer's registration number."""

from __future__ import annotations

from cakupan.fields.number_of import FIELD

__all__ = ["FIELD"]
