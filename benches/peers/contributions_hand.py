"""The contributions of all spells as somebody writes them by hand: BIGINT, the same flags, rounding and lines.

python -m benches.peers.contributions_hand SPELLS month|segments|years|monthly

`month` is one SELECT with a CASE for each segment; `segments` one SELECT for each, joined by UNION ALL; `years` cuts
the spells with a table of what changed; `monthly` runs one SELECT for each of the sixty months.
"""

from __future__ import annotations

import sys

import duckdb

from benches.peers import spells

_LINES = (
    "jht_employer", "jht_worker", "jkk", "jkm", "jkp_government", "jkp_jkk", "jkp_jkm", "jp_employer", "jp_worker",
    "jp_employer_later", "jp_worker_later",
)  # fmt: skip
_STEP, _TOP = 100_000, 202
_BAND = f"left join band on segment = 'BPU' and step_no = least(wage_m // {_STEP}, {_TOP})"
_RISK = "case risk when 1 then 2400 when 2 then 5400 when 3 then 8900 when 4 then 12700 when 5 then 17400 end"
_FEBRUARY = """
    select 1 as months,
        case when jht and segment = 'PU' then (wage_m * 37000 + 500000) // 1000000 end as jht_employer,
        case when jht then
            case segment when 'PU' then (wage_m * 20000 + 500000) // 1000000
                when 'BPU' then (base * 20000 + 500000) // 1000000 end
        end as jht_worker,
        case when jkk then
            case segment when 'PU' then (wage_m * {risk} + 500000) // 1000000
                when 'BPU' then
                    (base * case when transport and not state_paid then 5000 else 10000 end + 500000) // 1000000
                when 'JAKON' then (wage_m * 17400 + 500000) // 1000000 end
        end as jkk,
        case when jkm then
            case segment when 'BPU' then case when transport and not state_paid then 3400 else 6800 end
                else (wage_m * 3000 + 500000) // 1000000 end
        end as jkm,
        case when jkp and segment = 'PU' then (least(wage_m, 5000000) * 2200 + 500000) // 1000000 end as jkp_government,
        case when jkp and segment = 'PU' then (least(wage_m, 5000000) * 1400 + 500000) // 1000000 end as jkp_jkk,
        cast(0 as bigint) as jkp_jkm,
        case when jp and segment = 'PU' then (least(wage_m, 10547400) * 20000 + 500000) // 1000000 end as jp_employer,
        case when jp and segment = 'PU' then (least(wage_m, 10547400) * 10000 + 500000) // 1000000 end as jp_worker,
        cast(0 as bigint) as jp_employer_later, cast(0 as bigint) as jp_worker_later
    from work {band}
    where since_month <= 24313 and 24313 < until_month
"""
_SEGMENTS = """
    select 1 as months,
        case when jht then (wage_m * 37000 + 500000) // 1000000 end as jht_employer,
        case when jht then (wage_m * 20000 + 500000) // 1000000 end as jht_worker,
        case when jkk then (wage_m * {risk} + 500000) // 1000000 end as jkk,
        case when jkm then (wage_m * 3000 + 500000) // 1000000 end as jkm,
        case when jkp then (least(wage_m, 5000000) * 2200 + 500000) // 1000000 end as jkp_government,
        case when jkp then (least(wage_m, 5000000) * 1400 + 500000) // 1000000 end as jkp_jkk,
        cast(null as bigint) as jkp_jkm,
        case when jp then (least(wage_m, 10547400) * 20000 + 500000) // 1000000 end as jp_employer,
        case when jp then (least(wage_m, 10547400) * 10000 + 500000) // 1000000 end as jp_worker,
        cast(null as bigint) as jp_employer_later, cast(null as bigint) as jp_worker_later
    from work where segment = 'PU' and since_month <= 24313 and 24313 < until_month
    union all
    select 1, null, case when jht then (base * 20000 + 500000) // 1000000 end,
        case when jkk then
            (base * case when transport and not state_paid then 5000 else 10000 end + 500000) // 1000000 end,
        case when jkm then case when transport and not state_paid then 3400 else 6800 end end,
        null, null, null, null, null, null, null
    from work {band} where segment = 'BPU' and since_month <= 24313 and 24313 < until_month
    union all
    select 1, null, null, case when jkk then (wage_m * 17400 + 500000) // 1000000 end,
        case when jkm then (wage_m * 3000 + 500000) // 1000000 end, null, null, null, null, null, null, null
    from work where segment = 'JAKON' and since_month <= 24313 and 24313 < until_month
"""
#: Since when: JP ceiling, parts per million of JKK and JKM, of the JKK of labour-intensive industry and of JP that are
#: paid, JKP of the government, from JKK, from JKM.
_CHANGES = (
    (2021, 1, 8_939_700, 10_000, 1_000_000, 10_000, 0, 0, 0),
    (2021, 2, 8_939_700, 1_000_000, 1_000_000, 1_000_000, 2200, 1400, 1000),
    (2021, 3, 8_754_600, 1_000_000, 1_000_000, 1_000_000, 2200, 1400, 1000),
    (2022, 3, 9_077_600, 1_000_000, 1_000_000, 1_000_000, 2200, 1400, 1000),
    (2023, 3, 9_559_600, 1_000_000, 1_000_000, 1_000_000, 2200, 1400, 1000),
    (2024, 3, 10_042_300, 1_000_000, 1_000_000, 1_000_000, 2200, 1400, 1000),
    (2025, 2, 10_042_300, 1_000_000, 500_000, 1_000_000, 2200, 1400, 0),
    (2025, 3, 10_547_400, 1_000_000, 500_000, 1_000_000, 2200, 1400, 0),
)
_SPAN = """
    select months,
        case when jht and segment = 'PU' then (wage_m * 37000 + 500000) // 1000000 end as jht_employer,
        case when jht then
            case segment when 'PU' then (wage_m * 20000 + 500000) // 1000000
                when 'BPU' then (base * 20000 + 500000) // 1000000 end
        end as jht_worker,
        case when jkk then
            case segment
                when 'PU' then
                    (wage_m * ({risk} * case when labour_intensive then labour else 1000000 end // 1000000
                        * kept // 1000000) + 500000) // 1000000
                when 'BPU' then (base * (kept // 100) + 500000) // 1000000
                when 'JAKON' then (wage_m * (17400 * kept // 1000000) + 500000) // 1000000 end
        end as jkk,
        case when jkm then
            case segment when 'BPU' then (6800 * kept + 500000) // 1000000
                else (wage_m * (3000 * kept // 1000000) + 500000) // 1000000 end
        end as jkm,
        case when jkp and segment = 'PU' then (least(wage_m, 5000000) * government + 500000) // 1000000 end
            as jkp_government,
        case when jkp and segment = 'PU' then (least(wage_m, 5000000) * from_jkk + 500000) // 1000000 end
            as jkp_jkk,
        case when jkp and segment = 'PU' then (least(wage_m, 5000000) * from_jkm + 500000) // 1000000 end
            as jkp_jkm,
        case when jp and segment = 'PU' then
            (least(wage_m, ceiling) * (20000 * paid // 1000000) + 500000) // 1000000 end as jp_employer,
        case when jp and segment = 'PU' then
            (least(wage_m, ceiling) * (10000 * paid // 1000000) + 500000) // 1000000 end as jp_worker,
        case when jp and segment = 'PU' then
            (least(wage_m, ceiling) * (20000 * (1000000 - paid) // 1000000) + 500000) // 1000000 end
            as jp_employer_later,
        case when jp and segment = 'PU' then
            (least(wage_m, ceiling) * (10000 * (1000000 - paid) // 1000000) + 500000) // 1000000 end
            as jp_worker_later
    from (
        select work.* exclude (relieved, deferred), band.base,
            least(until_month, until) - greatest(since_month, since) as months,
            ceiling, labour, government, from_jkk, from_jkm,
            case when relieved then span.kept else 1000000 end as kept,
            case when deferred then span.paid else 1000000 end as paid
        from work join span on since_month < until and since < until_month {band}
    ) as cut
"""


