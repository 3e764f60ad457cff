-- Every lawful pair of a cell and a line of money: the line's region holds the cell, and its purse may pay for the kind.
with near as (
    select c.cell, c.kind, f.fund, f.purse
    from plan_cell c
    join plan_fund f on f.region = 'ID'
    union all
    select c.cell, c.kind, f.fund, f.purse
    from plan_cell c
    join plan_fund f on length(f.region) = 2 and f.region = substr(c.region, 1, 2)
    union all
    select c.cell, c.kind, f.fund, f.purse
    from plan_cell c
    join plan_fund f on length(f.region) = 5 and f.region = substr(c.region, 1, 5)
    union all
    select c.cell, c.kind, f.fund, f.purse
    from plan_cell c
    join plan_fund f on length(f.region) = 8 and f.region = substr(c.region, 1, 8)
    union all
    select c.cell, c.kind, f.fund, f.purse
    from plan_cell c
    join plan_fund f on length(f.region) = 13 and f.region = c.region
)
select n.cell, n.fund, r.right_no
from near n
join plan_right r on r.kind = n.kind and r.purse = n.purse
order by n.cell, n.fund, r.right_no
