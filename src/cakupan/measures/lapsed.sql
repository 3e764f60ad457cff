--- name = { id = "Berhenti", en = "Lapsed" }
--- text = { id = "Orang yang perlindungannya berakhir dalam masa itu tanpa perlindungan lain yang bersambung, sebelum batas umurnya.", en = "Persons whose cover ended in the period with none touching it after, before the age limit." }
--- kind = "flow"
--- side = "from"
--- unit = "persons"
--- period = true
--- day = "v.day"
select v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment, count(*) as n
from movement v
join moment m on m.since < v.day and v.day <= m.moment
where v.kind = 'lapsed'
group by v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment
