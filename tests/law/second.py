"""The rules of contribution once more, in fractions and by hand: from the regulations, not from `law/`.

Nothing here reads the package. Whoever changes a rule changes it twice, or `test_second.py` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

Month = tuple[int, int]

ROUNDINGS: dict[str, Callable[[Fraction], int]] = {
    "half-up": lambda amount: floor(amount + Fraction(1, 2)),
    "down": floor,
    "up": ceil,
}


@dataclass(frozen=True)
class Case:
    """One worker in one month; `programmes` are those that he is in."""

    segment: str
    month: Month
    wage: int
    risk: int
    programmes: frozenset[str]
    labour_intensive: bool = False
    transport: bool = False
    state_paid: bool = False
    relieved: bool = False
    deferred: bool = False


def percent(text: str) -> Fraction:
    return Fraction(text) / 100


#: PP 44/2015 Pasal 16 ayat (1).
JKK = {1: percent("0.24"), 2: percent("0.54"), 3: percent("0.89"), 4: percent("1.27"), 5: percent("1.74")}
#: PP 44/2015 Pasal 18 ayat (1), Pasal 20 ayat (3).
JKM, JKM_BPU = percent("0.3"), 6_800
#: PP 46/2015 Pasal 16 ayat (1); Lampiran.
JHT_EMPLOYER, JHT_WORKER, JHT_BPU = percent("3.7"), percent("2"), percent("2")
#: PP 45/2015 Pasal 28 ayat (3).
JP_EMPLOYER, JP_WORKER = percent("2"), percent("1")
#: PP 45/2015 Pasal 29, and what BPJS Ketenagakerjaan published each year.
JP_CEILINGS = {
    (2015, 7): 7_000_000,
    (2016, 3): 7_335_300,
    (2017, 3): 7_703_500,
    (2018, 3): 8_094_000,
    (2019, 3): 8_512_400,
    (2020, 3): 8_939_700,
    (2021, 3): 8_754_600,
    (2022, 3): 9_077_600,
    (2023, 3): 9_559_600,
    (2024, 3): 10_042_300,
    (2025, 3): 10_547_400,
    (2026, 3): 11_086_300,
}
#: PP 37/2021 Pasal 11, from its month on; PP 6/2025 Pasal 11 takes nothing more from JKM.
JKP_SINCE, JKP_CHANGED, JKP_CEILING = (2021, 2), (2025, 2), 5_000_000
JKP_GOVERNMENT, JKP_FROM_JKK, JKP_FROM_JKM = percent("0.22"), percent("0.14"), percent("0.1")
#: PP 49/2020: JKK and JKM at 1 percent, 99 percent of JP put off.
COVID = ((2020, 8), (2021, 2))
#: PP 7/2025 and PP 36/2025: half of JKK.
LABOUR = ((2025, 2), (2026, 2))
#: PP 50/2025: half of JKK and JKM of non-wage earners, not if APBN or APBD pays.
TRANSPORT, OTHERS = ((2026, 1), (2027, 4)), ((2026, 4), (2027, 1))
#: PP 44/2015 Pasal 54 and 55: rates of wages, and of the parts of a contract up to these sums.
JAKON_JKK, JAKON_JKM = percent("1.74"), percent("0.3")
SLICES = (
    (100_000_000, percent("0.21"), percent("0.03")),
    (500_000_000, percent("0.17"), percent("0.02")),
    (1_000_000_000, percent("0.13"), percent("0.02")),
    (5_000_000_000, percent("0.11"), percent("0.01")),
    (None, percent("0.09"), percent("0.01")),
)


def bpu_base(income: int) -> int:
    """PP 44/2015 Lampiran II: the middle of the band, as the bands are drawn."""
    if income < 1_100_000:
        return 1_000_000
    for first, last, width in (
        (1_100_000, 2_700_000, 200_000),
        (2_700_000, 8_200_000, 500_000),
        (8_200_000, 20_200_000, 1_000_000),
    ):
        if income < last:
            return first + (income - first) // width * width + width // 2
    return 20_700_000


def inside(month: Month, span: tuple[Month, Month]) -> bool:
    return span[0] <= month < span[1]


def contribution(case: Case, rounding: str = "half-up") -> dict[str, int]:
    """Return the lines that a case has, in whole rupiah."""
    exact = {"PU": of_pu, "BPU": of_bpu, "JAKON": of_jakon}[case.segment](case)
    return {line: ROUNDINGS[rounding](amount) for line, amount in exact.items()}


def covid(case: Case) -> Fraction:
    """What is still paid of JKK and JKM."""
    return percent("1") if case.relieved and inside(case.month, COVID) else Fraction(1)


def of_pu(case: Case) -> dict[str, Fraction]:
    lines: dict[str, Fraction] = {}
    if "JKK" in case.programmes:
        half = Fraction(1, 2) if case.labour_intensive and inside(case.month, LABOUR) else 1
        lines["jkk"] = case.wage * JKK[case.risk] * half * covid(case)
    if "JKM" in case.programmes:
        lines["jkm"] = case.wage * JKM * covid(case)
    if "JHT" in case.programmes:
        lines |= {"jht_employer": case.wage * JHT_EMPLOYER, "jht_worker": case.wage * JHT_WORKER}
    if "JP" in case.programmes:
        lines |= of_jp(case)
    if "JKP" in case.programmes and case.month >= JKP_SINCE:
        base = min(case.wage, JKP_CEILING)
        lines |= {"jkp_government": base * JKP_GOVERNMENT, "jkp_jkk": base * JKP_FROM_JKK}
        if case.month < JKP_CHANGED:
            lines["jkp_jkm"] = base * JKP_FROM_JKM
    return lines


def of_jp(case: Case) -> dict[str, Fraction]:
    base = min(case.wage, JP_CEILINGS[max(since for since in JP_CEILINGS if since <= case.month)])
    if not (case.deferred and inside(case.month, COVID)):
        return {"jp_employer": base * JP_EMPLOYER, "jp_worker": base * JP_WORKER}
    now, later = percent("1"), percent("99")
    return {
        "jp_employer": base * JP_EMPLOYER * now,
        "jp_worker": base * JP_WORKER * now,
        "jp_employer_later": base * JP_EMPLOYER * later,
        "jp_worker_later": base * JP_WORKER * later,
    }


def of_bpu(case: Case) -> dict[str, Fraction]:
    base, lines = bpu_base(case.wage), {}
    relief = TRANSPORT if case.transport else OTHERS
    half = Fraction(1, 2) if inside(case.month, relief) and not case.state_paid else Fraction(1)
    if "JKK" in case.programmes:
        lines["jkk"] = base * percent("1") * half * covid(case)
    if "JKM" in case.programmes:
        lines["jkm"] = JKM_BPU * half * covid(case)
    if "JHT" in case.programmes:
        lines["jht_worker"] = base * JHT_BPU
    return lines


def of_jakon(case: Case) -> dict[str, Fraction]:
    rates = {"JKK": JAKON_JKK, "JKM": JAKON_JKM}
    return {name.lower(): case.wage * rate * covid(case) for name, rate in rates.items() if name in case.programmes}


def project(contract: int, month: Month, *, relieved: bool, rounding: str = "half-up") -> dict[str, int]:
    """Return JKK and JKM of a contract net of PPN, each slice at its own rate, rounded once."""
    jkk, jkm, lower = Fraction(0), Fraction(0), 0
    for upper, rate_jkk, rate_jkm in SLICES:
        part = max(0, (contract if upper is None else min(contract, upper)) - lower)
        jkk, jkm, lower = jkk + part * rate_jkk, jkm + part * rate_jkm, upper or 0
    kept = percent("1") if relieved and inside(month, COVID) else Fraction(1)
    return {"jkk": ROUNDINGS[rounding](jkk * kept), "jkm": ROUNDINGS[rounding](jkm * kept)}


def net_of_ppn(contract: int, month: Month) -> int:
    """UU 7/2021: 11 percent since April 2022, in effect still so since 2025 (PMK 131/2024)."""
    return ROUNDINGS["half-up"](Fraction(contract) / (1 + percent("11" if month >= (2022, 4) else "10")))


def package(months: int, *, individual: bool) -> int:
    """Permenaker 4/2023 Pasal 18: the longest package that fits, then months one by one."""
    length, price = next(
        (length, price) for length, price in ((24, 332_500), (12, 189_000), (6, 108_000)) if length <= months
    )
    return (0 if individual else 37_500) + price + 13_500 * (months - length)
