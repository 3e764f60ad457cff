--- name = { id = "Peserta dan pekerja dari wilayah yang berbeda", en = "Members and workers of different areas" }
--- text = { id = "Peserta diterbitkan untuk wilayah sebelum pemekaran, pekerja untuk provinsi sesudahnya: jangan dibagi baris demi baris.", en = "Members are published for an area before it was split, workers for the provinces after: never divide row by row." }
select f.batch, f.sheet, f.row_no, 'region' as field,
    'peserta ' || f.region || ', pekerja ' || e.region || '; terhadap wilayahnya sendiri '
        || cast((f.value * 1000000 + p.value // 2) // p.value as varchar) || ' ppm, bukan '
        || cast((f.value * 1000000 + e.value // 2) // e.value as varchar) || ' ppm' as detail
from figure f
join area_part a on a.area = f.region
join figure e on e.region = a.part and e.measure = 'eligible' and e.segment = f.segment and e.group_code = f.group_code
    and e.moment = f.moment and e.definition = f.definition and e.source = f.source and e.value > 0
join published p on p.region = f.region and p.measure = 'eligible' and p.segment = f.segment
    and p.group_code = f.group_code and p.moment = f.moment and p.definition = f.definition and p.source = f.source
    and p.value > 0
where f.measure = 'active' and (a.part = '91' or a.part = '92')
