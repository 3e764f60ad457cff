--- name = { id = "Hari hidup terlindungi dalam kelompok", en = "Days lived under cover in a group" }
--- text = { id = "Hari dalam masa itu yang dijalani peserta yang terlindungi dan masih hidup, pada umur yang dimuat tabel kematian. Anggota kelompok ialah siapa pun yang pernah ada dalam daftarnya, atau dalam daftar kelompok di dalamnya. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Days of the period lived by persons under cover, of ages that the life table has. Of a group is whoever was ever on its list, or on that of a group within it. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "count"
--- period = true
--- day = "x.since"
--- needs_group = true
select x.region, x.segment, g.ancestor as group_code, m.moment, cast(sum(
        case when x.until <= m.moment then u.day_no else t.day_no + 1 end
        - case when x.since > m.since then s.day_no else f.day_no + 1 end
    ) as bigint) as n
from exposure x
join moment m on x.since <= m.moment and m.since < x.until
join day s on s.day = x.since
join day u on u.day = x.until
join day t on t.day = m.moment
join day f on f.day = m.since
join (
    select distinct l.person, w.ancestor
    from listing l
    join group_within w on w.group_code = l.group_code
    where l.role = 'group'
) g on g.person = x.person
group by x.region, x.segment, g.ancestor, m.moment
