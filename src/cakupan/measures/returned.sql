--- name = { id = "Peserta kembali", en = "Returned" }
--- text = { id = "Orang yang dalam masa itu terlindungi lagi sesudah jeda.", en = "Persons protected again in the period after a hole." }
--- kind = "flow"
--- side = "to"
--- unit = "persons"
--- period = true
--- day = "v.day"
select v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment, count(*) as n
from movement v
join moment m on m.since < v.day and v.day <= m.moment
where v.kind = 'returned'
group by v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment
