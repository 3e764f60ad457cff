"""What may be seen of a person: masks, here and nowhere else."""

from __future__ import annotations

#: SQL for a masked NIK: the region part stays, the birth date and the serial do not.
NIK_MASK = "case when nik is null then '' else substr(nik, 1, 6) || '**********' end"


def nik_sql(unmasked: bool) -> str:
    """Return the SELECT expression for a NIK as this reader may see it."""
    return "coalesce(nik, '')" if unmasked else NIK_MASK
