"""Which numbers may stand beside others: a difference of two that are told is a number that is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cakupan.disclosure.cells import BOTH, BOTH_ALONE, EVERYTHING, NOTHING, Bools, Ints, small


def beside(counts: Sequence[Ints], told: Sequence[Ints], there: Sequence[Bools], known: Sequence[Ints]) -> list[Ints]:
    """Return what may be told of cells at several moments, so that no difference of two moments is of few.

    Args:
        counts: the counts of the same cells at each moment, what matters most first; no later one takes it back.
        told: by moment and cell what may be told of it for itself.
        there: by moment and cell whether it is spoken of at all.
        known: counts of these cells that were told before, of any moment; -1 where they were not.

    """
    before = [(one, one >= 0) for one in known]
    found: list[Ints] = []
    for here, first, spoken in zip(counts, told, there, strict=True):
        close = np.zeros(here.shape, np.bool_)
        for other, seen in before:
            close |= small(np.abs(here - other)) & seen
        close &= spoken[:, None]
        may = np.where(close[:, BOTH], NOTHING, np.where(close.any(1), BOTH_ALONE, EVERYTHING))
        may = np.maximum(may, first).astype(np.int64)
        before.append((here, _seen(may) & spoken[:, None]))
        found.append(may)
    return found


def _seen(told: Ints) -> Bools:
    """Return which counts of cells are told."""
    everything = told == EVERYTHING
    return np.stack([everything, everything, told != NOTHING], axis=1)
