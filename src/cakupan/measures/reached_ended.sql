--- name = { id = "Anggota kelompok yang perlindungannya berakhir sesudahnya", en = "Members of the group whose cover ended after" }
--- text = { id = "Dari anggota kelompok yang terlindungi pada hari awal masa itu, orang yang perlindungannya berakhir tanpa sambungan sampai --at.", en = "Of the members of the group protected on the day with which the period begins, the persons whose cover ended with none touching it by --at." }
--- needs_group = true
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "m.since"
select b.region, b.segment, b.group_code, m.moment, count(*) as n
from belonging b
join moment m on b.since <= m.since and m.since < b.until
join cover c on c.person = b.person and c.since <= m.since and m.since < c.until
where exists (
    select 1
    from movement v
    where v.person = b.person and v.kind in ('lapsed', 'aged') and m.since < v.day and v.day <= m.moment
)
group by b.region, b.segment, b.group_code, m.moment
