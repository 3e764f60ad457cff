"""Whoever knows the total and all that was told cannot work out a small count that was withheld."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from cakupan.disclosure import SMALL, is_small, may_break_down, withheld

COUNTS = st.tuples(st.integers(0, 9), st.integers(0, 9))
PARTS = st.dictionaries(st.sampled_from("abcdef"), COUNTS, min_size=1, max_size=5)


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


@given(st.lists(st.dictionaries(st.sampled_from("xy"), COUNTS, min_size=2), min_size=1, max_size=4), st.integers(0, 12))
def test_a_second_division_is_told_of_all_or_of_none(parts: list[dict[str, tuple[int, ...]]], beyond: int) -> None:
    whole = {key: tuple(sum(part[key][n] for part in parts) + beyond for n in range(2)) for key in "xy"}
    if may_break_down(whole, parts):
        assert not any(is_small(n) for part in parts for counts in part.values() for n in counts)
        assert not is_small(beyond)


def test_many_people_are_told_of() -> None:
    assert withheld({"a": (100, 300), "b": (SMALL, 50)}) == set()
    assert withheld({"a": (100, 300), "b": (SMALL - 1, 50), "c": (30, 20)}) == {"b", "c"}
    assert may_break_down({"x": (10, 10)}, [])
