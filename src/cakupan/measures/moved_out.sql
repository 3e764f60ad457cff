--- name = { id = "Pindah keluar", en = "Moved out" }
--- text = { id = "Orang yang dalam masa itu keluar ke wilayah atau segmen lain tanpa jeda perlindungan. Perpindahan di dalam wilayah dan segmen yang ditanyakan tidak dihitung.", en = "Persons who left in the period for another region or segment without a hole in cover. Moves inside the region and segment asked are none." }
--- kind = "flow"
--- side = "from"
--- unit = "persons"
--- period = true
--- day = "v.day"
select v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment, count(*) as n
from movement v
join moment m on m.since < v.day and v.day <= m.moment
where v.kind in ('moved', 'segment', 'office')
group by v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment
