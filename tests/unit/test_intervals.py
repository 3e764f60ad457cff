"""Intervals of few events, held against printed tables and against what makes an interval one."""

from __future__ import annotations

from math import exp, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakupan.intervals import of_amount, of_count

#: Exact 95 per cent limits of a Poisson mean as tables print them (Ulm 1990; Fisher's and Garwood's numbers).
PRINTED = [(0, 0, 3.689), (1, 0.025, 5.572), (2, 0.242, 7.225), (5, 1.623, 11.668), (10, 4.795, 18.390),
           (20, 12.217, 30.888), (50, 37.111, 65.919), (100, 81.364, 121.627)]  # fmt: skip


@pytest.mark.parametrize(("n", "low", "high"), PRINTED)
def test_a_count_has_the_printed_limits(n: int, low: float, high: float) -> None:
    found = of_count(n)
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


@given(st.integers(1, 150), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_at_its_ends_what_was_seen_is_just_as_unlikely_as_was_asked(n: int, level: float) -> None:
    found, tail = of_count(n, level), (1 - level) / 2

    def at_most(k: int, mean: float) -> float:
        return sum(exp(i * log(mean) - mean - lgamma(i + 1)) for i in range(k + 1))

    assert 1 - at_most(n - 1, found.low) == pytest.approx(tail, rel=1e-6)
    assert at_most(n, found.high) == pytest.approx(tail, rel=1e-6)


@given(st.lists(st.integers(1, 300_000_000), min_size=1, max_size=40))
def test_an_amount_lies_within_and_equal_events_are_a_count(amounts: list[int]) -> None:
    total, squares = float(sum(amounts)), float(sum(one * one for one in amounts))
    found = of_amount(total, squares, max(amounts))
    assert 0 <= found.low < total < found.high
    alike = of_amount(42.0 * len(amounts), 42.0**2 * len(amounts), 42.0)
    exact = of_count(len(amounts))
    assert (alike.low, alike.high) == (pytest.approx(42 * exact.low), pytest.approx(42 * exact.high))


def test_nothing_paid_leaves_room_for_what_one_event_costs() -> None:
    found = of_amount(0, 0, 42_000_000)
    assert found.low == 0
    assert found.high == pytest.approx(42_000_000 * 3.6889, rel=1e-4)
