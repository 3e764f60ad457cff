--- name = { id = "Hari hidup terlindungi", en = "Days lived under cover" }
--- text = { id = "Hari dalam masa itu yang dijalani peserta yang terlindungi dan masih hidup, pada umur yang dimuat tabel kematian. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Days of the period lived by persons under cover, of ages that the life table has. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "count"
--- period = true
--- day = "x.since"
--- for_groups = "person_days_of_group"
select x.region, x.segment, '*' as group_code, m.moment, cast(sum(
        case when x.until <= m.moment then x.until_no else t.day_no + 1 end
        - case when x.since > m.since then x.since_no else f.day_no + 1 end
    ) as bigint) as n
from exposure x
join moment m on x.since <= m.moment and m.since < x.until
join day t on t.day = m.moment
join day f on f.day = m.since
group by x.region, x.segment, m.moment
