--- name = { id = "Cakupan", en = "Coverage" }
--- text = { id = "Peserta aktif dibagi pekerja yang wajib atau dapat dilindungi dalam sel yang sama.", en = "Active members divided by eligible workers in the same cell." }
--- formula = "active ÷ eligible"
--- kind = "derived"
--- unit = "ratio"
--- counts = true
select e.cell, a.top, e.top as bottom
from eligible e
join active a on a.cell = e.cell
