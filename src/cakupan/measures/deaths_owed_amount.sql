--- name = { id = "Santunan kematian yang belum diklaim", en = "Death benefits not claimed" }
--- text = { id = "Santunan menurut hukum hari kematiannya atas kematian yang belum diklaim, masing-masing sebagai kematian bukan karena kecelakaan kerja: paling sedikit sebanyak ini.", en = "Benefits by the law of the day of death for deaths not claimed, each as a death not by an accident at work: at least so much." }
--- kind = "count"
--- unit = "idr"
--- period = true
--- day = "e.day"
select e.region, e.segment, '*' as group_code, m.moment, cast(sum(coalesce(e.amount, 0)) as bigint) as n
from entitlement e
join moment m on m.since < e.day and e.day <= m.moment
where e.event = 'DEATH' and e.standing = 'owed'
group by e.region, e.segment, m.moment
