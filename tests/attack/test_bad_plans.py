"""Problems that make no sense are refused in one sentence, before anything is solved."""

from __future__ import annotations

import numpy as np
import pytest
from tests.tiny_plans import ints, problem

from cakupan.findings import Refusal
from cakupan.plan import problem as shapes
from cakupan.plan.problem import Floor, Target
from cakupan.plan.solve import solve

BAD = {
    "negative budget": ({"ceiling": ints(-1)}, "ceiling of fund 1 is negative"),
    "fund for nobody": ({"ceiling": ints(600, 100)}, "Fund 2 may pay for nobody"),
    "floor above the need": (
        {"floors": (Floor("Baturraden", ints(0), 6),)},
        "Floor Baturraden asks for 6 persons where",
    ),
    "floor nobody pays": ({"cell": ints(1, 1), "floors": (Floor("x", ints(0), 1),)}, "the funds may pay for 0 only"),
    "target above the need": ({"target": Target(ints(0, 1), 9)}, "asks for 9 persons where only 8"),
    "negative floor": ({"floors": (Floor("x", ints(0), -1),)}, "x cannot be negative"),
    "negative need": ({"need": ints(-5, 3)}, "need cannot be negative"),
    "negative price": ({"price": ints(10, -10)}, "price cannot be negative"),
    "negative worth": ({"worth": ints(2, -1)}, "worth cannot be negative"),
    "months turned about": ({"least": ints(13, 1)}, "not above the most"),
    "no month": ({"least": ints(0, 1)}, "must be one or more"),
    "unknown cell": ({"cell": ints(0, 2)}, "cell points at a row"),
    "unknown fund": ({"fund": ints(0, -1)}, "fund points at a row"),
    "unknown cell of a floor": ({"floors": (Floor("x", ints(7), 1),)}, "x points at a row"),
    "cell twice": ({"floors": (Floor("x", ints(0, 0), 6),)}, "x names a cell twice"),
    "arrays of two lengths": ({"worth": ints(1)}, "differ in length"),
    "standing of one cell": ({"kept": np.array([True])}, "differ in length"),
    "past 64 bits": ({"need": ints(2**61, 3)}, "pass what can be counted exactly"),
    "money past 64 bits": ({"ceiling": ints(2**61)}, "pass what can be counted exactly"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_makes_no_sense_is_refused(what: str) -> None:
    parts, sentence = BAD[what]
    with pytest.raises(Refusal, match=sentence) as told:
        solve(problem(**parts))  # type: ignore[arg-type]
    assert str(told.value).count("\n") == 0


def test_refusals_name_the_fund_as_people_do() -> None:
    with pytest.raises(Refusal, match="ceiling of fund DBH CHT is negative"):
        shapes.check(problem(ceiling=ints(-5)), ["DBH CHT"])


def test_a_fund_that_is_free_and_a_cell_without_people_are_no_trouble() -> None:
    solved = solve(problem(price=ints(0, 10), need=ints(5, 0)), gap=0.0)
    assert (solved.status, solved.months.tolist()) == ("optimal", [60, 0])


def test_large_numbers_stay_exact() -> None:
    """Budgets of a hundred trillion rupiah, a rupiah short of one month more."""
    many, price = 5_000_000, 1_666_667
    asked = problem(
        need=ints(many, 0), price=ints(price, price), worth=ints(1, 1), ceiling=ints(price * 12 * many - 1),
        kept=np.array([False, False]),
    )  # fmt: skip
    solved = solve(asked)
    assert solved.objective == solved.bound == 12 * many - 1
