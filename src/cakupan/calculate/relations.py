"""The small tables that the SELECTs of the law read, made of a law: its states, the bands of income, the slices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from cakupan import law
from cakupan.calculate.bands import bands, together
from cakupan.law import CONTRIBUTION, OPEN, Law, month_no

PROGRAMMES = ("JKK", "JKM", "JHT", "JP", "JKP")
SCALES = ("MIKRO", "KECIL", "MENENGAH", "BESAR")
#: The value of a duty that says that one must (1 is may, 0 closed).
MUST = 2
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


def of_law(book: Law) -> dict[str, str]:
    """Return the SELECTs of `contribution_law`, `band` and `slice` by their names."""
    told = law.states(book, CONTRIBUTION)
    return {
        "contribution_law": values(told.columns, told.rows),
        "band": values(("step_no", "since", "until", "base"), bands(book).rows),
        "slice": values(("since", "until", "jkk", "lower", "upper", "ppm"), _slices(book)),
    }


def of_build(book: Law) -> dict[str, tuple[tuple[object, ...], ...]]:
    """Return the rows of the small tables by which a build makes `work` and `due` of its lists."""
    return {"duty": tuple(_duties(book)), "pension_age": tuple(pension_steps(book)), "band": tuple(bands(book).rows)}


def values(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the SELECT of whole numbers that are known."""
    told = ", ".join("(" + ", ".join("null" if cell is None else str(cell) for cell in row) + ")" for row in rows)
    typed = ", ".join(f"cast({name} as bigint) as {name}" for name in columns)
    return f"select {typed} from (values {told}) as v({', '.join(columns)})"


def _slices(book: Law) -> list[tuple[int | None, ...]]:
    """Return the slices of contract values; the last has no upper bound."""
    rows: list[tuple[int | None, ...]] = []
    for jkk, name in ((1, "slice_jkk"), (0, "slice_jkm")):
        for run in together(book, "JAKON", name):
            since, until = month_no(run[0].since), month_no(run[0].until)
            for entry, following in pairwise([*run, None]):
                assert entry is not None
                upper = int(following.key) if following else None
                rows.append((since, until, jkk, int(entry.key), upper, entry.value))
    return rows


def pension_steps(book: Law) -> list[tuple[int, int, int, int]]:
    """Return, for months of birth from one to before another, the pension age in months and since when it holds.

    Somebody reaches pension age once: on the first day on which he is as old as the age then in force.
    """
    rows: list[tuple[int, int, int, int]] = []
    born = 0
    steps = [e for e in book.entries if (e.programme, e.name) == ("JP", "pension_age") and not e.alternative]
    for entry in sorted(steps, key=lambda e: e.since):
        until = month_no(entry.until) - 12 * entry.value
        if until > born:
            rows.append((born, until, 12 * entry.value, month_no(entry.since)))
            born = until
    return rows


def pension_month(book: Law, birth_date: date) -> int:
    """Return the number of the first month for which JP is no longer owed."""
    born = month_no(birth_date)
    begun = born + (birth_date.day > 1)
    return next(
        (max(step, begun + months) for since, until, months, step in pension_steps(book) if since <= born < until),
        month_no(OPEN),
    )


def _duties(book: Law) -> list[tuple[object, ...]]:
    """Return which programmes are a duty, span by span: of every scale, and (empty text) at every scale."""
    rows: list[tuple[object, ...]] = []
    for segment, scales in (("PU", SCALES), ("BPU", ("",)), ("JAKON", ("",))):
        found = [e for e in book.entries if (e.programme, e.name) == (segment, "duty") and not e.alternative]
        points = sorted({month_no(day) for e in found for day in (e.since, e.until)})
        for since, until in pairwise(points):
            held = {e.key: e.value == MUST for e in found if month_no(e.since) <= since < month_no(e.until)}
            told = {scale: [held.get(f"{scale} {name}".strip(), False) for name in PROGRAMMES] for scale in scales}
            told[""] = [all(flags) for flags in zip(*told.values(), strict=True)]
            rows += [(segment, scale, *flags, since, until) for scale, flags in told.items()]
    return rows
