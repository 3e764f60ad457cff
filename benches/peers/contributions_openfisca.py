"""The contributions of all spells for February 2026 in OpenFisca-core: a variable a line, parameters by date.

OpenFisca-core is AGPL-3.0; it is installed for this bench alone (requirements/peers.txt).

python -m benches.peers.contributions_openfisca SPELLS
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benches.peers import spells

_MONTH = "2026-02"
Segment = Enum("Segment", {"PU": "Penerima Upah", "BPU": "Bukan Penerima Upah", "JAKON": "Jasa Konstruksi"})
Risk = Enum("Risk", {"i": "I", "ii": "II", "iii": "III", "iv": "IV", "v": "V"})
_FLAGS = ("jkk_joined", "jkm_joined", "jht_joined", "jp_joined", "jkp_joined", "transport", "state_paid")
_INPUTS: dict[str, Any] = {"segment": Segment, "wage": float, "risk": Risk, **dict.fromkeys(_FLAGS, bool)}
Formula = Callable[[Any, Any, Any], Any]


def main() -> None:
    data = _columns(sys.argv[1])
    system = _system()

    def work() -> dict[str, int]:
        simulation = SimulationBuilder().build_default_simulation(system, count=len(data["wage"]))
        for name, column in data.items():
            simulation.set_input(name, _MONTH, column)
        return {line: round(float(simulation.calculate(line, _MONTH).sum(dtype=np.float64))) for line in _FORMULAS}

    spells.say(work)


def _columns(path: str) -> dict[str, np.ndarray]:
    table = pq.read_table(path)
    segment = np.zeros(table.num_rows, np.uint8)
    for code, one in enumerate(Segment):
        segment[pc.equal(table["segment"], one.name).to_numpy()] = code
    found = {name: table[name.removesuffix("_joined")].to_numpy() for name in _FLAGS}
    wage, risk = table["wage_m"].to_numpy().astype(np.float32), table["risk"].to_numpy().astype(np.uint8) - 1
    return {"segment": Segment.encode(segment), "wage": wage, "risk": Risk.encode(risk), **found}


def _system() -> TaxBenefitSystem:
    person = build_entity(key="person", plural="persons", label="Person", is_person=True)
    role = {"key": "member", "plural": "members", "label": "Member"}
    system = TaxBenefitSystem(
        [person, build_entity(key="household", plural="households", label="Household", roles=[role])]
    )
    system.parameters = ParameterNode("", data=_parameters())
    kinds: dict[str, tuple[type, Formula | None]] = {name: (kind, None) for name, kind in _INPUTS.items()}
    kinds |= {name: (float, formula) for name, formula in {**_SHARED, **_FORMULAS}.items()}
    for name, (kind, formula) in kinds.items():
        told = {"value_type": kind, "entity": person, "definition_period": DateUnit.MONTH, "label": name}
        if issubclass(kind, Enum):
            told |= {"value_type": Enum, "possible_values": kind, "default_value": next(iter(kind))}
        system.add_variable(type(name, (Variable,), told | ({"formula": formula} if formula else {})))
    return system


def _since(day: str, value: float) -> dict[str, Any]:
    return {"values": {day: {"value": value}}}


def _parameters() -> dict[str, Any]:
    law, year = "2015-07-01", "2025-03-01"
    brackets = [
        {"threshold": _since(law, float(low)), "amount": _since(law, float(base))}
        for low, base in zip([0, *spells.BOUNDS], spells.BASES, strict=True)
    ]
    rates = {"i": 0.0024, "ii": 0.0054, "iii": 0.0089, "iv": 0.0127, "v": 0.0174}
    return {
        "jkk": {risk: _since(law, rate) for risk, rate in rates.items()},
        "jkm": _since(law, 0.003),
        "jht": {"employer": _since(law, 0.037), "worker": _since(law, 0.02)},
        "jp": {"employer": _since(law, 0.02), "worker": _since(law, 0.01), "ceiling": _since(year, 10_547_400.0)},
        "jkp": {
            "government": _since("2021-02-02", 0.0022), "jkk": _since("2021-02-02", 0.0014),
            "ceiling": _since("2021-02-02", 5_000_000.0),
        },
        "bpu": {
            "band": {"metadata": {"type": "single_amount"}, "brackets": brackets}, "jkk": _since(law, 0.01),
            "jkm": _since(law, 6_800.0), "jht": _since(law, 0.02), "kept_transport": _since("2026-01-01", 0.5),
        },
        "jakon": {"jkk": _since(law, 0.0174), "jkm": _since(law, 0.003)},
    }  # fmt: skip


def _half(person: Any, period: Any, law: Any) -> Any:
    relieved = person("transport", period) & ~person("state_paid", period)
    return np.where(relieved, law(period).bpu.kept_transport, 1)


def _band(person: Any, period: Any, law: Any) -> Any:
    return law(period).bpu.band.calc(person("wage", period))


def _jkk(person: Any, period: Any, law: Any) -> Any:
    at, segment, wage = law(period), person("segment", period), person("wage", period)
    amounts = [wage * at.jkk[person("risk", period)], person("band", period) * at.bpu.jkk * person("half", period)]
    return np.select([segment == Segment.PU, segment == Segment.BPU], amounts, wage * at.jakon.jkk) * person(
        "jkk_joined", period
    )


def _jkm(person: Any, period: Any, law: Any) -> Any:
    at, segment, wage = law(period), person("segment", period), person("wage", period)
    amounts = [wage * at.jkm, person("half", period) * at.bpu.jkm]
    return np.select([segment == Segment.PU, segment == Segment.BPU], amounts, wage * at.jakon.jkm) * person(
        "jkm_joined", period
    )


def _jht_employer(person: Any, period: Any, law: Any) -> Any:
    joined = person("jht_joined", period) & (person("segment", period) == Segment.PU)
    return person("wage", period) * law(period).jht.employer * joined


def _jht_worker(person: Any, period: Any, law: Any) -> Any:
    at, segment = law(period), person("segment", period)
    amounts = [person("wage", period) * at.jht.worker, person("band", period) * at.bpu.jht]
    return np.select([segment == Segment.PU, segment == Segment.BPU], amounts, 0) * person("jht_joined", period)


def _capped(programme: str, part: str) -> Formula:
    def formula(person: Any, period: Any, law: Any) -> Any:
        at = getattr(law(period), programme)
        joined = person(f"{programme}_joined", period) & (person("segment", period) == Segment.PU)
        return np.minimum(person("wage", period), at.ceiling) * getattr(at, part) * joined

    return formula


_SHARED: dict[str, Formula] = {"half": _half, "band": _band}
_FORMULAS: dict[str, Formula] = {
    "jht_employer": _jht_employer,
    "jht_worker": _jht_worker,
    "jkk": _jkk,
    "jkm": _jkm,
    "jkp_government": _capped("jkp", "government"),
    "jkp_jkk": _capped("jkp", "jkk"),
    "jp_employer": _capped("jp", "employer"),
    "jp_worker": _capped("jp", "worker"),
}

if __name__ == "__main__":
    main()
