--- name = { id = "Kematian pada umur tabel kematian dalam kelompok", en = "Deaths at the ages of the life table in a group" }
--- text = { id = "Kematian dalam masa itu dari orang yang terlindungi, pada umur yang dimuat tabel kematian, menurut daftar peristiwa atau klaim. Anggota kelompok ialah siapa pun yang pernah ada dalam daftarnya, atau dalam daftar kelompok di dalamnya. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Deaths in the period of persons under cover, of ages that the life table has, by a list of events or a claim. Of a group is whoever was ever on its list, or on that of a group within it. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "x.since"
--- needs_group = true
select x.region, x.segment, x.group_code, m.moment, cast(sum(
        case when m.since < x.died and x.died <= m.moment then 1 else 0 end
    ) as bigint) as n
from exposure_of_group x
join moment m on x.since <= m.moment and (m.since < x.until or m.since < x.died)
group by x.region, x.segment, x.group_code, m.moment
