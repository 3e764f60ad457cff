-- Targets: percent, or the ratio that a percent cell of a spreadsheet holds.
select *,
  case when not coalesce(percent, false) and value between 1 and 10000 then value * 100 else value end as amount,
  coalesce(date, make_date(case when year between 1900 and 2200 then year::integer end, 12, 31), said_position) as moment
from clean
