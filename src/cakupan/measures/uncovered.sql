--- name = { id = "Belum terlindungi", en = "Uncovered" }
--- text = { id = "Pekerja yang wajib atau dapat dilindungi dikurangi peserta aktif.", en = "Eligible workers less active members." }
--- formula = "eligible − active"
--- kind = "derived"
--- unit = "persons"
select e.cell, e.top - a.top as top, 1 as bottom
from eligible e
join active a on a.cell = e.cell
