"""The table `double_payment` of a build: what a fund would pay for months that another pays already, by the law."""

from __future__ import annotations

from cakupan.calculate.tables import due_table
from cakupan.law import OPEN, Law, month_no

_OPEN_MONTH = month_no(OPEN)
_KEPT = ("person", "kind", "payer", "other_payer", "other_record", "other_batch", "segment", "region", "group_code")


def double_table(book: Law, rounding: str = "half-up") -> str:
    """Return the SELECT of `double_payment` over `overlap` and `band`.

    The overlap stands in the place of `work`, so that its amounts are those of `due`: all that is owed for the month,
    whoever bears it, without what is put off. An amount is empty where the wage or the risk is not known. Months in
    which the law changes without changing the amount are one row.

    Args:
        book: the law.
        rounding: a name of ROUNDING; each line is rounded by itself.

    """
    kept = ", ".join(f"o.{name}" for name in _KEPT)
    return f"""
        with work as (
            select record as work, person, segment, region, '' as office, wage_m, risk, jkk, jkm, jht, jp, jkp,
                labour_intensive, transport, state_paid, relieved, deferred, since_month, until_month, batch
            from overlap
        ),
        owed as (
            select work, since_month, until_month,
                case when count(*) = count(amount_m) then cast(sum(amount_m) as bigint) end as amount_m
            from ({due_table(book, rounding)}) as d
            where kind = 'due'
            group by work, since_month, until_month
        ),
        mark as (
            select d.work, o.since_month as begun, d.since_month, d.until_month, d.amount_m,
                case
                    when lag(d.until_month) over (partition by d.work, o.since_month order by d.since_month)
                        = d.since_month
                        and coalesce(
                            lag(d.amount_m) over (partition by d.work, o.since_month order by d.since_month), -1
                        ) = coalesce(d.amount_m, -1) then 0
                    else 1
                end as fresh
            from owed d
            join overlap o
                on o.record = d.work and o.since_month <= d.since_month and d.since_month < o.until_month
        ),
        run as (
            select work, begun, since_month, until_month, amount_m,
                sum(fresh) over (
                    partition by work, begun order by since_month rows between unbounded preceding and current row
                ) as island
            from mark
        ),
        whole as (
            select work, begun, min(since_month) as since_month, max(until_month) as until_month, amount_m
            from run
            group by work, begun, amount_m, island
        ),
        told as (
            select {kept}, w.since_month, w.until_month, w.amount_m, o.record, o.batch,
                case when w.until_month < {_OPEN_MONTH} then w.until_month - w.since_month end as months
            from whole w
            join overlap o on o.record = w.work and o.since_month = w.begun
        )
        select t.*, t.months * t.amount_m as amount, a.since, coalesce(b.since, date '9999-12-31') as until
        from told t
        join calendar a on a.month_no = t.since_month
        left join calendar b on b.month_no = t.until_month
    """
