--- name = { id = "Kenaikan cakupan", en = "Growth of coverage" }
--- text = { id = "Cakupan sekarang dikurangi cakupan pada tanggal pembanding, dalam poin persen; kedua tanggal ditampilkan.", en = "Coverage now less coverage then, in percentage points; both dates are shown." }
--- formula = "coverage(at) − coverage(since)"
--- kind = "derived"
--- unit = "points"
--- compares = true
select n.cell, n.top * t.bottom - t.top * n.bottom as top, n.bottom * t.bottom as bottom
from coverage n
join earlier x on x.cell = n.cell
join coverage t on t.cell = x.earlier_cell
