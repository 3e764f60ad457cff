"""The small tables that the SELECTs of the law read, made of a law: its states, the bands of income, the slices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from cakupan import law
from cakupan.calculate.lines import BAND_STEP
from cakupan.law import CONTRIBUTION, Entry, Law, month_no

#: What the benefit SELECTs read: one row for each event. A cell that is empty was not told, and no condition is judged
#: by it; whoever has no figure for a column leaves it empty.
EVENT = {
    "event": "BIGINT",  # name of the row
    "segment": "TEXT",  # PU, BPU, JAKON, PMI
    "kind": "TEXT",  # a word of KINDS
    "day": "DATE",  # when it happened
    "jkk": "BOOLEAN",  # whether he is a member of each programme, and it is asked for
    "jkm": "BOOLEAN",
    "jht": "BOOLEAN",
    "jp": "BOOLEAN",
    "jkp": "BOOLEAN",
    "wage_m": "BIGINT",  # last monthly wage; of a BPU the base of his income band; rupiah
    "membership_months": "BIGINT",  # months of membership up to the event
    "arrears_months": "BIGINT",  # months unpaid in a row up to the event
    "bankrupt": "BOOLEAN",  # whether the employer went bankrupt or closed
    "claim_months": "BIGINT",  # months begun between event and claim
    "waited_months": "BIGINT",  # months completed between event and claim
    "years_tk": "BIGINT",  # school years to be paid at each level, over at most two children
    "years_sd": "BIGINT",
    "years_smp": "BIGINT",
    "years_sma": "BIGINT",
    "years_pt": "BIGINT",
    "part_ppm": "BIGINT",  # share of the disability table, summed over the injuries
    "loss_ppm": "BIGINT",  # loss of function of that part; empty where the part is gone
    "months_unable": "BIGINT",  # whole months unable to work
    "days_unable": "BIGINT",  # days unable to work beyond them
    "cost_land": "BIGINT",  # receipts in rupiah, by what was bought
    "cost_sea": "BIGINT",
    "cost_air": "BIGINT",
    "cost_homecare": "BIGINT",
    "cost_dental": "BIGINT",
    "cost_hearing": "BIGINT",
    "cost_glasses": "BIGINT",
    "cost_rehab": "BIGINT",
    "cost_prosthesis": "BIGINT",  # price of the public hospital's rehabilitation centre
    "cost_abroad": "BIGINT",  # treatment of a migrant worker abroad
    "jht_balance": "BIGINT",  # contributions and development, rupiah
    "age": "BIGINT",  # completed years
    "partial_taken": "BOOLEAN",  # whether a part of the JHT was taken before
    "reached": "BOOLEAN",  # whether the pension age of JP was reached by that day
    "paid_months": "BIGINT",  # JP months fully paid
    "average_wage": "BIGINT",  # mean monthly wage over them, each raised by inflation
    "survivor": "TEXT",  # spouse, child, child-after-spouse, parent
    "drawn_m": "BIGINT",  # monthly pension that the deceased drew
    "jp_balance": "BIGINT",  # JP contributions and development, rupiah
    "paid_24": "BIGINT",  # JKP months paid of the last 24
    "paid_row": "BIGINT",  # JKP months paid in a row up to the event
    "claim_no": "BIGINT",  # which JKP claim of his working life this is
    "paid_since_claim": "BIGINT",  # JKP months paid since the claim before
    "months_claimed": "BIGINT",  # JKP months without work, six at most
    "months_new": "BIGINT",  # of them those paid since 7 February 2025
}
#: No income of a non-wage earner is looked for beyond it.
_MOST_INCOME = 1_000_000_000


def of_law(book: Law) -> dict[str, str]:
    """Return the SELECTs of `contribution_law`, `band` and `slice` by their names."""
    told = law.states(book, CONTRIBUTION)
    return {
        "contribution_law": values(told.columns, told.rows),
        "band": values(("step_no", "since", "until", "base"), _bands(book)),
        "slice": values(("since", "until", "jkk", "lower", "upper", "ppm"), _slices(book)),
    }


def values(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the SELECT of whole numbers that are known."""
    told = ", ".join("(" + ", ".join("null" if cell is None else str(cell) for cell in row) + ")" for row in rows)
    typed = ", ".join(f"cast({name} as bigint) as {name}" for name in columns)
    return f"select {typed} from (values {told}) as v({', '.join(columns)})"


def _together(book: Law, programme: str, name: str) -> list[list[Entry]]:
    """Return the values that hold side by side, span by span, each run in the order of its keys."""
    found = [e for e in book.entries if (e.programme, e.name) == (programme, name) and not e.alternative]
    found.sort(key=lambda e: (e.since, int(e.key)))
    return [list(run) for _, run in groupby(found, key=lambda e: (e.since, e.until))]


def _bands(book: Law) -> list[tuple[int, int, int, int]]:
    """Return the base of every income in steps that divide all bounds, so that it is found by its number."""
    rows = []
    for run in _together(book, "BPU", "band"):
        since, until = month_no(run[0].since), month_no(run[0].until)
        ends = [int(e.key) // BAND_STEP for e in run[1:]] + [_MOST_INCOME // BAND_STEP]
        for entry, end in zip(run, ends, strict=True):
            rows += [(number, since, until, entry.value) for number in range(int(entry.key) // BAND_STEP, end)]
    return rows


def _slices(book: Law) -> list[tuple[int | None, ...]]:
    """Return the slices of contract values; the last has no upper bound."""
    rows: list[tuple[int | None, ...]] = []
    for jkk, name in ((1, "slice_jkk"), (0, "slice_jkm")):
        for run in _together(book, "JAKON", name):
            since, until = month_no(run[0].since), month_no(run[0].until)
            for entry, following in pairwise([*run, None]):
                assert entry is not None
                upper = int(following.key) if following else None
                rows.append((since, until, jkk, int(entry.key), upper, entry.value))
    return rows