def main() -> None:
    engine, kind = spells.loaded(sys.argv[1]), sys.argv[2]
    _bands(engine)
    written = {"month": [_FEBRUARY], "segments": [_SEGMENTS], "years": [_SPAN], "monthly": [_SPAN] * 60}[kind]

    def work() -> dict[str, int]:
        sums = dict.fromkeys(_LINES, 0)
        for number, select in enumerate(written):
            first, last = spells.MONTHS["years"]
            _spans(engine, *((first + number, first + number + 1) if kind == "monthly" else (first, last)))
            told = ", ".join(f"cast(sum({line} * months) as bigint)" for line in _LINES)
            found = engine.execute(f"select {told} from ({select.format(risk=_RISK, band=_BAND)})").fetchall()[0]
            sums = {line: sums[line] + (amount or 0) for line, amount in zip(_LINES, found, strict=True)}
        return sums

    spells.say(work, 1 if kind == "monthly" else 3)


def _bands(engine: duckdb.DuckDBPyConnection) -> None:
    rows = (
        (
            number,
            next(
                base
                for low, base in zip([0, *spells.BOUNDS][::-1], spells.BASES[::-1], strict=True)
                if low <= number * _STEP
            ),
        )
        for number in range(_TOP + 1)
    )
    engine.execute(f"create table band as select * from (values {', '.join(map(str, rows))}) as v(step_no, base)")
    engine.execute("alter table band alter base type bigint")


def _spans(engine: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
    """Make the table of what changed, as far as it lies in the months asked for."""
    numbers = [year * 12 + month - 1 for year, month, *_ in _CHANGES]
    rows = [
        (max(since, first), min(until, last), *values)
        for since, until, (_, _, *values) in zip(numbers, [*numbers[1:], last], _CHANGES, strict=True)
        if since < last and first < until
    ]
    columns = ("since", "until", "ceiling", "kept", "labour", "paid", "government", "from_jkk", "from_jkm")
    told = ", ".join(f"cast({name} as bigint) as {name}" for name in columns)
    values = ", ".join(map(str, rows))
    engine.execute(f"create or replace table span as select {told} from (values {values}) as v({', '.join(columns)})")


if __name__ == "__main__":
    main()
