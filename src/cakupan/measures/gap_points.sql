--- name = { id = "Kesenjangan ke target (poin)", en = "Gap to target (points)" }
--- text = { id = "Target dikurangi cakupan, dalam poin persen.", en = "Target less coverage, in percentage points." }
--- formula = "target − coverage"
--- kind = "derived"
--- unit = "points"
select c.cell, t.top * c.bottom - c.top * t.bottom as top, t.bottom * c.bottom as bottom
from coverage c
join target t on t.cell = c.cell
