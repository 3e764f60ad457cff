"""What holds for contributions whatever the case: they rise with the wage and sum up; a reform stays after its date."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cakupan import calculate, law, steps
from cakupan.engine.duckdb import DuckDB
from cakupan.law import CONTRIBUTION, OPEN, Entry, Law, month_no
from cakupan.schema import TABLES

BOOK = law.read()
FIRST, LAST = month_no(date(2015, 7, 1)), month_no(date(2027, 12, 1))
FLAGS = ("jkk", "jkm", "jht", "jp", "jkp", "labour_intensive", "transport", "state_paid", "relieved", "deferred")


@st.composite
def works(draw: st.DrawFn) -> dict[str, Any]:
    since = draw(st.integers(FIRST, LAST))
    return {
        "segment": draw(st.sampled_from(("PU", "BPU", "JAKON"))),
        "wage_m": draw(st.integers(0, 30_000_000)),
        "risk": draw(st.integers(1, 5)),
        **{name: draw(st.booleans()) for name in FLAGS},
        "stated": True,
        "since_month": since,
        "until_month": draw(st.integers(since + 1, LAST + 1)),
    }


class Desk:
    """One engine with the small tables of one law at a time."""

    def __init__(self) -> None:
        self.engine = DuckDB(threads=1)
        self.book: Law | None = None

    def lay(self, book: Law) -> None:
        if book is not self.book:
            for name, told in calculate.of_build(book).items():
                self.engine.hold(name, steps.typed(steps.values(name, told), TABLES[name]))
            self.book = book


DESK = Desk()


@cache
def table(months: tuple[int, int] | None) -> str:
    return calculate.due_table(BOOK, months=months)


def owed(rows: list[dict[str, Any]], book: Law = BOOK, months: tuple[int, int] | None = None) -> list[tuple[Any, ...]]:
    """Return the lines of `due` for works, in an order of their own."""
    DESK.lay(book)
    names = TABLES["work"].names()
    full = [{"work": n, "person": n, "region": "33.02", "npp": "", "batch": ""} | row for n, row in enumerate(rows)]
    told = [tuple(row.get(name) for name in names) for row in full]
    DESK.engine.hold("work", steps.typed(steps.values("work", told), TABLES["work"]))
    select = table(months) if book is BOOK else calculate.due_table(book, months=months)
    columns = "work, since_month, until_month, programme, payer, kind, amount_m, months, amount"
    return sorted(DESK.engine.rows(f"select {columns} from ({select}) as d"))


@given(st.lists(works(), min_size=1, max_size=8), st.integers(0, 20_000_000))
def test_they_rise_with_the_wage(rows: list[dict[str, Any]], more: int) -> None:
    low = {line[:6]: line[6] for line in owed(rows)}
    high = {line[:6]: line[6] for line in owed([row | {"wage_m": row["wage_m"] + more} for row in rows])}
    assert all(high[key] >= amount for key, amount in low.items())


@given(st.lists(works(), min_size=1, max_size=8), st.integers(FIRST + 1, LAST))
def test_parts_sum_to_wholes(rows: list[dict[str, Any]], cut: int) -> None:
    whole = sum(line[8] for line in owed(rows))
    assert whole == sum(line[6] * line[7] for line in owed(rows))
    assert whole == sum(line[8] for part in ((FIRST, cut), (cut, LAST + 2)) for line in owed(rows, months=part))
    assert sum(line[8] for line in owed(rows[:1])) == sum(line[8] for line in owed(rows) if line[0] == 0)


@given(st.lists(works(), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], turn: random.Random) -> None:
    mixed = list(enumerate(rows))
    turn.shuffle(mixed)
    back = {place: number for place, (number, _) in enumerate(mixed)}
    told = sorted((back[line[0]], *line[1:]) for line in owed([row for _, row in mixed]))
    assert told == owed(rows)


REFORMED = sorted(
    {
        e.series: e for e in BOOK.entries if e.face == CONTRIBUTION and not e.alternative and e.programme != "PMI"
    }.values()
)


@st.composite
def reforms(draw: st.DrawFn) -> Entry:
    old = draw(st.sampled_from(REFORMED))
    month = draw(st.integers(FIRST + 1, LAST))
    value = draw(st.integers(0, 2 * max(old.value, 1)))
    return replace(old, since=date(month // 12, month % 12 + 1, 1), until=OPEN, value=value, alternative="")


@given(st.lists(works(), min_size=1, max_size=8), reforms())
def test_a_reform_moves_no_month_before_it_and_never_the_law(rows: list[dict[str, Any]], reform: Entry) -> None:
    before = BOOK.entries
    book, month = BOOK.over([reform]), month_no(reform.since)
    assert owed(rows, book, (FIRST, month)) == owed(rows, months=(FIRST, month))
    assert BOOK.entries == before == law.read().entries


@given(works())
def test_a_build_and_one_case_say_the_same(row: dict[str, Any]) -> None:
    row |= {"since_month": max(row["since_month"], FIRST), "relieved": True, "deferred": False, "state_paid": False}
    row["until_month"] = row["since_month"] + 1
    row |= {"labour_intensive": row["segment"] == "PU" and row["labour_intensive"]}
    row |= {"transport": row["segment"] == "BPU" and row["transport"]}
    programmes = tuple(name.upper() for name in FLAGS[:5] if row[name])
    month = date(row["since_month"] // 12, row["since_month"] % 12 + 1, 1)
    sector = "labour-intensive" if row["labour_intensive"] else "transport" if row["transport"] else ""
    risk = ("I", "II", "III", "IV", "V")[row["risk"] - 1]
    if not programmes:
        return
    asked = calculate.Worker(row["segment"], month, row["wage_m"], risk, "BESAR", None, programmes, sector)
    answer = calculate.contribution(BOOK, asked)
    refused = {line.programme for line in answer.lines if line.kind == "refused"}
    told = [line for line in owed([row]) if line[5] == "due" and line[3] not in refused]
    assert sum(line[6] for line in told) == answer.total
