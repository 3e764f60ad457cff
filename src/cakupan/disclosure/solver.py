"""Linear and whole-number programs for HiGHS, handed over as arrays and asked again with another aim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cakupan.findings import Refusal

if TYPE_CHECKING:
    import highspy

    from cakupan.disclosure.cells import Floats, Ints

ENDLESS = float("inf")
#: Seconds after which a search for whole numbers is given up.
_SECONDS = 20.0


class Program:
    """Columns between bounds, rows between ends; what is minimised is said each time."""

    def __init__(
        self, bounds: tuple[Any, Any], ends: tuple[Any, Any], entries: tuple[Ints, Ints, Ints | Floats]
    ) -> None:
        """Hand a program over.

        Args:
            bounds: the least and the most of each column.
            ends: the least and the most of each row.
            entries: row, column and value of all that is not nought.

        Raises:
            Refusal: `extra_missing`: HiGHS is not installed.

        """
        row, column, value = entries
        self.columns = len(bounds[0])
        order = np.argsort(column, kind="stable")
        starts = np.zeros(self.columns + 1, np.int32)
        np.cumsum(np.bincount(column, minlength=self.columns), out=starts[1:])
        self.solver = _quiet()
        low, high, least, most = (_floats(one) for one in (*bounds, *ends))
        self.solver.passModel(
            self.columns, len(least), len(row), 1, 1, 0.0, np.zeros(self.columns), low, high, least, most,
            starts, row[order].astype(np.int32), _floats(value[order]), np.zeros(self.columns, np.int32),
        )  # fmt: skip
        self._every = np.arange(self.columns, dtype=np.int32)

    def minimise(self, cost: Floats, *, whole: bool = False) -> Floats | None:
        """Return the columns at the least cost; None where there is no answer, or none in whole numbers was found."""
        self.solver.changeColsCost(self.columns, self._every, _floats(cost))
        found = self._run()
        if found is None or not whole or np.abs(found - np.rint(found)).max(initial=0) < 1e-6:
            return found
        self.solver.changeColsIntegrality(self.columns, self._every, np.ones(self.columns, np.uint8))
        found = self._run()
        self.solver.changeColsIntegrality(self.columns, self._every, np.zeros(self.columns, np.uint8))
        return found

    def between(self, column: int, low: float, high: float) -> None:
        """Give a column other bounds."""
        self.solver.changeColBounds(column, low, high)

    def end(self, row: int, low: float, high: float) -> None:
        """Give a row other ends."""
        self.solver.changeRowBounds(row, low, high)

    def _run(self) -> Floats | None:
        self.solver.run()
        if self.solver.getInfo().primal_solution_status != 2:
            return None
        return np.array(self.solver.getSolution().col_value)


def _floats(values: Any) -> Floats:
    return np.asarray(values, np.float64)


def _quiet() -> highspy.Highs:
    try:
        import highspy
    except ImportError:
        raise Refusal("extra_missing", extra="plan") from None

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - its first call, out of the constructor, prints a banner
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    solver = Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", _SECONDS)
    return solver
