--- name = { id = "Lama perlindungan yang berjalan (rata-rata)", en = "Duration of cover running (mean)" }
--- text = { id = "Rata-rata lama perlindungan tanpa jeda yang masih berjalan pada tanggal itu, dalam bulan kalender sejak bulan mulainya; lama akhirnya belum diketahui.", en = "Mean length so far of unbroken cover that runs at the moment, in calendar months since the month in which it began; how long it will last is not known." }
--- kind = "spread"
--- of = "mean"
--- unit = "months"
select t.region, t.segment, '*' as group_code, m.moment, e.month_no - b.month_no as months, count(*) as n
from tenure t
join moment m on t.since <= m.moment and m.moment < t.until
join calendar b on substr(cast(b.since as varchar), 1, 7) = substr(cast(t.began as varchar), 1, 7)
join calendar e on substr(cast(e.since as varchar), 1, 7) = substr(cast(m.moment as varchar), 1, 7)
group by t.region, t.segment, m.moment, e.month_no - b.month_no
