--- name = { id = "Poin ditulis persen", en = "Points written as percent" }
--- text = { id = "Selisih dua persentase ditulis persen; yang benar poin persen.", en = "A difference of two percentages is written in percent; it is percentage points." }
select batch, sheet, row_no, 'written_unit' as field, cast(value as varchar) || ' ppm' as detail
from figure
where unit = 'ppm_points' and lower(written_unit) in ('percent', 'persen', '%')
