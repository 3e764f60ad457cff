--- name = { id = "Iuran diterima menurut kelompok", en = "Contributions received by group" }
--- text = { id = "Iuran yang diterima dalam masa itu, menurut tanggal bayar. Kelompok sebagaimana dinyatakan dalam berkas, beserta kelompok yang memuatnya.", en = "Contributions received in the period, by day of payment. Groups as the file states them, and those that hold them." }
--- needs_group = true
--- kind = "count"
--- unit = "idr"
--- period = true
--- day = "p.paid_on"
--- figures = "contributions"
select p.region, p.segment, w.ancestor as group_code, m.moment, cast(sum(p.amount) as bigint) as n
from paid p
join group_within w on w.group_code = p.group_code
join moment m on m.since < p.paid_on and p.paid_on <= m.moment
group by p.region, p.segment, w.ancestor, m.moment
