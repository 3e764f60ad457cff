--- name = { id = "Peserta aktif badan usaha terdaftar", en = "Active members of registered employers" }
--- text = { id = "Peserta aktif yang daftarnya memuat NPP badan usaha itu, di tempat badan usahanya. Yang bekerja pada dua badan usaha dihitung pada keduanya.", en = "Active members whose roster has the employer's NPP, at the place of the employer. Who works for two employers counts at both." }
--- kind = "count"
--- unit = "persons"
select e.region, '*' as segment, '*' as group_code, m.moment, cast(sum(a.n) as bigint) as n
from enterprise e
join moment m on e.since <= m.moment and m.moment < e.until
join (
    select r.npp, k.moment as moment, count(distinct p.person) as n
    from protected p
    join moment k on p.since <= k.moment and k.moment < p.until
    join record r on r.record = p.spell
    group by r.npp, k.moment
) a on a.npp = e.npp and a.moment = m.moment
group by e.region, m.moment
