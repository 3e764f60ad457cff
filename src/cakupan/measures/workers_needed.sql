--- name = { id = "Pekerja yang masih diperlukan", en = "Workers needed" }
--- text = { id = "Jumlah terkecil pekerja terlindungi tambahan yang memenuhi target: target kali pekerja yang wajib atau dapat dilindungi dikurangi peserta aktif, dibulatkan ke atas. Kesenjangan yang diterbitkan dibulatkan setengah ke atas dan dapat kurang satu.", en = "The fewest further members that meet the target: target times eligible workers less active members, rounded up. The gap as published is rounded half up and may be one short." }
--- formula = "⌈target × eligible − active⌉"
--- kind = "derived"
--- unit = "persons"
select e.cell, (t.top * e.top + t.bottom - 1) // t.bottom - a.top as top, 1 as bottom
from eligible e
join active a on a.cell = e.cell
join target t on t.cell = e.cell
