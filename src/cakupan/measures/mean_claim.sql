--- name = { id = "Manfaat rata-rata", en = "Mean benefit" }
--- text = { id = "Manfaat dibayar dibagi penerimanya dalam masa yang sama, dari sumber yang sama.", en = "Benefits paid divided by their recipients in the same period, of the same source." }
--- formula = "claims_amount ÷ claims_recipients"
--- kind = "derived"
--- unit = "idr"
--- counts = true
--- period = true
select r.cell, a.top * r.bottom as top, r.top * a.bottom as bottom
from claims_recipients r
join claims_amount a on a.cell = r.cell
