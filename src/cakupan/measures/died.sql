--- name = { id = "Meninggal", en = "Died" }
--- text = { id = "Orang yang perlindungannya berakhir dalam masa itu dan yang menurut daftar peristiwa atau klaim meninggal sebelum atau pada hari itu.", en = "Persons whose cover ended in the period and who, by a list of events or a claim, had died by that day." }
--- kind = "flow"
--- side = "from"
--- unit = "persons"
--- period = true
--- day = "v.day"
select v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment, count(*) as n
from movement v
join moment m on m.since < v.day and v.day <= m.moment
where v.kind = 'died'
group by v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment
