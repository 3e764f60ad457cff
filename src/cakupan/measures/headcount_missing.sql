--- name = { id = "Tenaga kerja yang dilaporkan tetapi belum menjadi peserta", en = "Workers declared who are no members" }
--- text = { id = "Tenaga kerja yang dilaporkan badan usaha di atas jumlah peserta aktifnya, badan usaha demi badan usaha; kelebihan di satu badan usaha tidak menutup kekurangan di badan usaha lain. Hanya yang ber-NPP.", en = "Workers whom an employer declares beyond its active members, employer by employer; what one has too many makes up for no other. Only those with an NPP." }
--- kind = "count"
--- unit = "workers"
select e.region, '*' as segment, '*' as group_code, m.moment, cast(sum(e.n_workers - coalesce(a.n, 0)) as bigint) as n
from enterprise e
join moment m on e.since <= m.moment and m.moment < e.until
left join (
    select r.npp, k.moment as moment, count(distinct p.person) as n
    from protected p
    join moment k on p.since <= k.moment and k.moment < p.until
    join record r on r.record = p.spell
    group by r.npp, k.moment
) a on a.npp = e.npp and a.moment = m.moment
where e.npp is not null and coalesce(a.n, 0) < e.n_workers
group by e.region, m.moment
