"""What may be seen of a person: masks, here and nowhere else."""

from __future__ import annotations

from datetime import date

#: Fields of a row that tell nobody who it is; all others, and what no field is known for, are shown by leave alone.
PLAIN = frozenset(
    (
        "province", "regency", "district", "village", "region", "bps", "segment", "occupation", "group", "sex",
        "payer", "since", "until", "paid_through", "programmes", "risk", "status",
    )
)  # fmt: skip

#: SQL for a masked NIK: the region part stays, the birth date and the serial do not.
NIK_MASK = "case when nik is null then '' else substr(nik, 1, 6) || '**********' end"


def nik_sql(unmasked: bool) -> str:
    """Return the SELECT expression for a NIK as this reader may see it."""
    return "coalesce(nik, '')" if unmasked else NIK_MASK


def nik(number: str | None, unmasked: bool) -> str:
    """Return a NIK, or what is left of one, as this reader may see it: the region part stays."""
    told = number or ""
    return told if unmasked or not told else f"{told[:6]}{'*' * (len(told) - 6)}"


def name(text: str, unmasked: bool) -> str:
    """Return a name as this reader may see it: the first letter of each word, and how long the word is."""
    return text if unmasked else " ".join(word[:1] + "*" * (len(word) - 1) for word in text.split(" "))


def birth(day: date | None, unmasked: bool) -> str:
    """Return a birth date as this reader may see it: the year stays."""
    if day is None:
        return ""
    return day.isoformat() if unmasked else f"{day.year}-**-**"
