--- name = { id = "Kematian pada umur tabel kematian", en = "Deaths at the ages of the life table" }
--- text = { id = "Kematian dalam masa itu dari orang yang terlindungi, pada umur yang dimuat tabel kematian, menurut daftar peristiwa atau klaim. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Deaths in the period of persons under cover, of ages that the life table has, by a list of events or a claim. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "x.since"
--- for_groups = "deaths_observed_of_group"
select x.region, x.segment, '*' as group_code, m.moment, cast(sum(
        case when m.since < x.died and x.died <= m.moment then 1 else 0 end
    ) as bigint) as n
from exposure x
join moment m on x.since <= m.moment and (m.since < x.until or m.since < x.died)
group by x.region, x.segment, m.moment
