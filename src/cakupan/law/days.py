"""Terms of the law in days: Saturdays, Sundays and the holidays that an office has written down are no working days.

An office lists national holidays in its own `law/holidays.txt`, one ISO date a line; what follows `#` is a remark.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cakupan.findings import Refusal

HOLIDAYS = "holidays.txt"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days count as working days.

    Attributes:
        holidays: days off besides Saturdays and Sundays.

    """

    holidays: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Say whether a day is a working day."""
        return day.weekday() < 5 and day not in self.holidays

    def moved(self, day: date, step: int) -> date:
        """Return a day itself if it is a working day, else the next one (step 1) or the one before (step -1)."""
        while not self.works(day):
            day += step * _DAY
        return day

    def after(self, day: date, n: int, unit: str) -> date:
        """Return the last day of a term of `n` days or working days that begins after a day."""
        if unit != "working days":
            return day + n * _DAY
        while n:
            day += _DAY
            n -= self.works(day)
        return day


def calendar(own: Path | None = None) -> Calendar:
    """Return the calendar with the holidays that an office keeps in its own `law/` folder.

    Raises:
        Refusal: a line is no date.

    """
    path = own / HOLIDAYS if own else None
    if path is None or not path.is_file():
        return Calendar()
    told = (line.partition("#")[0].strip() for line in path.read_text("utf-8-sig", "replace").splitlines())
    return Calendar(frozenset(_date(text) for text in told if text))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal("law_holiday", file=HOLIDAYS, text=text) from error


def in_month(month: date, months: int, day: int) -> date:
    """Return a day of the month that lies so many months after another; its last day where it is shorter."""
    number = month.year * 12 + month.month - 1 + months
    year, at = divmod(number, 12)
    return date(year, at + 1, min(day, monthrange(year, at + 1)[1]))


def months_late(due: date, paid: date, *, part: bool) -> int:
    """Return the months from a due day to the day of payment; a part of a month counts as one if `part`."""
    if paid <= due:
        return 0
    whole = (paid.year - due.year) * 12 + paid.month - due.month
    if in_month(due, whole, due.day) > paid:
        whole -= 1
    return whole + (part and in_month(due, whole, due.day) < paid)
