"""From a scenario to a plan that an auditor without a solver has passed, and that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cakupan import plans
from cakupan.findings import Refusal
from cakupan.plan import checked
from cakupan.plan.frontier import SHARES, frontier
from cakupan.plan.problem import INFEASIBLE, Solved
from cakupan.plan.solve import solve
from cakupan.planning import posing, scenario, telling
from cakupan.planning.posing import Posed
from cakupan.planning.scenario import Scenario
from cakupan.plans import Plan, Step
from cakupan.results import Answers
from cakupan.workspace import Workspace

#: Seconds after which the best plan so far is taken, with what is proven of it.
SECONDS = 60.0


@dataclass(frozen=True)
class Made:
    """A plan with the arrays behind it, as long as its build is open."""

    posed: Posed
    solved: Solved
    plan: Plan


def inputs(workspace: Workspace, word: str, region: str = "") -> tuple[Path, Scenario, str]:
    """Return the file of a scenario, what it says, and the hash under which its plan is kept.

    Args:
        workspace: the office, with a build.
        word: the file or its name in the folder `scenarios`.
        region: code or name, in the place of that of the scenario; empty for that.

    Raises:
        Refusal: there is none, or it cannot be read.

    """
    path = scenario.found(workspace.folder, word)
    told = scenario.read(path)
    if region:
        told = replace(told, region=region)
    build = f"{workspace.current().name} {told.region}"
    return path, told, plans.key(workspace, build, (path, *told.law))


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
    path, told, key = inputs(answers.workspace, word, region)
    posed = posing.pose(answers, told)
    solved = solve(posed.problem, seconds=SECONDS)
    see(posed, solved)
    plan = telling.tell(answers, posed, solved, key, path.read_text("utf-8-sig"))
    if steps:
        plan = replace(plan, frontier=tuple(_steps(posed)))
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


def kept_or_made(answers: Answers, word: str) -> Plan:
    """Return the plan kept under a hash, or that of a scenario: the kept one where nothing changed since, else made.

    Raises:
        Refusal: as `make`.

    """
    found = plans.find(answers.workspace, word)
    if found is None:
        _, _, key = inputs(answers.workspace, word)
        found = plans.find(answers.workspace, key)
    return found or make(answers, word).plan


def stepped(answers: Answers, word: str, region: str = "") -> Plan:
    """Return the plan of a scenario with what less and more money would do, kept or made.

    Raises:
        Refusal: as `make`.

    """
    _, _, key = inputs(answers.workspace, word, region)
    found = plans.find(answers.workspace, key)
    return found if found and found.frontier else make(answers, word, region, steps=True).plan


def _steps(posed: Posed) -> Iterator[Step]:
    """Yield what shares of all ceilings would do; of a target, how many persons at most."""
    problem = replace(posed.problem, target=None)
    if not len(problem.cell):
        return
    for point in frontier(problem, SHARES):
        share = int(point.share * 100)
        yield Step(share, point.ceiling, point.cost, point.persons, point.new, point.months, point.status)

