--- name = { id = "Kematian yang belum diklaim", en = "Deaths not claimed" }
--- text = { id = "Kematian peserta dalam masa itu yang menurut hukum memberi hak dan tidak ada klaimnya dalam daftar. Yang perlu diperiksa lebih dahulu tidak ikut.", en = "Deaths under cover in the period that entitle by law and are on no list of claims. Those that need a look first are not among them." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "e.day"
select e.region, e.segment, '*' as group_code, m.moment, count(*) as n
from entitlement e
join moment m on m.since < e.day and e.day <= m.moment
where e.event = 'DEATH' and e.standing = 'owed'
group by e.region, e.segment, m.moment
