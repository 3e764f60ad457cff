--- name = { id = "Kematian yang perlu diperiksa dahulu", en = "Deaths that need a look first" }
--- text = { id = "Kematian peserta dalam masa itu yang tidak dinyatakan berhak sebelum diperiksa: nama lain, hari yang berbeda, atau klaim yang mirip.", en = "Deaths under cover in the period that are called no entitlement before somebody has looked: another name, days that differ, or a claim much like it." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "e.day"
select e.region, e.segment, '*' as group_code, m.moment, count(*) as n
from entitlement e
join moment m on m.since < e.day and e.day <= m.moment
where e.event = 'DEATH' and e.standing = 'check'
group by e.region, e.segment, m.moment
