"""A plan on problems small enough to be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tests.tiny_plans import ints, problem

from cakupan.findings import Refusal
from cakupan.plan import checked
from cakupan.plan.continuity import mend
from cakupan.plan.deal import deal
from cakupan.plan.frontier import frontier, next_offers
from cakupan.plan.nation import solve_nation
from cakupan.plan.problem import Floor, Target
from cakupan.plan.rules import CHEAPEST, equal_shares, greedy
from cakupan.plan.solve import solve


def test_the_kept_come_first_though_they_count_less() -> None:
    """60 months are paid for: 36 for the three who are kept, and the 24 left for two of the new."""
    solved = solve(problem(), gap=0.0)
    assert (solved.status, solved.objective, solved.bound, solved.gap) == ("optimal", 84, 84, 0.0)
    assert solved.months.tolist() == [24, 36]
    assert (solved.kept.months, solved.kept.bound) == (36, 36)
    assert solved.binding.ceilings.tolist() == [True]
    assert solved.binding.needs.tolist() == [False, True]


def test_a_price_is_what_one_more_rupiah_brings() -> None:
    solved = solve(problem(), gap=0.0)
    assert solved.prices.tolist() == pytest.approx([0.2])
    more = solve(problem(ceiling=ints(700)), gap=0.0)
    assert more.objective - solved.objective == round(100 * solved.prices[0])
    assert next_offers(problem(), solved).tolist() == [0]


def test_whoever_is_chosen_gets_the_least_months() -> None:
    """Money for 39 months is 36 for the kept and three that would be fewer than four for anybody new."""
    solved = solve(problem(ceiling=ints(390)), gap=0.0)
    assert (solved.persons.tolist(), solved.months.tolist()) == ([0, 3], [0, 36])
    assert solve(problem(ceiling=ints(400)), gap=0.0).months.tolist() == [4, 36]


def test_a_floor_goes_before_months_of_the_kept() -> None:
    floor = Floor("kecamatan", ints(0), 4)
    solved = solve(problem(ceiling=ints(400), floors=(floor,)), gap=0.0)
    assert solved.persons[0] == 4
    assert solved.months.tolist() == [16, 24]
    assert solved.binding.floors.tolist() == [True]
    assert not checked.examine(problem(ceiling=ints(400), floors=(floor,)), solved)


def test_a_target_is_reached_at_the_least_cost() -> None:
    """All are new; the cheaper offer of the first cell costs 5 a month but has no more than 100 rupiah."""
    asked = problem(
        kept=np.array([False, False]), cell=ints(0, 0, 1), fund=ints(0, 1, 0), price=ints(10, 5, 10),
        worth=ints(1, 1, 1), least=ints(4, 4, 4), most=ints(12, 12, 12), ceiling=ints(600, 100),
        target=Target(ints(0, 1), 7),
    )  # fmt: skip
    solved = solve(asked, gap=0.0)
    assert (solved.status, solved.objective, solved.searched) == ("optimal", 5 * 20 + 2 * 40, 180)
    assert solved.persons.tolist() == [0, 5, 2] or solved.persons[1] == 5
    assert solved.binding.target
    assert not checked.examine(asked, solved)


def test_what_cannot_be_says_what_would_do() -> None:
    floor, target = Floor("kecamatan", ints(0), 5), Target(ints(0, 1), 8)
    asked = problem(ceiling=ints(190), floors=(floor,), target=target)
    solved = solve(asked)
    assert solved.status == "infeasible"
    assert solved.relief
    assert solved.relief.rupiah is not None
    assert solved.relief.rupiah.tolist() == [40]
    assert (solved.relief.floors.tolist(), solved.relief.target) == ([1], 1)
    assert solve(replace(asked, ceiling=asked.ceiling + solved.relief.rupiah)).status == "optimal"


def test_no_money_makes_floors_that_cross_feasible() -> None:
    """Each fund may pay for one cell; no offer there is for the third."""
    asked = problem(need=ints(5, 3), ceiling=ints(0), floors=(Floor("a", ints(0), 1),))
    relief = solve(asked).relief
    assert relief is not None
    assert relief.floors.tolist() == [1]
    assert relief.rupiah is not None
    assert relief.rupiah.tolist() == [40]


def test_nothing_to_give_is_a_plan_too() -> None:
    solved = solve(problem(ceiling=ints(0)), gap=0.0)
    assert (solved.status, solved.objective, solved.bound) == ("optimal", 0, 0)
    assert solve(problem(need=ints(0, 0)), gap=0.0).status == "optimal"


def test_money_of_the_new_goes_back_to_the_kept() -> None:
    """Somebody put all money on the new; mended, the kept have their months and the rest stays with the new."""
    asked = problem()
    persons, months = mend(asked, ints(5, 0), ints(60, 0))
    assert months.tolist() == [24, 36]
    assert not checked.broken(asked, persons, months)


def test_rules_of_offices() -> None:
    asked = problem(kept=np.array([False, False]), price=ints(10, 6), ceiling=ints(480))
    assert greedy(asked)[1].tolist() == [48, 0]
    assert greedy(asked, CHEAPEST)[1].tolist() == [26, 36]
    persons, months = equal_shares(asked)
    assert (persons.tolist(), months.tolist()) == ([3, 1], [36, 12])
    assert not checked.broken(asked, persons, months)


def test_the_frontier_has_a_point_for_each_share() -> None:
    points = list(frontier(problem(), [Fraction(1, 2), Fraction(1), Fraction(2)], gap=0.0))
    assert [point.months for point in points] == [30, 60, 96]
    assert [point.kept for point in points] == [30, 36, 36]
    assert [point.cost for point in points] == [300, 600, 960]


def test_months_are_dealt_in_the_order_that_is_said() -> None:
    """27 months for two persons: the first by priority gets one more; the third gets nothing, the stranger neither."""
    dealt = deal(problem(), ints(2, 1), ints(17, 7), ints(0, 0, 0, 1, -1), ints(9, 1, 5, 3, 0))
    assert dealt.offer.tolist() == [-1, 0, 0, 1, -1]
    assert dealt.months.tolist() == [0, 9, 8, 7, 0]
    assert dealt.persons_left.tolist() == [0, 0]
    short = deal(problem(), ints(2, 1), ints(17, 7), ints(0), ints(1))
    assert (short.persons_left.tolist(), short.months_left.tolist()) == ([1, 1], [8, 7])


def test_the_first_get_the_longer_offer() -> None:
    asked = problem(cell=ints(0, 0), fund=ints(0, 0))
    dealt = deal(asked, ints(1, 2), ints(4, 24), ints(0, 0, 0), ints(3, 2, 1))
    assert dealt.offer.tolist() == [0, 1, 1]
    assert dealt.months.tolist() == [4, 12, 12]


def test_one_kabupaten_is_a_nation_too() -> None:
    whole = solve_nation(problem(), ints(0, 0))
    assert (whole.objective, whole.kept.months) == (84, 36)
    apart = solve_nation(problem(), ints(0, 1))
    assert (apart.objective, apart.status) == (84, "optimal")
    with pytest.raises(Refusal, match="neither floors nor a target"):
        solve_nation(problem(floors=(Floor("a", ints(0), 1),)), ints(0, 0))


def test_the_solver_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    solve(problem(), gap=0.0)
    assert capfd.readouterr() == ("", "")
