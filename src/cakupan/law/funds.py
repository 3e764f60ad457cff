"""Who may pay for whom: the values of `funds.toml` as rules of payers, those of an office's own among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from cakupan.law.book import Law
from cakupan.law.entries import Entry

PROGRAMME = "FUNDS"
EVERYBODY = "*"
#: Segments for which somebody else may pay: non-wage earners, and wage earners whose employer the payer is.
_SEGMENTS = {"may_pay": "BPU", "employs": "PU"}
#: Words of the law under which a payer of the office's own goes by the rules of a shipped one; the money of a shared
#: revenue has a purpose that its word alone does not tell.
_ALIKE = {"APBN": "APBN", "APBD": "APBD_KAB", "APBDES": "APBDES", "CSR": "CSR", "DONOR": "DONATUR", "SELF": "MANDIRI"}


@dataclass(frozen=True, slots=True, order=True)
class FundRule:
    """A payer may pay for a group and all within it, in one segment, for some time.

    Attributes:
        payer: code of payers.toml.
        group: code of groups.toml; * for everybody.
        segment: BPU, or PU where the payer is the employer.
        turn: order among those it may pay for; 1 comes first.
        since, until: half-open, in days.

    """

    payer: str
    group: str
    segment: str
    turn: int
    since: date
    until: date
    cite: str
    grade: str
    note: str = ""

    @property
    def row(self) -> tuple[Any, ...]:
        """Return it as a row of the table `fund_rule`."""
        return self.payer, self.group, self.segment, self.turn, self.since, self.until


def fund_rules(book: Law, payers: Mapping[str, Mapping[str, Any]]) -> list[FundRule]:
    """Return for whom each payer may pay at any time, in the order of payers and groups."""
    entries = [entry for entry in _of(book, _SEGMENTS) if entry.value]
    ruled = {payer: ruled_as(payer, payers, book) for payer in payers}
    return sorted(
        _rule(payer, entry) for payer in payers for entry in entries if entry.key.partition(" ")[0] == ruled[payer]
    )


def _rule(payer: str, entry: Entry) -> FundRule:
    group, segment = entry.key.partition(" ")[2], _SEGMENTS[entry.name]
    return FundRule(payer, group, segment, entry.value, entry.since, entry.until, entry.cite, entry.grade, entry.note)


def fund_terms(book: Law, payers: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, bool, bool, date, date]]:
    """Yield the rows of `fund_term`: payer, whether within its year, whether it carries over, since, until."""
    told = _of(book, ("within_year", "carry"))
    for payer in payers:
        ruled = ruled_as(payer, payers, book)
        entries = [e for e in told if e.key == ruled]
        for since, until in pairwise(sorted({day for e in entries for day in (e.since, e.until)})):
            held = {e.name: bool(e.value) for e in entries if e.since <= since < e.until}
            yield payer, held.get("within_year", False), held.get("carry", False), since, until


def ruled_as(payer: str, payers: Mapping[str, Mapping[str, Any]], book: Law) -> str:
    """Return the payer by whose rules another goes: itself where the law names it, else the one of the same word."""
    named = {entry.key.partition(" ")[0] for entry in _of(book, ("may_pay", "within_year"))}
    return payer if payer in named else _ALIKE.get(str(payers.get(payer, {}).get("fund", "")), "")


def fund_term(book: Law, payers: Mapping[str, Mapping[str, Any]], payer: str, name: str, day: date) -> Entry | None:
    """Return one value of `funds.toml` for a payer on a day (`jht`, `carry` …); None where there is none."""
    return book.value(f"{PROGRAMME}.{name}", day, ruled_as(payer, payers, book))


def _of(book: Law, names: Iterable[str]) -> list[Entry]:
    wanted = set(names)
    return [e for e in book.entries if e.programme == PROGRAMME and e.name in wanted and not e.alternative]
