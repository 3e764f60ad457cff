--- name = { id = "Manfaat dibayar menurut kelompok", en = "Benefits paid by group" }
--- text = { id = "Manfaat yang dibayar dalam masa itu, menurut tanggal bayar, program apa pun. Kelompok sebagaimana dinyatakan dalam berkas, beserta kelompok yang memuatnya.", en = "Benefits paid in the period, by day of payment, whatever the programme. Groups as the file states them, and those that hold them." }
--- needs_group = true
--- kind = "count"
--- unit = "idr"
--- period = true
--- day = "c.paid_on"
--- figures = "claims_amount"
select c.region, c.segment, w.ancestor as group_code, m.moment, cast(sum(c.amount) as bigint) as n
from claimed c
join group_within w on w.group_code = c.group_code
join moment m on m.since < c.paid_on and c.paid_on <= m.moment
group by c.region, c.segment, w.ancestor, m.moment
