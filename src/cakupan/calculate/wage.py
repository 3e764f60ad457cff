"""The monthly wage that contributions are taken of, where a worker is not paid by the month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cakupan import wording
from cakupan.findings import Refusal
from cakupan.law import Law

#: How a wage is told, and the value of the law that makes it a monthly one.
DAILY, PIECE, SEASONAL = "daily", "piece", "seasonal"
_VALUES = {DAILY: "pu.days_month", PIECE: "pu.piece_months", SEASONAL: "pu.seasonal_months"}


@dataclass(frozen=True, slots=True)
class MonthlyWage:
    """A monthly wage and the sentence that says how it came about, by language."""

    amount: int
    text: dict[str, str]


def monthly(book: Law, how: str, amounts: Sequence[int], month: date) -> MonthlyWage:
    """Return the monthly wage of a worker paid by the day or by the piece, in whole rupiah (halves up).

    Args:
        book: the law.
        how: DAILY (one amount a day), PIECE or SEASONAL (one amount for each of the last months).
        amounts: rupiah.
        month: any day of the contribution month.

    Raises:
        Refusal: a negative amount; too few or too many months; a month before the law.

    """
    entry = book.value(_VALUES[how], month)
    if entry is None:
        raise Refusal("law_before", day=month.isoformat())
    if min(amounts, default=0) < 0:
        raise Refusal("law_wage_negative")
    if len(amounts) != (wanted := 1 if how == DAILY else entry.value):
        raise Refusal("law_wage_months", option=f"--{how}", n=len(amounts), wanted=wanted, cite=entry.cite)
    total = sum(amounts)
    amount = total * entry.value if how == DAILY else (2 * total + entry.value) // (2 * entry.value)
    text = {
        lang: wording.label("law_wages", how, lang).format(
            wage=wording.rupiah(amount, lang), total=wording.rupiah(total, lang), n=entry.value, cite=entry.cite
        )
        for lang in wording.LANGS
    }
    return MonthlyWage(amount, text)
