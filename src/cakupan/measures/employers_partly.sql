--- name = { id = "Badan usaha yang mendaftarkan sebagian tenaga kerjanya", en = "Employers that registered part of their workers" }
--- text = { id = "Badan usaha ber-NPP yang mempunyai peserta aktif, tetapi lebih sedikit daripada tenaga kerja yang dilaporkannya.", en = "Employers with an NPP that have active members, but fewer than the workers whom they declare." }
--- kind = "count"
--- unit = "employers"
select e.region, '*' as segment, '*' as group_code, m.moment, count(*) as n
from enterprise e
join moment m on e.since <= m.moment and m.moment < e.until
join (
    select r.npp, k.moment as moment, count(distinct p.person) as n
    from protected p
    join moment k on p.since <= k.moment and k.moment < p.until
    join record r on r.record = p.spell
    group by r.npp, k.moment
) a on a.npp = e.npp and a.moment = m.moment
where a.n < e.n_workers
group by e.region, m.moment
