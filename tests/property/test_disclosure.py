"""Whoever knows all that was told cannot work out a small count that was withheld; where too little is, he can."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cakupan.disclosure import SMALL, is_small, withheld
from cakupan.disclosure.attack import found_out
from cakupan.disclosure.beside import beside
from cakupan.disclosure.cells import BOTH_ALONE, EVERYTHING, NOTHING, Cells, Ints, at_first
from cakupan.disclosure.close import close
from stranger import MOST, Stranger

COUNTS = st.tuples(st.integers(0, 9), st.integers(0, 9))
PARTS = st.dictionaries(st.sampled_from("abcdef"), COUNTS, min_size=1, max_size=5)
SOAK = "CAKUPAN_SOAK" in os.environ
#: A table: by place (kecamatan, desa) and segment the protected and the unprotected.
Table = dict[tuple[str, str, str], tuple[int, int]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    few = st.integers(0, 7)
    many = st.integers(0, 30)
    one = st.tuples(st.one_of(few, many), st.one_of(few, many))
    villages = [("1", "1"), ("1", "2"), ("1", "3"), ("2", "4"), ("2", "5")][: draw(st.integers(2, 5))]
    return {(*place, segment): draw(one) for place in villages for segment in ("x", "y")}


def sums(table: Table) -> tuple[dict[str, tuple[int, int]], list[tuple[str, list[str]]]]:
    """Return every cell of a table with its totals, by name, and which cells come to which."""
    cells: dict[str, tuple[int, int]] = {}
    lines: dict[str, set[str]] = {}
    for (district, village, segment), (a, u) in table.items():
        places = ("k", f"k.{district}", f"k.{district}.{village}")
        for place, kind in product(places, (segment, "*")):
            before = cells.get(f"{place} {kind}", (0, 0))
            cells[f"{place} {kind}"] = (before[0] + a, before[1] + u)
            if kind != "*":
                lines.setdefault(f"{place} *", set()).add(f"{place} {kind}")
        for kind in (segment, "*"):
            lines.setdefault(f"k {kind} ", set()).add(f"k.{district} {kind}")
            lines.setdefault(f"k.{district} {kind} ", set()).add(f"{places[2]} {kind}")
    return cells, [(whole.strip(), sorted(parts)) for whole, parts in sorted(lines.items())]


def built(table: Table) -> tuple[list[str], Cells, list[tuple[str, list[str]]]]:
    cells, lines = sums(table)
    names = sorted(cells)
    index = {name: n for n, name in enumerate(names)}
    counts = np.array([(a, u, a + u) for a, u in (cells[name] for name in names)], np.int64)
    weight = np.array([np.inf if name == "k *" else 1.0 + 3 * name.endswith("*") for name in names])
    return (
        names,
        Cells(
            counts,
            [name.split()[0] for name in names],
            weight,
            np.ones(len(names), np.bool_),
            np.array([index[whole] for whole, _ in lines], np.int64),
            np.cumsum([0, *(len(parts) for _, parts in lines)]).astype(np.int64),
            np.array([index[part] for _, parts in lines for part in parts], np.int64),
            np.zeros(len(names), np.bool_),
        ),
        lines,
    )


def stranger(names: list[str], cells: Cells, lines: list[tuple[str, list[str]]], told: Ints) -> Stranger:
    """Return who knows what is told, and that protected and unprotected come to both, and parts to wholes."""
    known = {}
    for n, name in enumerate(names):
        kinds = {EVERYTHING: "aue", BOTH_ALONE: "e", NOTHING: ""}[int(told[n])]
        known |= {f"{kind} {name}": int(cells.counts[n, "aue".index(kind)]) for kind in kinds}
    known_sums = [{f"a {name}": 1, f"u {name}": 1, f"e {name}": -1} for name in names]
    known_sums += [
        {f"{k} {whole}": -1, **{f"{k} {part}": 1 for part in parts}} for whole, parts in lines for k in "aue"
    ]
    return Stranger(known, known_sums)


def small_counts(names: list[str], cells: Cells, told: Ints) -> Iterator[tuple[str, int]]:
    """Yield small counts that are not told."""
    for n, name in enumerate(names):
        for kind, count, least in zip("aue", cells.counts[n], (EVERYTHING, EVERYTHING, BOTH_ALONE), strict=True):
            if is_small(int(count)) and told[n] > least:
                yield f"{kind} {name}", int(count)


@settings(max_examples=600 if SOAK else 30)
@given(tables())
def test_no_small_count_can_be_found_out(table: Table) -> None:
    names, cells, lines = built(table)
    assert cells.add_up()
    first = at_first(cells)
    if first[names.index("k *")] != EVERYTHING:
        return
    told = close(cells, first)
    if told is None:
        return
    assert (told >= first).all()
    assert not found_out(cells, told)[0]
    outside = stranger(names, cells, lines, told)
    for name, n in small_counts(names, cells, told):
        assert outside.can(name, 0, 0), f"{name} = {n} cannot be nought"
        assert outside.can(name, SMALL, 4 * MOST), f"{name} = {n} cannot be {SMALL} or more"


def test_a_stranger_breaks_what_is_withheld_naively() -> None:
    """Small cells alone are left out, and each is found out to the last digit; the attacker inside says the same."""
    table: Table = {("1", "1", "x"): (2, 40), ("1", "2", "x"): (30, 40), ("2", "4", "x"): (20, 30)}
    table |= {(*place, "y"): (20, 20) for place in (("1", "1"), ("1", "2"), ("2", "4"))}
    names, cells, lines = built(table)
    naive = at_first(cells)
    outside = stranger(names, cells, lines, naive)
    assert [(name, n, outside.range(name)) for name, n in small_counts(names, cells, naive)] == [
        ("a k.1.1 x", 2, (2, 2))
    ]
    assert {names[one.cell] for one in found_out(cells, naive)[0]} == {"k.1.1 x"}
    told = close(cells, naive)
    assert told is not None
    low, high = stranger(names, cells, lines, told).range("a k.1.1 x")
    assert low == 0
    assert high >= SMALL


@pytest.mark.parametrize("gone", [["k.1.1 x", "k.1.2 x"], ["k.1.1 x", "k.1.1 y"], ["k.1.1 x", "k.1.1 *"]])
def test_one_cell_more_in_one_direction_is_not_enough(gone: list[str]) -> None:
    table: Table = {(*place, kind): (20, 30) for place in (("1", "1"), ("1", "2"), ("2", "4")) for kind in "xy"}
    table["1", "1", "x"] = (2, 40)
    names, cells, lines = built(table)
    told = np.array([BOTH_ALONE if name in gone else EVERYTHING for name in names], np.int64)
    assert stranger(names, cells, lines, told).range("a k.1.1 x") == (2, 2)
    assert found_out(cells, told)[0]


@settings(max_examples=600 if SOAK else 30)
@given(tables(), st.data())
def test_inside_and_outside_agree_on_what_is_found_out(table: Table, data: st.DataObject) -> None:
    """Whatever is told, the attacker who must fail before a release finds what a stranger finds."""
    names, cells, lines = built(table)
    told = at_first(cells)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(names) - 1))
        told[at] = max(told[at], data.draw(st.sampled_from([BOTH_ALONE, NOTHING])))
    outside = stranger(names, cells, lines, told)
    found = {names[one.cell] for one in found_out(cells, told)[0]}
    for name, n in small_counts(names, cells, told):
        if not (outside.can(name, 0, 0) and outside.can(name, SMALL, 4 * MOST)):
            assert name.split(" ", 1)[1] in found, f"{name} = {n} is found out, and nobody said so"


@given(st.lists(st.lists(COUNTS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_two_moments_tell_a_small_change(moments: list[list[tuple[int, int]]]) -> None:
    counts = [np.array([(a, u, a + u) for a, u in one], np.int64) for one in moments]
    first = [np.zeros(3, np.int64) for _ in counts]
    told = beside(counts, first, [np.ones(3, np.bool_) for _ in counts], [])
    assert not told[0].any(), "what matters most is not withheld for the sake of others"
    for (here, a), (there, b) in product(zip(counts, told, strict=True), repeat=2):
        for cell in range(3):
            for count, least in ((0, EVERYTHING), (1, EVERYTHING), (2, BOTH_ALONE)):
                if a[cell] <= least and b[cell] <= least:
                    assert not is_small(abs(int(here[cell, count] - there[cell, count])))


def test_what_was_told_before_is_a_moment_too() -> None:
    counts = [np.array([(20, 30, 50), (8, 8, 16)], np.int64)]
    known = [np.array([(-1, -1, 48), (-1, -1, -1)], np.int64)]
    assert beside(counts, [np.zeros(2, np.int64)], [np.ones(2, np.bool_)], known)[0].tolist() == [NOTHING, EVERYTHING]


@given(PARTS)
def test_a_withheld_count_can_be_another(parts: dict[str, tuple[int, ...]]) -> None:
    gone = sorted(withheld(parts))
    assert all(key in gone for key, counts in parts.items() if any(map(is_small, counts)))
    for column in range(2):
        total = sum(parts[key][column] for key in gone)
        rows = [row for row in product(range(total + 1), repeat=len(gone)) if sum(row) == total]
        for at, key in enumerate(gone):
            could = {row[at] for row in rows}
            if is_small(parts[key][column]) and len(gone) < len(parts):
                assert len(could) > 1, f"{key} must be {could}"


@given(PARTS)
def test_what_is_left_out_is_no_small_count_itself(parts: dict[str, tuple[int, ...]]) -> None:
    gone = withheld(parts)
    if gone and len(gone) < len(parts):
        assert len(gone) > 1
        assert not any(is_small(sum(parts[key][column] for key in gone)) for column in range(2))


def test_many_people_are_told_of() -> None:
    assert withheld({"a": (100, 300), "b": (SMALL, 50)}) == set()
    assert withheld({"a": (100, 300), "b": (SMALL - 1, 50), "c": (30, 20)}) == {"b", "c"}
