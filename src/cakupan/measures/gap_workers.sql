--- name = { id = "Kesenjangan ke target (orang)", en = "Gap to target (workers)" }
--- text = { id = "Target kali pekerja yang wajib atau dapat dilindungi, dikurangi peserta aktif, dibulatkan setengah ke atas.", en = "Target times eligible workers less active members, rounded half up." }
--- formula = "target × eligible − active"
--- kind = "derived"
--- unit = "persons"
select e.cell, (2 * t.top * e.top + t.bottom) // (2 * t.bottom) - a.top as top, 1 as bottom
from eligible e
join active a on a.cell = e.cell
join target t on t.cell = e.cell
