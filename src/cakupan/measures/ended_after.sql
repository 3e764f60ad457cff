--- name = { id = "Perlindungannya berakhir sesudahnya", en = "Cover ended after" }
--- text = { id = "Dari yang terlindungi pada hari awal masa itu (--since), misalnya hari terakhir suatu anggaran, orang yang perlindungannya berakhir tanpa sambungan sampai --at, juga bila kemudian kembali.", en = "Of those protected on the day with which the period begins (--since), such as the last day of a fund, the persons whose cover ended with none touching it by --at, even if they came back later." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "m.since"
--- for_groups = "reached_ended"
select c.region, c.segment, '*' as group_code, m.moment, count(*) as n
from cover c
join moment m on c.since <= m.since and m.since < c.until
where exists (
    select 1
    from movement v
    where v.person = c.person and v.kind in ('lapsed', 'aged') and m.since < v.day and v.day <= m.moment
)
group by c.region, c.segment, m.moment
