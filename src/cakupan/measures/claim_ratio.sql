--- name = { id = "Rasio klaim", en = "Claim ratio" }
--- text = { id = "Manfaat dibayar dibagi iuran diterima dalam masa yang sama, menurut tanggal bayar, dari sumber yang sama: 3 berarti tiga kali iuran. Bukan ukuran kerugian: manfaat kematian dan hari tua jatuh lama sesudah iurannya.", en = "Benefits paid divided by contributions received in the same period, by day of payment, of the same source: 3 is three times the contributions. No measure of loss: benefits of death and old age fall long after their contributions." }
--- formula = "claims_amount ÷ contributions"
--- kind = "derived"
--- unit = "times"
--- counts = true
--- period = true
select c.cell, a.top * c.bottom as top, c.top * a.bottom as bottom
from contributions c
join claims_amount a on a.cell = c.cell
