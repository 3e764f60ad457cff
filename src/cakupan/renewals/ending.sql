-- Whose cover is about to end, why, what that takes from the family, and what would keep it. `:day:` is the day asked,
-- `:last:` the last day of the warning, `:inside:` the condition on the region `e.region`.
with alive as (
    select e.person, e.segment, e.region, e.payer, e.began, e.paid_until, e.window_until, e.unpaid_from, e.until, e.aged,
        e.record, e.died <= :day: as dead,
        case
            when e.paid_until <= :day: and (e.until <= :last: or coalesce(e.window_until, :day:) <= :day:) then 'grace'
            when e.window_until = e.unpaid_from and e.window_until > :day: and e.window_until <= :last: then 'window'
            when e.paid_until = e.unpaid_from and e.paid_until > :day: and e.paid_until <= :last: then 'paid'
            when e.paid_until is null and e.window_until is null and e.until <= :last: then 'stated'
        end as cause
    from ending e
    where e.began <= :day: and :day: < e.until and :inside:
),
soon as (
    select a.person, a.segment, a.region, a.payer, a.began, a.paid_until, a.window_until, a.unpaid_from, a.until,
        a.aged, a.record, coalesce(a.dead, false) as dead, a.cause,
        case when a.cause in ('grace', 'stated') then a.until else a.unpaid_from end as ends_on,
        case
            when a.cause in ('grace', 'stated') then a.until
            when g.grace_months is null then a.unpaid_from
            else c.since
        end as covered_until,
        m.month_no - b.month_no as months,
        case when a.cause = 'grace' then n.month_no else m.month_no end as first_month
    from alive a
    join segment g on g.segment = a.segment
    join day b on b.day = a.began
    join day m on m.day = a.unpaid_from
    join day n on n.day = :day:
    left join calendar c on c.month_no = m.month_no + g.grace_months
    where a.cause is not null
),
promised as (
    select s.person,
        cast(sum(case when b.kind = 'death' then b.amount + coalesce(b.deferred, 0) end) as bigint) as death,
        cast(sum(case when b.kind = 'accident-death' then b.amount + coalesce(b.deferred, 0) end) as bigint) as accident,
        max(case when b.kind = 'death' and b.programme = 'JKM' then 1 else 0 end) = 1 as jkm
    from soon s
    join benefit b on b.person = s.person and b.until = s.until
    where b.kind in ('death', 'accident-death')
    group by s.person
),
line as (
    select s.person, s.first_month, d.since_month, d.amount_m,
        case
            when d.until_month = max(d.until_month) over (partition by s.person) then 119999
            else d.until_month
        end as until_month
    from soon s
    join due d on d.person = s.person and d.segment = s.segment and d.kind = 'due'
),
priced as (
    select person,
        case when count(*) = count(amount_m) then cast(
            sum(case when since_month <= first_month and first_month < until_month then amount_m else 0 end) as bigint
        ) end as month_price,
        case when count(*) = count(amount_m) then cast(sum(
            amount_m * (
                case when until_month < first_month + 12 then until_month else first_month + 12 end
                - case when since_month > first_month then since_month else first_month end
            )
        ) as bigint) end as year_price
    from line
    where since_month < first_month + 12 and first_month < until_month
    group by person
),
named as (
    select s.person, min(r.birth_date) as birth_date,
        coalesce(
            max(r.sex),
            max(case when r.nik_key then case when substr(r.nik, 7, 1) >= '4' then 'P' else 'L' end end)
        ) as sex
    from soon s
    join person p on p.person = s.person
    join record r on r.record = p.record
    group by s.person
),
belongs as (
    select person, string_agg(distinct group_code, ',' order by group_code) as group_codes
    from listing
    where role = 'group' and since <= :day: and :day: < until and person in (select person from soon)
    group by person
)
select s.person, s.record, s.region, coalesce(k.name, ''), coalesce(d.name, ''), coalesce(v.name, ''), :nik:, r.name,
    n.sex, n.birth_date, s.segment, s.payer, coalesce(b.group_codes, ''), s.cause, s.dead, s.aged, s.began, s.months,
    s.paid_until, s.window_until, s.ends_on, s.covered_until, p.death, p.accident, coalesce(p.jkm, false),
    c.month_price, c.year_price, t.deaths
from soon s
join record r on r.record = s.record
join named n on n.person = s.person
left join promised p on p.person = s.person
left join priced c on c.person = s.person
left join belongs b on b.person = s.person
left join day a on a.day = n.birth_date
left join life_table t on t.sex = n.sex and t.age * 12 <= s.first_month - a.month_no
    and s.first_month - a.month_no < t.until_age * 12
left join region k on k.code = substr(s.region, 1, 5) and length(s.region) >= 5
left join region d on d.code = substr(s.region, 1, 8) and length(s.region) >= 8
left join region v on v.code = s.region and length(s.region) = 13
