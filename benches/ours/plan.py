"""A plan from arrays: solved, and held against the auditor after the clock has stopped.

python -m benches.ours.plan kabupaten|nation|nation-months|names|gain
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import mean
from typing import Any

import numpy as np

from benches import plans
from cakupan.plan import checked, rules
from cakupan.plan.deal import deal
from cakupan.plan.nation import solve_nation
from cakupan.plan.problem import Ints, Problem, Solved
from cakupan.plan.solve import solve

#: Kabupaten whose gain is told.
_PLACES = 20


def clocked(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Return what some work returns, with its seconds."""
    start, before = time.perf_counter(), time.process_time()
    found = work()
    return found, {"seconds": time.perf_counter() - start, "cpu_s": time.process_time() - before}


def audited(problem: Problem, solved: Solved) -> dict[str, object]:
    """Return what is proven of a plan.

    Raises:
        AssertionError: the auditor finds something.

    """
    if breaches := checked.examine(problem, solved):
        raise AssertionError(f"the plan does not hold: {breaches}")
    told = {"status": solved.status, "objective": solved.objective, "bound": solved.bound, "gap": solved.gap}
    return {**told, "kept": solved.kept.months, "kept_bound": solved.kept.bound}


def kabupaten() -> dict[str, object]:
    problem = plans.kabupaten()
    solved, took = clocked(lambda: solve(problem))
    return {**took, **audited(problem, solved), "rows": len(problem.cell)}


def nation(*, months: bool) -> dict[str, object]:
    problem, area = plans.nation(months=months)
    solved, took = clocked(lambda: solve_nation(problem, area))
    return {**took, **audited(problem, solved), "rows": len(problem.cell)}


def names() -> dict[str, object]:
    problem, cell, priority = plans.named()
    solved = solve(problem)
    dealt, took = clocked(lambda: deal(problem, solved.persons, solved.months, cell, priority))
    if dealt.persons_left.any() or dealt.months_left.any() or int(dealt.months.sum()) != int(solved.months.sum()):
        raise AssertionError("names do not get the plan")
    return {**took, "rows": len(cell), "persons": int(solved.persons.sum())}


def gain() -> dict[str, object]:
    """Return by how much plans are better than rules, in all kabupaten together; floors are left to the plan alone.

    Worker-months are those of a plan to which all months are worth the same, points those of the plan as it is.

    """
    found: dict[str, list[int]] = {}
    spent = []
    for seed in range(_PLACES):
        problem = plans.kabupaten(100 + seed)
        even = replace(problem, worth=np.ones_like(problem.worth))
        (solved, took), flat = clocked(lambda problem=problem: solve(problem)), solve(even)
        audited(problem, solved)
        audited(even, flat)
        spent.append(took)
        told = {"plan months": flat.objective, "plan points": solved.objective}
        for name, (_, months) in _rivals(problem).items():
            told |= {f"{name} months": int(months.sum()), f"{name} points": int((problem.worth * months).sum())}
        for name, number in told.items():
            found.setdefault(name, []).append(number)
    whole = {name: sum(numbers) for name, numbers in found.items()}
    better = {name: whole[f"plan {name.split()[-1]}"] / number - 1 for name, number in whole.items()}
    return {
        "seconds": mean(took["seconds"] for took in spent), "cpu_s": mean(took["cpu_s"] for took in spent),
        "rows": _PLACES, "better": better,
    }  # fmt: skip


def _rivals(problem: Problem) -> dict[str, tuple[Ints, Ints]]:
    return {
        "list": rules.greedy(problem),
        "cheapest": rules.greedy(problem, rules.CHEAPEST),
        "shares": rules.equal_shares(problem),
    }


WORK: dict[str, Callable[[], dict[str, object]]] = {
    "kabupaten": kabupaten,
    "nation": lambda: nation(months=False),
    "nation-months": lambda: nation(months=True),
    "names": names,
    "gain": gain,
}

if __name__ == "__main__":
    print(json.dumps(WORK[sys.argv[1]]()))
