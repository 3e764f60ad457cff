"""Invented people through save cycles: the last digits put back are the right ones, and no others are.

`python -m benches.repairs` does the same with a million people and with the real programs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from benches.cycles import SMALL
from benches.repairs import measure

SEEDS = range(1, 21) if "CAKUPAN_SOAK" in os.environ else [1]


@pytest.mark.parametrize("seed", SEEDS)
def test_last_digits_put_back_are_right(tmp_path: Path, seed: int) -> None:
    *cycles, whole = measure(20_000, SMALL, tmp_path, seed)
    assert len(cycles) == len(SMALL)
    assert whole["rows"] > 19_900
    assert whole["keys_wrong"] == 0, "a lost digit was taken for a sound one"
    assert whole["repaired"] > 0.75 * whole["tail_lost"]
    assert whole["repaired_wrong"] <= 0.0005 * whole["repaired"]
    assert whole["nowhere_repaired"] <= 0.0005 * whole["nowhere"], "nobody's NIK was given to somebody"
    assert whole["left_alone"] < 0.1 * whole["tail_lost"]
