"""The same plans in one piece, as HiGHS is given them by hand.

python -m benches.peers.plan_highs kabupaten|nation|nation-months

A kabupaten is two whole models, the worker-months of the kept and then the points, to the gap that ours is asked for.
The nation is the relaxation alone, by the interior point without a corner: as one whole model it finds no plan in
minutes. There a column is a person with all his months, since no more than these can be best without floors.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np

from benches import plans
from cakupan.plan.problem import Floats, Ints, Problem
from cakupan.plan.solve import GAP

#: Seconds after which each model is stopped: a whole one, and a relaxation.
_WHOLE, _RELAXED = 60.0, 300.0
_UNIT = 1e-6
_Part = tuple[Ints, Ints, Any]


def whole(problem: Problem, gain: Ints, keep: int) -> tuple[str, float | None]:
    """Return status and objective of persons and months as whole columns, two for each offer."""
    offers, cells, funds = np.arange(len(problem.cell)), len(problem.need), len(problem.ceiling)
    first, months = cells + funds, len(offers) + offers
    last = first + 2 * len(offers)
    parts: list[_Part] = [
        (problem.cell, offers, 1.0), (cells + problem.fund, months, problem.price * _UNIT),
        (first + offers, months, 1.0), (first + offers, offers, -problem.least),
        (first + len(offers) + offers, months, 1.0), (first + len(offers) + offers, offers, -problem.most),
    ]  # fmt: skip
    for number, floor in enumerate(problem.floors):
        inside = np.flatnonzero(np.isin(problem.cell, floor.cells))
        parts.append((np.full(len(inside), last + number), inside, 1.0))
    kept = np.flatnonzero(problem.kept[problem.cell])
    parts.append((np.full(len(kept), last + len(problem.floors)), months[kept], 1.0))
    endless, none = np.full(len(offers), np.inf), np.zeros(len(offers))
    asked = [*(floor.persons for floor in problem.floors), keep]
    lower = np.concatenate([np.full(first, -np.inf), none, -endless, asked])
    upper = np.concatenate([problem.need, problem.ceiling * _UNIT, endless, none, np.full(len(asked), np.inf)])
    need = problem.need[problem.cell]
    high, gains = np.concatenate([need, need * problem.most]), np.concatenate([none, gain])
    options = {"time_limit": _WHOLE, "mip_rel_gap": GAP}
    return _solved(parts, gains, high.astype(float), (lower, upper), options, kind=1)


def relaxed(problem: Problem, gain: Ints, keep: int) -> tuple[str, float | None]:
    """Return status and objective of the relaxation, one column for each offer."""
    offers, cells, funds = np.arange(len(problem.cell)), len(problem.need), len(problem.ceiling)
    kept = np.flatnonzero(problem.kept[problem.cell])
    parts: list[_Part] = [
        (problem.cell, offers, 1.0), (cells + problem.fund, offers, problem.price * problem.most * _UNIT),
        (np.full(len(kept), cells + funds), kept, problem.most[kept]),
    ]  # fmt: skip
    lower = np.concatenate([np.full(cells + funds, -np.inf), [keep - 0.5]])
    upper = np.concatenate([problem.need, problem.ceiling * _UNIT, [np.inf]])
    options = {"time_limit": _RELAXED, "solver": "ipm", "run_crossover": "off"}
    high = problem.need[problem.cell].astype(float)
    return _solved(parts, (gain * problem.most).astype(float), high, (lower, upper), options, kind=0)


def _solved(
    parts: Sequence[_Part],
    gain: Floats,
    high: Floats,
    rows: tuple[Floats, Floats],
    options: dict[str, object],
    kind: int,
) -> tuple[str, float | None]:
    row = np.concatenate([part[0] for part in parts])
    column = np.concatenate([part[1] for part in parts])
    value = np.concatenate([np.broadcast_to(part[2], part[0].shape).astype(float) for part in parts])
    order = np.argsort(column, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=len(gain)))]).astype(np.int32)
    solver = highspy.Highs()
    for name, told in {"output_flag": False, **options}.items():
        solver.setOptionValue(name, told)
    solver.passModel(
        len(gain), len(rows[0]), len(row), 1, -1, 0.0, gain, np.zeros(len(gain)), high, *rows,
        starts, row[order].astype(np.int32), value[order], np.full(len(gain), kind, np.int32),
    )  # fmt: skip
    solver.run()
    found = solver.getInfo().objective_function_value
    return solver.modelStatusToString(solver.getModelStatus()), found if abs(found) < 1e300 else None


def main() -> None:
    what = sys.argv[1]
    problem = plans.kabupaten() if what == "kabupaten" else plans.nation(months=what == "nation-months")[0]
    model = whole if what == "kabupaten" else relaxed
    start, before, keep = time.perf_counter(), time.process_time(), 0
    kept = problem.kept[problem.cell].astype(np.int64)
    if kept.any():
        keep = round(model(problem, kept, 0)[1] or 0)
    status, objective = model(problem, problem.worth, keep)
    seconds, cpu = time.perf_counter() - start, time.process_time() - before
    print(json.dumps({"seconds": seconds, "cpu_s": cpu, "status": status, "objective": objective, "kept": keep}))


if __name__ == "__main__":
    main()
