--- name = { id = "Komitmen yang jatuh tempo", en = "Commitments that were due" }
--- text = { id = "Komitmen yang ditepati, dan yang lewat waktu tanpa ditepati; yang belum jatuh tempo tidak ikut.", en = "Commitments kept, and those overdue; those not due yet are not among them." }
--- kind = "derived"
--- unit = "count"
--- formula = "commitments_kept + commitments_overdue"
select k.cell, k.top + o.top as top, 1 as bottom
from commitments_kept k
join commitments_overdue o on o.cell = k.cell
