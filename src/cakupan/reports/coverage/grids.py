"""The record of the report as tables of plain values, the same on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from cakupan import codes, wording
from cakupan.reports.blocks import Cell, Number, bare, receipts
from cakupan.reports.blocks import shown as written
from cakupan.reports.coverage.record import Activity, Instrument, Money
from cakupan.reports.coverage.words import Speaker
from cakupan.results.shapes import Result

#: Columns of each table: the word of the heading, and how its values are written.
_COLUMNS = {
    "claims": (
        ("group", "wrap"), ("period", "wrap"), ("contributions", "idr"), ("claims", "idr"), ("claim_ratio", "tenth"),
        ("recipients", "count"), ("mean_claim", "idr"), ("deaths_implied", "tenth"), ("deaths_expected", "tenth"),
        ("deaths_age", "count"), ("source", "wrap"), ("receipt", "code"),
    ),
    "instruments": (
        ("instrument", "wrap"), ("about", "wrap"), ("number", "text"), ("stage", "wrap"), ("since", "day"),
        ("until", "day"), ("asks", "wrap"), ("applied", "wrap"), ("source", "wrap"),
    ),
    "activities": (
        ("moment", "day"), ("activity", "wrap"), ("region", "wrap"), ("with_whom", "wrap"), ("commitment", "wrap"),
        ("owner", "wrap"), ("due", "day"), ("state", "wrap"), ("joined_after", "count"), ("joined_before", "count"),
        ("joined_year_before", "count"), ("receipt", "code"),
    ),
}  # fmt: skip
_WARNED = 90


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the key of its section, its columns (heading, form) and its rows.

    The receipts of the numbers of a row stand in its last column too, of the form `code`.
    """

    key: str
    columns: tuple[tuple[str, str], ...]
    rows: list[list[Cell]]


def grids(speak: Speaker) -> list[Grid]:
    """Return the tables that have rows, with the columns that say something."""
    record = speak.facts.record
    rows = {
        "claims": [_money(speak, money) for money in record.money],
        "instruments": [_instrument(speak, one) for one in record.instruments],
        "activities": [_activity(speak, one) for one in record.activities],
    }
    return [_told(Grid(key, _headed(speak, key), found)) for key, found in rows.items() if found]


def _told(grid: Grid) -> Grid:
    """Return a table without the columns in which no row says anything."""
    kept = [at for at in range(len(grid.columns)) if any(bare(row[at]) not in (None, "") for row in grid.rows)]
    columns = tuple(grid.columns[at] for at in kept)
    return Grid(grid.key, columns, [[row[at] for at in kept] for row in grid.rows])


def shown(cell: Cell, form: str, lang: str) -> str:
    """Return a value as the page writes it."""
    return wording.NOTHING if bare(cell) == "" else written(cell, form, lang)


def _headed(speak: Speaker, key: str) -> tuple[tuple[str, str], ...]:
    return tuple((speak.t(word), form) for word, form in _COLUMNS[key])


def _money(speak: Speaker, money: Money) -> list[Cell]:
    first = money.results["claims_amount"]
    names = ("contributions", "claims_amount", "claim_ratio", "claims_recipients", "mean_claim")
    return _receipted([
        _named(speak, "groups", money.group) if money.group else speak.t("everybody"), _period(speak, first),
        *(_number(money.results.get(name)) for name in names), *_deaths(money),
        first.source or wording.label("basis", first.basis, speak.lang),
    ])  # fmt: skip


def _receipted(row: list[Cell]) -> list[Cell]:
    return [*row, " ".join(receipts(row))]


def _number(result: Result | None) -> Number:
    return Number(result.value, result.receipt) if result else Number(None)


def _period(speak: Speaker, result: Result) -> str:
    """Return the time that a sum is of: a calendar year by its number, else its first and last day."""
    last = result.moment
    if result.since is None:
        return speak.t("up_to", until=wording.day(last, speak.lang))
    first = result.since + timedelta(days=1)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(last.year)
    return f"{wording.day(first, speak.lang)} – {wording.day(last, speak.lang)}"


def _deaths(money: Money) -> tuple[Cell, ...]:
    """Return what claims and contributions say of deaths, each with the receipt of the money that it rests on."""
    if money.deaths is None:
        return (None,) * 3
    paid, received = (money.results[name].receipt for name in ("claims_amount", "contributions"))
    implied, expected, age = money.deaths.implied, money.deaths.expected, money.deaths.age
    return Number(implied, paid), Number(expected, received), Number(age, paid)


def _instrument(speak: Speaker, one: Instrument) -> list[Cell]:
    return [
        _named(speak, "instruments", one.instrument), one.title, one.number, ", ".join(_state(speak, one)), one.since,
        one.until, ", ".join(speak.t(name) for name in one.asks), _yes_no(speak, one.applied), one.source,
    ]  # fmt: skip


def _state(speak: Speaker, one: Instrument) -> Iterator[str]:
    yield _named(speak, "stages", one.stage)
    left = (one.until - speak.facts.at).days if one.until else None
    if left is not None and left <= _WARNED and one.stage == "EXISTS":
        yield speak.t("ends_soon", days=left) if left > 0 else speak.t("has_ended")


def _activity(speak: Speaker, one: Activity) -> list[Cell]:
    partner = speak.t("one_person") if one.partner == "*" else one.partner
    state = one.state(speak.facts.at)
    return _receipted([
        one.day, _named(speak, "activities", one.activity), speak.facts.titles.get(one.region, one.region), partner,
        one.commitment, one.owner, one.due, speak.t(state) if state else "", _number(one.joined), _number(one.before),
        _number(one.a_year_before),
    ])  # fmt: skip


def _yes_no(speak: Speaker, value: bool | None) -> str:
    return "" if value is None else speak.t("yes" if value else "not_yet")


def _named(speak: Speaker, listed: str, code: str) -> str:
    entry = codes.read(listed).get(code)
    return speak.said(entry["name"]) if entry else code
