--- name = { id = "Kematian peserta yang terlindungi", en = "Deaths under cover" }
--- text = { id = "Kematian dalam masa itu yang dicatat daftar peristiwa atau klaim, dari orang yang terlindungi pada harinya. Tanpa daftar peristiwa hanya yang sudah diklaim yang diketahui. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Deaths in the period that a list of events or a claim tells, of persons covered on that day. Without a list of events only those that were claimed are known. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "e.day"
select e.region, e.segment, '*' as group_code, m.moment, count(*) as n
from entitlement e
join moment m on m.since < e.day and e.day <= m.moment
where e.event = 'DEATH'
group by e.region, e.segment, m.moment
