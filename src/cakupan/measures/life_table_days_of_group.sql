--- name = { id = "Hari hidup terlindungi kali angka kematian dalam kelompok", en = "Days lived under cover times the death rate in a group" }
--- text = { id = "Hari hidup terlindungi dalam masa itu, masing-masing kali kematian setahun dari sejuta orang seumur dan sejenis kelamin menurut tabel kematian. Anggota kelompok ialah siapa pun yang pernah ada dalam daftarnya, atau dalam daftar kelompok di dalamnya. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Days of the period lived under cover, each times the deaths a year of a million of that age and sex in the life table. Of a group is whoever was ever on its list, or on that of a group within it. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "count"
--- period = true
--- day = "x.since"
--- needs_group = true
select x.region, x.segment, x.group_code, m.moment, cast(sum(
        (
            case when x.until <= m.moment then x.until_no else t.day_no + 1 end
            - case when x.since > m.since then x.since_no else f.day_no + 1 end
        ) * x.deaths
    ) as bigint) as n
from exposure_of_group x
join moment m on x.since <= m.moment and m.since < x.until
join day t on t.day = m.moment
join day f on f.day = m.since
group by x.region, x.segment, x.group_code, m.moment
