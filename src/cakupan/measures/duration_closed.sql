--- name = { id = "Lama perlindungan yang berakhir (rata-rata)", en = "Duration of cover ended (mean)" }
--- text = { id = "Rata-rata lama perlindungan tanpa jeda yang berakhir dalam masa itu, dalam bulan kalender dari bulan mulai sampai bulan berakhirnya. Yang masih berjalan tidak dihitung, jadi lama yang panjang kurang terwakili.", en = "Mean length of unbroken cover that ended in the period, in calendar months from the month in which it began to that in which it ended. What still runs is left out, so long ones are under-represented." }
--- kind = "spread"
--- of = "mean"
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
