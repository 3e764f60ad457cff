--- name = { id = "Angka publikasi", en = "Published figures" }
--- text = { id = "Angka yang dipublikasikan, ditambah jumlah wilayah lama dari provinsi-provinsi penggantinya bila semuanya ada.", en = "Published figures, with the sums of an area of the past from all provinces that replaced it." }
with part as (
    select a.area, count(*) as n_parts
    from area_part a
    group by a.area
),
summed as (
    select a.area as region, f.segment, f.group_code, f.since, f.moment, f.measure, cast(sum(f.value) as bigint) as value, f.unit,
        f.definition, f.place, f.source, count(*) as n_found, min(f.batch) as batch, min(f.sheet) as sheet,
        min(f.row_no) as row_no
    from figure f
    join area_part a on a.part = f.region
    where f.unit in ('workers', 'persons', 'employers', 'idr')
    group by a.area, f.segment, f.group_code, f.since, f.moment, f.measure, f.unit, f.definition, f.place, f.source
)
select region, segment, group_code, since, moment, measure, value, unit, qualifier, definition, place, source, batch, sheet,
    row_no
from figure
union all
select s.region, s.segment, s.group_code, s.since, s.moment, s.measure, s.value, s.unit, 'summed' as qualifier, s.definition,
    s.place, s.source, s.batch, s.sheet, s.row_no
from summed s
join part p on p.area = s.region and p.n_parts = s.n_found
left join figure f on f.region = s.region and f.segment = s.segment and f.group_code = s.group_code
    and f.moment = s.moment and f.measure = s.measure and f.definition = s.definition and f.place = s.place
    and f.source = s.source
where f.record is null
