--- name = { id = "Lama perlindungan yang berakhir (median)", en = "Duration of cover ended (median)" }
--- text = { id = "Median lama perlindungan tanpa jeda yang berakhir dalam masa itu, dalam bulan kalender.", en = "Median length of unbroken cover that ended in the period, in calendar months." }
--- kind = "spread"
--- of = "median"
--- unit = "months"
--- period = true
--- day = "t.until"
--- side = "from"
select t.region, t.segment, '*' as group_code, m.moment, e.month_no - b.month_no as months, count(*) as n
from tenure t
join moment m on m.since < t.until and t.until <= m.moment
join calendar b on substr(cast(b.since as varchar), 1, 7) = substr(cast(t.began as varchar), 1, 7)
join calendar e on substr(cast(e.since as varchar), 1, 7) = substr(cast(t.until as varchar), 1, 7)
where t.ends
group by t.region, t.segment, m.moment, e.month_no - b.month_no
