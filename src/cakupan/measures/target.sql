--- name = { id = "Target", en = "Target" }
--- text = { id = "Target cakupan yang berlaku: yang jatuh tempo terdekat sesudah tanggal itu, atau yang terakhir sebelumnya.", en = "The coverage target that applies: the next one due, or the last one past." }
--- kind = "derived"
--- unit = "ratio"
select c.cell, a.top, a.bottom
from coverage c
join aim a on a.cell = c.cell
