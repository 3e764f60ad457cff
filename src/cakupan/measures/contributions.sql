--- name = { id = "Iuran diterima", en = "Contributions received" }
--- text = { id = "Iuran yang diterima dalam masa itu, menurut tanggal bayar. Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Contributions received in the period, by day of payment. Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "idr"
--- period = true
--- day = "p.paid_on"
--- for_groups = "contributions_of_group"
select p.region, p.segment, '*' as group_code, m.moment, cast(sum(p.amount) as bigint) as n
from paid p
join moment m on m.since < p.paid_on and p.paid_on <= m.moment
group by p.region, p.segment, m.moment
