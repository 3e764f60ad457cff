--- name = { id = "Bulan tidak disebut", en = "Month not stated" }
--- text = { id = "Sumber tidak menyebut bulan angka ini; Desember adalah puncak dan tidak sebanding dengan bulan lain.", en = "The source does not state the month of this figure; December is a peak and not comparable with other months." }
select batch, sheet, row_no, 'moment' as field, region || ' ' || segment as detail
from figure
where qualifier = 'month_unstated' and measure = 'active'
