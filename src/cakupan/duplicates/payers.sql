-- A fund pays for months that another pays already: whoever pays already first, then the fund. What has no stated end
-- is counted up to the month of the moment, and by the month from there.
with clipped as (
    select
        d.kind, d.person, d.record, d.other_record, d.payer, d.other_payer, d.amount_m, d.until_month = 119999 as open,
        case when d.since_month < :from: then :from: else d.since_month end as since_month,
        case
            when d.until_month = 119999 and :last: > d.since_month then :last:
            when d.until_month = 119999 then d.since_month
            when d.until_month > :to: then :to:
            else d.until_month
        end as until_month
    from double_payment d
    where d.since_month < :to: and :from: < d.until_month and :of_person:
),
summed as (
    select
        kind, person, record, other_record, payer, other_payer, min(since_month) as since_month,
        max(until_month) as until_month, max(case when open then 1 else 0 end) = 1 as open,
        cast(sum(until_month - since_month) as integer) as months,
        case
            when count(*) = count(amount_m) then cast(sum((until_month - since_month) * amount_m) as bigint)
        end as amount,
        max(case when open then amount_m end) as open_m
    from clipped
    group by all
)
select
    s.kind, cast(s.record as varchar) || ' ' || cast(s.other_record as varchar) as item, s.person, h.turn,
    case when h.turn = 1 then s.other_payer else s.payer end as listed,
    case when h.turn = 1 then s.other_record else s.record end as record,
    a.since, case when s.open then date '9999-12-31' else b.since end as until, s.months, s.amount, s.open_m
from summed s
join (select 1 as turn union all select 2 as turn) h on true
join calendar a on a.month_no = s.since_month
join calendar b on b.month_no = s.until_month
