--- name = { id = "Bagian belum terlindungi", en = "Uncovered share" }
--- text = { id = "Seratus persen dikurangi cakupan: kesenjangan ke seluruh pekerja, bukan ke target.", en = "One hundred per cent less coverage: the gap to everybody, not to a target." }
--- formula = "1 − coverage"
--- kind = "derived"
--- unit = "points"
select c.cell, c.bottom - c.top as top, c.bottom
from coverage c
