--- name = { id = "Jangkauan kelompok", en = "Reach of a group" }
--- text = { id = "Bagian dari orang dalam daftar kelompok yang terlindungi.", en = "Of the persons on the group's list, the share protected." }
--- formula = "reached ÷ listed"
--- needs_group = true
--- kind = "derived"
--- unit = "ratio"
--- counts = true
--- figures = "coverage"
select l.cell, r.top, l.top as bottom
from listed l
join reached r on r.cell = l.cell
