--- name = { id = "Kesenjangan tidak sama dengan target dikurangi cakupan", en = "Gap does not follow from target and coverage" }
--- text = { id = "Kesenjangan yang diterbitkan berbeda dari target dikurangi cakupan dari sumber dan tanggal yang sama.", en = "A published gap differs from target less coverage of the same source and date." }
select g.batch, g.sheet, g.row_no, 'value' as field,
    'tertulis ' || cast(g.value as varchar) || ' ppm; ' || cast(t.value - c.value as varchar) || ' ppm' as detail
from figure g
join figure c on c.measure = 'coverage' and c.region = g.region and c.segment = g.segment
    and c.group_code = g.group_code and c.moment = g.moment and c.source = g.source
join target t on t.region = g.region and t.segment = g.segment and t.group_code = g.group_code and t.source = g.source
where g.measure = 'gap_points' and abs(t.value - c.value - g.value) > 10000
