--- name = { id = "Badan usaha tanpa peserta aktif", en = "Employers without active members" }
--- text = { id = "Badan usaha ber-NPP yang melaporkan tenaga kerja dan tidak mempunyai satu pun peserta aktif dalam daftar peserta.", en = "Employers with an NPP that declare workers and have no active member on any roster." }
--- kind = "count"
--- unit = "employers"
select e.region, '*' as segment, '*' as group_code, m.moment, count(*) as n
from enterprise e
join moment m on e.since <= m.moment and m.moment < e.until
left join (
    select distinct r.npp, k.moment as moment
    from protected p
    join moment k on p.since <= k.moment and k.moment < p.until
    join record r on r.record = p.spell
) a on a.npp = e.npp and a.moment = m.moment
where e.npp is not null and e.n_workers > 0 and a.npp is null
group by e.region, m.moment
