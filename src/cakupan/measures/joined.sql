--- name = { id = "Peserta pertama kali", en = "Joined" }
--- text = { id = "Orang yang dalam masa itu terlindungi untuk pertama kali.", en = "Persons protected for the first time in the period." }
--- kind = "flow"
--- side = "to"
--- unit = "persons"
--- period = true
--- day = "v.day"
select v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment, count(*) as n
from movement v
join moment m on m.since < v.day and v.day <= m.moment
where v.kind = 'joined'
group by v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment
