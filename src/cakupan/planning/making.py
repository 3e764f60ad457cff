"""From a scenario to a plan that an auditor without a solver has passed, and that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cakupan import plans
from cakupan.findings import Refusal
from cakupan.plan import checked
from cakupan.plan.frontier import SHARES, frontier
from cakupan.plan.problem import INFEASIBLE, Solved
from cakupan.plan.solve import solve
from cakupan.planning import listing, posing, telling
from cakupan.planning.posing import Posed
from cakupan.plans import Plan, Step
from cakupan.results import Answers

#: Seconds after which the best plan so far is taken, with what is proven of it.
SECONDS = 60.0


@dataclass(frozen=True)
class Made:
    """A plan with the arrays behind it, as long as its build is open."""

    posed: Posed
    solved: Solved
    plan: Plan


def make(answers: Answers, word: str, region: str = "", *, steps: bool = False, keep: bool = True) -> Made:
    """Return the plan of a scenario, and keep it in the office.

    Args:
        answers: an open build, the office's current one.
        word: the file of a scenario, or its name.
        region: in the place of that of the scenario.
        steps: whether to ask what less and more money would do.
        keep: whether to keep it.

    Raises:
        Refusal: the scenario asks what there is not; or the plan breaks a rule, which is never shown.

    """
    path, told, key = listing.inputs(answers.workspace, word, region)
    posed = posing.pose(answers, told)
    solved = solve(posed.problem, seconds=SECONDS)
    see(posed, solved)
    plan = telling.tell(answers, posed, solved, key, path.read_text("utf-8-sig"))
    if steps:
        plan = replace(plan, frontier=tuple(_steps(posed, plan)))
    if keep:
        plans.keep(answers.workspace, plan)
    return Made(posed, solved, plan)


def see(posed: Posed, solved: Solved) -> None:
    """See that a plan keeps every rule and proves what it says.

    Raises:
        Refusal: it does not.

    """
    if solved.status == INFEASIBLE:
        return
    if breaches := checked.examine(posed.problem, solved):
        raise Refusal("plan_rejected", rules=", ".join(breach.rule for breach in breaches))


def stepped(answers: Answers, word: str, region: str = "") -> Plan:
    """Return the plan of a scenario with what less and more money would do, kept or made.

    Raises:
        Refusal: as `make`.

    """
    _, _, key = listing.inputs(answers.workspace, word, region)
    found = plans.find(answers.workspace, key)
    return found if found and found.frontier else make(answers, word, region, steps=True).plan


def _steps(posed: Posed, plan: Plan) -> Iterator[Step]:
    """Yield what shares of all ceilings would do; of a target, how many persons at most."""
    problem = replace(posed.problem, target=None)
    for point in frontier(problem, SHARES):
        told = (int(point.share * 100), point.ceiling, point.cost, point.persons, point.new, point.months, point.status)
        if point.share == 1 and posed.problem.target is None and plan.possible:
            told = (100, plan.ceiling, plan.rupiah, plan.persons, plan.new, plan.months, plan.proof.status)
        yield Step(*told)
