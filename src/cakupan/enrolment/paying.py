"""Paid and active: what payment lists, a stated receipt and the roster say of those whom the branch accepted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cakupan import wording
from cakupan.enrolment import cases
from cakupan.enrolment.cases import Done, Steps
from cakupan.enrolment.history import PAYMENT, SEEN
from cakupan.enrolment.rows import listing
from cakupan.enrolment.shapes import ACCEPTED, ACTIVE, PAID, Case, Terms
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.workspace import Workspace

#: Who was seen in the roster once and is protected no more, as findings.toml calls it.
LAPSED = "enrol_lapsed"
_PAYABLE = (ACCEPTED, PAID, ACTIVE)
_PAID_MONTHS = """
    select a.record, m.since
    from ({rows}) as a
    join person p on p.record = a.record
    join paid y on y.person = p.person
    join calendar m on m.since >= y.since and m.since < y.until
    where y.amount > 0 and y.segment in ('{segment}', 'X') and m.since >= {since} and m.since < {until}
    group by a.record, m.since
    order by m.since, a.record
"""
_PROTECTED = """
    select a.record, min(c.since)
    from ({rows}) as a
    join person p on p.record = a.record
    join cover c on c.person = p.person
    where c.segment = '{segment}' and c.since <= {day} and {day} < c.until
    group by a.record
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A stated receipt: its number, the months that it pays for, whose, and its amount; None where it is not said."""

    number: str
    since: date | None = None
    until: date | None = None
    only: Sequence[int] = ()
    amount: int | None = None


def pay(office: Workspace, called: str, receipt: Receipt, *, by: str = "") -> Done:
    """Write down that months were paid for those whom the branch accepted, by a receipt.

    Raises:
        Refusal: no number of a receipt is said, a month is none of the case, nobody is accepted, one of those named is
            not, or the amount is not what these persons and months cost.

    """
    number = cases.remark(receipt.number)
    if not number:
        raise Refusal("enrol_no_receipt")
    seen = {"same": 0}

    def told(case: Case, _: dict[int, Case]) -> Steps:
        months = _months(case.terms, receipt)
        entries = cases.chosen(case, receipt.only) if receipt.only else list(case.of(*_PAYABLE))
        early = [entry.no for entry in entries if entry.state not in _PAYABLE]
        if early:
            raise Refusal("enrol_not_accepted", numbers=cases.some(early))
        if not entries:
            raise Refusal("enrol_nobody_accepted", case=case.number)
        owing = [entry.record for entry in entries if set(months) - entry.months]
        seen["same"] = len(entries) - len(owing)
        due = sum(case.terms.prices[month] for entry in entries for month in months if month not in entry.months)
        if owing and receipt.amount is not None and receipt.amount != due:
            raise Refusal("enrol_amount", amount=wording.rupiah(receipt.amount), due=wording.rupiah(due))
        content = {"case": case.number, "records": owing, "months": months, "receipt": number, "by": by}
        return [(PAYMENT, content | {"amount": due})] if owing else []

    before, case = cases.take(office, called, told)
    return Done(case, _changed(before, case), seen["same"])


def _months(terms: Terms, receipt: Receipt) -> list[str]:
    first = f"{receipt.since:%Y-%m}" if receipt.since else terms.months[0]
    last = f"{receipt.until:%Y-%m}" if receipt.until else (first if receipt.since else terms.months[-1])
    if first not in terms.prices or last not in terms.prices or last < first:
        raise Refusal("enrol_month", first=terms.months[0], last=terms.months[-1])
    return [month for month in terms.months if first <= month <= last]


def paid(answers: Answers, called: str, *, by: str = "") -> Done:
    """Write down the months that the payment lists of a build have for those whom the branch accepted.

    Raises:
        Refusal: nobody is accepted, or no list of the build has a payment for any of them in the months of the case.

    """
    seen = {"same": 0}

    def told(case: Case, _: dict[int, Case]) -> Steps:
        waiting = {entry.record for entry in case.of(*_PAYABLE)}
        if not waiting:
            raise Refusal("enrol_nobody_accepted", case=case.number)
        found = _asked(answers, case, waiting, _PAID_MONTHS, answers.latest())
        if not found:
            raise Refusal("enrol_no_payments", case=case.number, n=len(waiting))
        by_person: dict[int, set[str]] = {}
        for record, month in found:
            by_person.setdefault(record, set()).add(f"{month:%Y-%m}")
        alike: dict[tuple[str, ...], list[int]] = {}
        for record, months in by_person.items():
            if new := months - case.entries[record].months:
                alike.setdefault(tuple(sorted(new)), []).append(record)
        seen["same"] = len(by_person) - sum(map(len, alike.values()))
        return [
            (PAYMENT, {"case": case.number, "records": sorted(records), "months": list(months), "receipt": "",
                       "amount": len(records) * sum(case.terms.prices[month] for month in months),
                       "build": answers.build, "by": by})
            for months, records in sorted(alike.items())
        ]  # fmt: skip

    before, case = cases.take(answers.workspace, called, told)
    return Done(case, _changed(before, case), seen["same"], case.counts()[ACCEPTED])


def seen_active(answers: Answers, called: str, at: date | None = None, *, by: str = "") -> Done:
    """Write down who of those paid for is protected on a day by the roster of a build, and count who is no more.

    Raises:
        Refusal: nobody is paid for.

    """
    day = at or answers.latest()
    seen = {"same": 0}

    def told(case: Case, _: dict[int, Case]) -> Steps:
        waiting = {entry.record for entry in case.of(PAID)}
        seen["same"] = case.counts()[ACTIVE]
        if not waiting and not seen["same"]:
            raise Refusal("enrol_nobody_paid", case=case.number)
        found = sorted(record for record, _ in _asked(answers, case, waiting, _PROTECTED, day))
        content = {"case": case.number, "records": found, "build": answers.build, "at": day.isoformat(), "by": by}
        return [(SEEN, content)] if found else []

    before, case = cases.take(answers.workspace, called, told)
    lapsed = case.counts()[ACTIVE] - len(protected(answers, case, day))
    why = ((LAPSED, lapsed),) if lapsed else ()
    return Done(case, _changed(before, case), seen["same"], case.counts()[PAID], why)


def protected(answers: Answers, case: Case, at: date) -> set[int]:
    """Return which of those who are active, by the events, are protected on a day by the build."""
    active = {entry.record for entry in case.of(ACTIVE)}
    return {record for record, _ in _asked(answers, case, active, _PROTECTED, at)}


def _asked(answers: Answers, case: Case, records: Iterable[int], select: str, day: date) -> list[tuple[int, date]]:
    """Return what a build tells of rows of a case, by the rows as the case names them."""
    where = cases.where(answers.workspace)
    now = {where(record): record for record in records}
    words = {
        "segment": case.terms.segment, "day": f"date '{day.isoformat()}'",
        "since": f"date '{case.terms.since.isoformat()}'", "until": f"date '{case.terms.until.isoformat()}'",
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        found = answers.engine.rows(select.format(rows=listing(Path(scratch), now), **words))
    return [(now[record], told) for record, told in found]


def _changed(before: Case, case: Case) -> int:
    return sum(entry != before.entries[record] for record, entry in case.entries.items())
