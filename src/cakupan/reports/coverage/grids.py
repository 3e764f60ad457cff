"""The record of the report as tables of plain values, the same on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from cakupan import codes, wording
from cakupan.reports.coverage.record import Activity, Deaths, Instrument, Money
from cakupan.reports.coverage.words import Speaker
from cakupan.results.shapes import Result

Cell = str | date | Fraction | int | None
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
        ("joined_year_before", "count"),
    ),
}  # fmt: skip
_WARNED = 90


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the key of its section, its columns (heading, form) and its rows."""

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
    kept = [at for at in range(len(grid.columns)) if any(row[at] not in (None, "") for row in grid.rows)]
    columns = tuple(grid.columns[at] for at in kept)
    return Grid(grid.key, columns, [[row[at] for at in kept] for row in grid.rows])


def shown(cell: Cell, form: str, lang: str) -> str:
    """Return a value as the page writes it."""
    if cell is None or cell == "":
        return wording.NOTHING
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return wording.day(cell, lang)
    if form == "idr":
        return wording.rupiah(cell, lang)
    return wording.decimal(cell, lang, places=1 if form == "tenth" else 0)


def _headed(speak: Speaker, key: str) -> tuple[tuple[str, str], ...]:
    return tuple((speak.t(word), form) for word, form in _COLUMNS[key])


def _money(speak: Speaker, money: Money) -> list[Cell]:
    first = money.results["claims_amount"]
    values: list[Cell] = [
        money.results[name].value if name in money.results else None
        for name in ("contributions", "claims_amount", "claim_ratio", "claims_recipients", "mean_claim")
    ]
    receipt = money.results.get("claim_ratio", first).receipt
    return [
        _named(speak, "groups", money.group) if money.group else speak.t("everybody"),
        _period(speak, first),
        *values, *_deaths(money.deaths), first.source or wording.label("basis", first.basis, speak.lang), receipt,
    ]  # fmt: skip


def _period(speak: Speaker, result: Result) -> str:
    """Return the time that a sum is of: a calendar year by its number, else its first and last day."""
    last = result.moment
    if result.since is None:
        return speak.t("up_to", until=wording.day(last, speak.lang))
    first = result.since + timedelta(days=1)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(last.year)
    return f"{wording.day(first, speak.lang)} – {wording.day(last, speak.lang)}"


def _deaths(deaths: Deaths | None) -> tuple[Cell, Cell, Cell]:
    return (deaths.implied, deaths.expected, deaths.age) if deaths else (None, None, None)


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
    late = not one.done and one.due is not None and one.due < speak.facts.at
    state = speak.t("done" if one.done else "overdue" if late else "open") if one.commitment else ""
    return [
        one.day, _named(speak, "activities", one.activity), speak.facts.titles.get(one.region, one.region), partner,
        one.commitment, one.owner, one.due, state, one.joined, one.before, one.a_year_before,
    ]  # fmt: skip


def _yes_no(speak: Speaker, value: bool | None) -> str:
    return "" if value is None else speak.t("yes" if value else "not_yet")


def _named(speak: Speaker, listed: str, code: str) -> str:
    entry = codes.read(listed).get(code)
    return speak.said(entry["name"]) if entry else code
