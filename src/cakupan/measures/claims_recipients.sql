--- name = { id = "Penerima manfaat", en = "Recipients of benefits" }
--- text = { id = "Orang yang atas namanya manfaat dibayar dalam masa itu; masing-masing satu kali, pada pembayaran pertamanya. Yang tidak dikenal dihitung per pembayaran. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Persons insured for whom a benefit was paid in the period; each once, with the first payment. Persons not known count by payment. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "c.paid_on"
--- for_groups = "recipients_of_group"
select c.region, c.segment, '*' as group_code, m.moment, count(*) as n
from claimed c
join moment m on m.since < c.paid_on and c.paid_on <= m.moment
left join claimed b on b.person = c.person and m.since < b.paid_on
    and (b.paid_on < c.paid_on or (b.paid_on = c.paid_on and b.record < c.record))
where b.record is null
group by c.region, c.segment, m.moment
