--- name = { id = "Penerima manfaat menurut kelompok", en = "Recipients of benefits by group" }
--- text = { id = "Orang yang atas namanya manfaat dibayar dalam masa itu; masing-masing satu kali, pada pembayaran pertamanya. Yang tidak dikenal dihitung per pembayaran. Kelompok sebagaimana dinyatakan dalam berkas, beserta kelompok yang memuatnya.", en = "Persons insured for whom a benefit was paid in the period; each once, with the first payment. Persons not known count by payment. Groups as the file states them, and those that hold them." }
--- needs_group = true
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "c.paid_on"
--- figures = "claims_recipients"
select c.region, c.segment, w.ancestor as group_code, m.moment, count(*) as n
from claimed c
join group_within w on w.group_code = c.group_code
join moment m on m.since < c.paid_on and c.paid_on <= m.moment
left join (
    select e.record, e.person, e.paid_on, v.ancestor
    from claimed e
    join group_within v on v.group_code = e.group_code
) b on b.person = c.person and b.ancestor = w.ancestor and m.since < b.paid_on
    and (b.paid_on < c.paid_on or (b.paid_on = c.paid_on and b.record < c.record))
where b.record is null
group by c.region, c.segment, w.ancestor, m.moment
