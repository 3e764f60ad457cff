"""Every row of every ugly file has exactly one fate, and can be found again in the file that was kept."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cakupan.findings import Refusal
from corpus import FILES
from corpus.desk import Desk, Place, Seen
from corpus.ugly import Grid, Ugly

UGLY = pytest.mark.parametrize("ugly", [one for one in FILES.values() if not one.refused], ids=lambda one: one.name)


def read(ugly: Ugly, seen: Desk) -> Seen:
    try:
        return seen(ugly.name)
    except Refusal:
        if ugly.refused is None:
            pytest.skip("refused, as it may be")
        raise


def rows_with_something(grid: Grid) -> set[Place]:
    return {
        (sheet, number)
        for sheet, rows in grid.items()
        for number, cells in enumerate(rows, 1)
        if any(cell.strip() for cell in cells)
    }


@UGLY
def test_every_row_has_exactly_one_fate(ugly: Ugly, seen: Desk) -> None:
    """What another reader sees in the file is in exactly one of rows, quarantine and the skipped, and nothing else is.

    Blank lines are rows between others and none before and behind, so that they may have a fate or not.
    """
    found = read(ugly, seen)
    filled = rows_with_something(ugly.making.read(seen.file(ugly.name)))
    fates = Counter([*((row["sheet"], row["row_no"]) for row in (*found.rows, *found.quarantine)), *found.skipped])
    assert [place for place, times in fates.items() if times > 1] == []
    assert filled - set(fates) == set(), "lost"
    beyond = {sheet: max(number for name, number in filled if name == sheet) for sheet, _ in filled}
    invented = {(sheet, number) for sheet, number in set(fates) - filled if not 0 < number < beyond.get(sheet, 0)}
    assert invented == set(), "rows that the file does not have"
    blank = set(fates) - filled
    assert blank <= set(found.skipped), "a blank line is no person"


@UGLY
def test_counts_add_up(ugly: Ugly, seen: Desk) -> None:
    about = read(ugly, seen).about
    found = read(ugly, seen)
    assert about["rows"] == about["accepted"] + about["quarantined"] + about["skipped"]
    assert [about["accepted"], about["quarantined"], about["skipped"]] == [
        len(found.rows), len(found.quarantine), len(found.skipped),
    ]  # fmt: skip
    assert about["warned"] <= about["accepted"]
    assert sum(about["findings"].values()) == sum(len(told) for told in found.findings.values())
    assert len({row["record"] for row in (*found.rows, *found.quarantine)}) == about["accepted"] + about["quarantined"]


@UGLY
def test_every_row_can_be_found_again_in_the_kept_source(ugly: Ugly, seen: Desk) -> None:
    """The batch keeps the bytes as they came; on the sheet and row that it names stands the person it names."""
    found = read(ugly, seen)
    kept = next(found.folder.glob("source*"))
    assert kept.read_bytes() == seen.file(ugly.name).read_bytes()
    grid = ugly.making.read(kept)
    for row in (*found.rows, *found.quarantine):
        there = letters(" ".join(grid[row["sheet"]][row["row_no"] - 1]))
        for field in ("name", "kpj", "npp"):
            if row.get(field) is not None:
                assert letters(row[field]) in there, (row["sheet"], row["row_no"], field)


def letters(text: str) -> str:
    """Return the letters and digits of a text in capitals, as signs and blanks are cleaned away."""
    return re.sub(r"[\W_]", "", text).upper()
