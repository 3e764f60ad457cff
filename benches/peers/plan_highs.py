"""The same plans in one piece, as HiGHS is given them by hand.

python -m benches.peers.plan_highs kabupaten|nation|nation-months

A kabupaten is two whole models, the worker-months of the kept and then the points, to the gap that ours is asked for.
The nation is the relaxation alone, by the interior point without a corner: as one whole model it finds no plan in
minutes.
"""

from __future__ import annotations

import json
import sys
import time

import highspy
import numpy as np

from benches import plans
from cakupan.plan.problem import Ints, Problem
from cakupan.plan.solve import GAP

#: After which each model is stopped: a whole one, and a relaxation.
_WHOLE, _RELAXED = 60.0, 300.0


def model(problem: Problem, gain: Ints, keep: int, *, whole: bool) -> tuple[str, float, float]:
    """Return status, objective and bound of persons and months as columns, two for each offer."""
    offers, cells, funds = np.arange(len(problem.cell)), len(problem.need), len(problem.ceiling)
    x, y = offers, len(offers) + offers
    unit, floors = 1e-6, problem.floors
    first = cells + funds
    parts = [
        (problem.cell, x, 1.0), (cells + problem.fund, y, problem.price * unit),
        (first + offers, y, 1.0), (first + offers, x, -problem.least),
        (first + len(offers) + offers, y, 1.0), (first + len(offers) + offers, x, -problem.most),
    ]  # fmt: skip
    last = first + 2 * len(offers)
    for number, floor in enumerate(floors):
        inside = np.flatnonzero(np.isin(problem.cell, floor.cells))
        parts.append((np.full(len(inside), last + number), inside, 1.0))
    kept = np.flatnonzero(problem.kept[problem.cell])
    parts.append((np.full(len(kept), last + len(floors)), len(offers) + kept, 1.0))
    rows = np.concatenate([part[0] for part in parts])
    columns = np.concatenate([part[1] for part in parts])
    values = np.concatenate([np.broadcast_to(part[2], part[0].shape).astype(float) for part in parts])
    endless = np.full(len(offers), np.inf)
    lower = np.concatenate(
        [np.full(first, -np.inf), np.zeros(len(offers)), -endless, [f.persons for f in floors], [keep]]
    )
    upper = np.concatenate([problem.need, problem.ceiling * unit, endless, np.zeros(len(offers))])
    upper = np.concatenate([upper, np.full(len(floors) + 1, np.inf)])
    order = np.argsort(columns, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=2 * len(offers)))]).astype(np.int32)
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("time_limit", _WHOLE if whole else _RELAXED), ("mip_rel_gap", GAP)):
        solver.setOptionValue(name, value)
    if not whole:
        solver.setOptionValue("solver", "ipm")
        solver.setOptionValue("run_crossover", "off")
    high = np.concatenate([problem.need[problem.cell], (problem.need[problem.cell] * problem.most)]).astype(float)
    solver.passModel(
        2 * len(offers), len(lower), len(rows), 1, -1, 0.0, np.concatenate([np.zeros(len(offers)), gain]),
        np.zeros(2 * len(offers)), high, lower, upper, starts, rows[order].astype(np.int32), values[order],
        np.full(2 * len(offers), int(whole), np.int32),
    )  # fmt: skip
    solver.run()
    info = solver.getInfo()
    return solver.modelStatusToString(solver.getModelStatus()), info.objective_function_value, info.mip_dual_bound


def main() -> None:
    what = sys.argv[1]
    problem = plans.kabupaten() if what == "kabupaten" else plans.nation(months=what == "nation-months")[0]
    whole, start, before, keep = what == "kabupaten", time.perf_counter(), time.process_time(), 0
    kept = problem.kept[problem.cell].astype(np.int64)
    if kept.any():
        keep = round(model(problem, kept, 0, whole=whole)[1] - (0 if whole else 0.5))
    status, objective, bound = model(problem, problem.worth, keep, whole=whole)
    seconds, cpu = time.perf_counter() - start, time.process_time() - before
    found = objective if abs(objective) < 1e300 else None
    told = {"status": status, "objective": found, "bound": bound, "kept": keep}
    print(json.dumps({"seconds": seconds, "cpu_s": cpu, **told}))


if __name__ == "__main__":
    main()
