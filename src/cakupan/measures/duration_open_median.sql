--- name = { id = "Lama perlindungan yang berjalan (median)", en = "Duration of cover running (median)" }
--- text = { id = "Median lama perlindungan tanpa jeda yang masih berjalan pada tanggal itu, dalam bulan kalender.", en = "Median length so far of unbroken cover that runs at the moment, in calendar months." }
--- kind = "spread"
--- of = "median"
--- unit = "months"
select t.region, t.segment, '*' as group_code, m.moment, e.month_no - b.month_no as months, count(*) as n
from tenure t
join moment m on t.since <= m.moment and m.moment < t.until
join calendar b on substr(cast(b.since as varchar), 1, 7) = substr(cast(t.began as varchar), 1, 7)
join calendar e on substr(cast(e.since as varchar), 1, 7) = substr(cast(m.moment as varchar), 1, 7)
group by t.region, t.segment, m.moment, e.month_no - b.month_no
