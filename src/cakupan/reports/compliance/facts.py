"""Everything the report of compliance says of the employers of a region, counted and without a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from cakupan import calculate, disclosure, law
from cakupan.calculate import Standing
from cakupan.calculate.case import Told
from cakupan.calculate.relations import SCALES
from cakupan.findings import Refusal
from cakupan.reports.asking import Asker, Ground
from cakupan.results import Answers, Result
from cakupan.results.shapes import LEVELS, level_of

#: Who is registered, and with how many; then what was owed and paid.
REGISTERED = ("employers", "headcount", "headcount_active", "headcount_missing", "employers_partly",
              "employers_without_members")  # fmt: skip
MONEY = ("employers_due", "employers_paid", "employers_arrears", "employers_in_arrears", "employers_without_payment")
#: What is told of each part of the region.
PARTS = ("employers", "headcount", "headcount_active", "headcount_missing", "employers_partly")
#: Lists without which something of this is not known, by what is then not told.
NEEDED = {"members": "registered", "payments": "paid"}
#: Kinds of lines of the law that speak of employers who register late, in part or not at all, or do not pay.
_SPOKEN = ("deadline", "fine", "sanction", "criminal")
#: Of whose terms only those are told that are about accidents, not about registering and paying.
_ACCIDENTS = "JKK"


@dataclass(frozen=True, slots=True)
class Part:
    """A region below the one asked, with its numbers by measure; those of few employers are withheld."""

    code: str
    name: str
    numbers: dict[str, Result]
    withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Ground):
    """The contents of the report.

    Attributes:
        numbers: of the region, by measure; since: the day before the first month of the money.
        level: of the regions in `parts`.
        must: programmes that the law obliges employers to join, by scale; law: what it says of those who do not.
        lacking: keys of NEEDED of which there is no list; unpaid: whether no payment of an employer is known
            for these months.

    """

    numbers: dict[str, Result]
    since: date
    level: str
    parts: list[Part]
    must: list[tuple[str, list[Told]]]
    law: list[Told]
    lacking: list[str]
    unpaid: bool


def gather(answers: Answers, *, region: str = "", at: date | None = None) -> Facts:
    """Ask everything that the report needs.

    Args:
        answers: an open build.
        region: Kemendagri code; empty for the office's own.
        at: the moment; None for the latest.

    Raises:
        Refusal: `report_no_employers`, no list of employers speaks of the region.

    """
    ask = Asker.of(answers, region, at)
    headline = ask.one("employers")
    if headline is None or not headline.value:
        raise Refusal("report_no_employers", region=ask.title, date=ask.at.isoformat())
    book, since = law.read(answers.workspace.folder / "law"), date(ask.at.year - 1, 12, 31)
    lacking = _lacking(answers)
    numbers = {"employers": headline} | _asked(ask, REGISTERED[1:])
    money = _asked(ask, MONEY, since=since) if headline.basis == "list" and "payments" not in lacking else {}
    unpaid = "payments" not in lacking and not ("employers_due" in money and money["employers_due"].value)
    if unpaid:
        ask.shown[:] = [one for one in ask.shown if one not in money.values()]
    else:
        numbers |= money
    level, parts = _parts(ask) if headline.basis == "list" else ("", [])
    return Facts(
        **ask.ground(headline), numbers=numbers, since=since, level=level, parts=parts, must=_must(book, ask.at),
        law=_law(book, ask.at), lacking=lacking, unpaid=unpaid,
    )  # fmt: skip


def _asked(ask: Asker, names: Iterable[str], since: date | None = None) -> dict[str, Result]:
    return {name: one for name in names if (one := ask.one(name, since=since))}


def _lacking(answers: Answers) -> list[str]:
    kinds = {batch["kind"] for batch in answers.batches()}
    return [kind for kind in NEEDED if kind not in kinds]


def _parts(ask: Asker) -> tuple[str, list[Part]]:
    """Return the regions below that have employers; of those with few, and of what would tell them, nothing."""
    below = LEVELS.index(level_of(ask.region)) + 1
    if below >= len(LEVELS):
        return "", []
    level, numbers = LEVELS[below], {}  # type: tuple[str, dict[str, dict[str, Result]]]
    quiet = Asker(ask.answers, ask.region, ask.at)
    for measure in PARTS:
        for one in quiet.all(measure, level, basis="list"):
            numbers.setdefault(one.region, {})[measure] = one
    counts = {code: (int(told["employers"].value or 0),) for code, told in numbers.items() if "employers" in told}
    gone = disclosure.withheld(counts)
    shown = [code for code, n in counts.items() if n[0]]
    for code in shown:
        numbers[code] |= _noughts(ask, code, numbers[code]) if code not in gone else {}
    ask.shown += [one for code in shown if code not in gone for one in numbers[code].values()]
    return level, [Part(code, ask.answers.region_title(code), {} if code in gone else numbers[code], code in gone)
                   for code in sorted(shown)]  # fmt: skip


def _noughts(ask: Asker, code: str, known: Collection[str]) -> dict[str, Result]:
    """Return what there is none of in a region: only a question of that region alone has a nought with a receipt."""
    alone = Asker(ask.answers, code, ask.at)
    return {name: one for name in PARTS if name not in known and (one := alone.one(name, basis="list"))}


def _must(book: law.Law, at: date) -> list[tuple[str, list[Told]]]:
    """Return what employers of each scale must and may join in the month of a day."""
    month = at.replace(day=1)
    return [
        (scale, [line for line in calculate.duties(book, Standing("PU", month, scale=scale)).lines
                 if line.kind in ("must", "may")])
        for scale in SCALES
    ]  # fmt: skip


def _law(book: law.Law, at: date) -> list[Told]:
    """Return what the law says of registering late, in part or not at all, and of not paying."""
    lines = calculate.duties(book, Standing("PU", at.replace(day=1))).lines
    return [line for line in lines if line.kind in _SPOKEN and line.programme != _ACCIDENTS]
