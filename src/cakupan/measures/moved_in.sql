--- name = { id = "Pindah masuk", en = "Moved in" }
--- text = { id = "Orang yang dalam masa itu masuk dari wilayah atau segmen lain tanpa jeda perlindungan. Perpindahan di dalam wilayah dan segmen yang ditanyakan tidak dihitung.", en = "Persons who came in the period from another region or segment without a hole in cover. Moves inside the region and segment asked are none." }
--- kind = "flow"
--- side = "to"
--- unit = "persons"
--- period = true
--- day = "v.day"
select v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment, count(*) as n
from movement v
join moment m on m.since < v.day and v.day <= m.moment
where v.kind in ('moved', 'segment', 'office')
group by v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment
