-- The persons of a plan: those of a cell in the order of priority, dealt out to the offers that were taken of it.
with placed as (
    select p.person, p.record, p.cell, row_number() over (partition by p.cell order by :order:, p.record) as turn
    from plan_person p
    where p.cell in (select cell from plan_dealt)
)
select p.record, p.cell, d.offer, d.fund,
    d.months + case when p.turn - d.before <= d.extra then 1 else 0 end as months,
    case when d.late then d.until_month - (d.months + case when p.turn - d.before <= d.extra then 1 else 0 end)
        else d.since_month end as since_month,
    case when p.turn - d.before <= d.extra then d.amount_extra else d.amount end as amount
from placed p
join plan_dealt d on d.cell = p.cell and d.before < p.turn and p.turn <= d.before + d.persons
order by p.cell, p.turn
