--- name = { id = "Peringkat dari jumlah provinsi yang sudah lewat", en = "Rank among a number of provinces of the past" }
--- text = { id = "Banyaknya yang diperingkat tidak sama dengan banyaknya provinsi pada tanggal itu; peringkat dari 34 tidak sebanding dengan peringkat dari 38.", en = "The number ranked is not the number of provinces at the date; a rank of 34 cannot be compared with a rank of 38." }
with province as (
    select f.record, count(*) as n
    from figure f
    join region r on r.level = 'province' and r.since <= f.moment and f.moment < r.until
    where f.measure = 'rank_of'
    group by f.record
)
select f.batch, f.sheet, f.row_no, 'value' as field,
    cast(f.value as varchar) || ' diperingkat, ' || cast(p.n as varchar) || ' provinsi pada tanggal itu' as detail
from figure f
join province p on p.record = f.record
join region r on r.code = f.region and r.level = 'province'
where f.value <> p.n
