"""Tables: percentages of two columns, and totals of columns, where other rows or columns tell how they are made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, permutations

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/columns"
#: A row: its figures by their column.
Row = dict[tuple[int, int], Draft]
_COUNTS = ("persons", "employers", "villages", "rupiah", "cases", "other")
#: Rows that show how a column is made, at least; rows of the smallest table; parts of a total, at least.
_SHOWN, _PAIR = 2, 2
#: What the columns of a percentage measure by their heads: then one row is enough.
_HEADED = ("coverage", "active", "eligible")


def columns(statement: Statement) -> Iterator[Found]:
    """Yield the percentages and totals of tables."""
    for rows in tables(statement):
        yield from _percentages(rows)
        yield from _totals(statement, rows)


def tables(statement: Statement) -> Iterator[list[Row]]:
    """Yield tables and lists of entries that are made alike, each with its rows."""
    rows: list[Row] = []
    last = -1
    for number, sentence in enumerate(statement.sentences):
        drafts = statement.in_sentence(number)
        if not drafts:
            continue
        row = _row(statement, drafts) if sentence.entry else {}
        if rows and (number != last + 1 or not _goes_on(rows, row)):
            yield from _whole(rows)
            rows = []
        rows, last = [*rows, row] if row else [], number
    yield from _whole(rows)


def _whole(rows: list[Row]) -> Iterator[list[Row]]:
    if len(rows) >= _PAIR:
        yield rows


def _row(statement: Statement, drafts: list[Draft]) -> Row:
    """Return the figures of an entry by the head of their column, or by their place in it."""
    headed = {statement.heads[one.at]: one for one in drafts if one.at in statement.heads}
    if headed:
        return headed if len(headed) == len(drafts) else {}
    return {(at, -1): one for at, one in enumerate(drafts)} if len(drafts) >= _PAIR else {}


def _goes_on(rows: list[Row], row: Row) -> bool:
    """Say whether a row is of the table of those above: of its columns, or of the same kinds of figures."""
    above = rows[0]
    if next(iter(above))[1] >= 0:
        return bool(set(row) & set(above))
    return [one.unit for one in row.values()] == [one.unit for one in above.values()]


def _percentages(rows: list[Row]) -> Iterator[Found]:
    """Yield the rows of a column of percentages, by the two columns of which most of them are a share."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    for key in keys:
        if not any(key in row and row[key].unit == "percent" for row in rows):
            continue
        ways = [_ways(rows, key, pair) for pair in permutations(keys, _PAIR) if key not in pair]
        best = max(ways, key=lambda found: sum(one.holds for one in found), default=[])
        if _is_made(best):
            yield from best


def _ways(rows: list[Row], key: tuple[int, int], of: tuple[tuple[int, int], ...]) -> list[Found]:
    """Return how the percentages of a column follow from two others, row by row."""
    full = [row for row in rows if {key, *of} <= set(row)]
    cells = [(row[key], *(row[one] for one in of)) for row in full]
    return [
        Found("ratio", "share", share, (part, whole), 1.0)
        for share, part, whole in cells
        if share.unit == "percent" and part.unit == whole.unit and part.unit in _COUNTS and whole.size and part.size
    ]


def _is_made(ways: list[Found]) -> bool:
    """Say whether rows show how a column is made: most of them, or one whose heads say so."""
    held = [one for one in ways if one.holds]
    if len(held) >= _SHOWN:
        return len(held) > len(ways) - len(held)
    return len(ways) == _PAIR and len(held) == 1 and all(_is_headed(one) for one in ways)


def _is_headed(one: Found) -> bool:
    """Say whether words make a percentage the coverage of a part and whole; both stand in its row."""
    return tuple(draft.measure for draft in one.drafts) == _HEADED


def _totals(statement: Statement, rows: list[Row]) -> Iterator[Found]:
    """Yield the totals of a last row that is called one: where one column adds up, the others must."""
    last, parts = rows[-1], rows[:-1]
    if len(parts) < _PAIR or not _is_total(statement, last) or any(_is_total(statement, row) for row in parts):
        return
    ways = [
        Found("total", "plus", total, tuple(row[key] for row in parts), 1.0)
        for key, total in last.items()
        if total.unit in _COUNTS
        and all(key in row and row[key].unit in _COUNTS for row in parts)
        and _counts(parts, key)
    ]
    held = [one for one in ways if one.holds]
    yield from (one for one in ways if one.holds or held or slipped(statement, one))


def _counts(parts: list[Row], key: tuple[int, int]) -> bool:
    """Say whether a column counts something, and does not number its rows."""
    sizes = [row[key].size for row in parts]
    return any(other - one != 1 for one, other in pairwise(sizes))


def _is_total(statement: Statement, row: Row) -> bool:
    """Say whether a row is called a total before its first figure."""
    first = min(row.values(), key=lambda one: one.at)
    line = statement.low.rfind("\n", 0, first.start) + 1
    return bool(pattern(_WORDS, "total").search(statement.low[line : first.start]))
