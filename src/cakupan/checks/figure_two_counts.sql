--- name = { id = "Dua jumlah untuk satu sel", en = "Two counts for one cell" }
--- text = { id = "Jumlah peserta aktif yang berbeda untuk wilayah, segmen, kelompok dan tanggal yang sama: definisinya lain, jangan dicampur.", en = "Different counts of active members for the same region, segment, group and date: other definitions, not to be mixed." }
select f.batch, f.sheet, f.row_no, 'value' as field,
    cast(f.value as varchar) || ' (' || f.definition || ') dan ' || cast(o.value as varchar) || ' (' || o.definition || ')'
        as detail
from figure f
join figure o on o.measure = f.measure and o.region = f.region and o.segment = f.segment and o.group_code = f.group_code
    and o.moment = f.moment
where f.measure = 'active' and (f.place = o.place or f.source = o.source) and f.qualifier = 'exact' and o.qualifier = 'exact' and f.value < o.value
