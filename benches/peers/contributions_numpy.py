"""The contributions of all spells for February 2026 in NumPy: doubles, whole columns, nothing rounded.

python -m benches.peers.contributions_numpy SPELLS
"""

from __future__ import annotations

import sys

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benches.peers import spells

_SEGMENTS = ("PU", "BPU", "JAKON")
_RATES = np.array([0.0, 0.0024, 0.0054, 0.0089, 0.0127, 0.0174])
_STEP = 100_000
_FLAGS = ("jkk", "jkm", "jht", "jp", "jkp", "transport", "state_paid")


def main() -> None:
    table = pq.read_table(sys.argv[1], columns=["segment", "wage_m", "risk", *_FLAGS])
    segment = np.zeros(table.num_rows, np.int8)
    for code, name in enumerate(_SEGMENTS):
        segment[pc.equal(table["segment"], name).to_numpy()] = code
    wage, risk = table["wage_m"].to_numpy().astype(np.float64), table["risk"].to_numpy().astype(np.int8)
    flags = {name: table[name].to_numpy() for name in _FLAGS}
    del table
    spells.say(lambda: {line: round(amount.sum()) for line, amount in amounts(segment, wage, risk, flags).items()})


def amounts(
    segment: np.ndarray, wage: np.ndarray, risk: np.ndarray, flags: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return the amount of every line for every spell; nought for those who have none."""
    pu, bpu = segment == 0, segment == 1
    steps = np.minimum(wage, spells.BOUNDS[-1]).astype(np.int32) // _STEP
    base = np.where(bpu, _base_of_step()[steps], wage)
    half = np.where(flags["transport"] & ~flags["state_paid"], 0.5, 1.0)
    jkp, jp = np.minimum(wage, 5_000_000.0) * (flags["jkp"] & pu), np.minimum(wage, 10_547_400.0) * (flags["jp"] & pu)
    jkk_rate = np.where(pu, _RATES[risk], np.where(bpu, half * 0.01, 0.0174))
    return {
        "jht_employer": wage * (flags["jht"] & pu) * 0.037,
        "jht_worker": base * (flags["jht"] & (segment != 2)) * 0.02,
        "jkk": base * flags["jkk"] * jkk_rate,
        "jkm": np.where(bpu, half * 6_800.0, wage * 0.003) * flags["jkm"],
        "jkp_government": jkp * 0.0022,
        "jkp_jkk": jkp * 0.0014,
        "jp_employer": jp * 0.02,
        "jp_worker": jp * 0.01,
    }


def _base_of_step() -> np.ndarray:
    starts = np.arange(0, spells.BOUNDS[-1] + 1, _STEP)
    return np.array(spells.BASES, np.float64)[np.searchsorted(spells.BOUNDS, starts, "right")]


if __name__ == "__main__":
    main()
