--- name = { id = "Manfaat dibayar", en = "Benefits paid" }
--- text = { id = "Manfaat yang dibayar dalam masa itu, menurut tanggal bayar, program apa pun; menurut program sebagaimana disebut daftarnya (X: tidak disebut). Masa: sejak tanggal awal (tidak termasuk) sampai tanggal itu; tanpa tanggal awal, tahun kalender sampai tanggal itu.", en = "Benefits paid in the period, by day of payment, whatever the programme; by programme as the list states it (X: not stated). Period: from the earlier date (excluded) to the moment; without one, the calendar year up to it." }
--- kind = "count"
--- unit = "idr"
--- period = true
--- day = "c.paid_on"
--- for_groups = "claims_of_group"
select c.region, c.segment, '*' as group_code, coalesce(c.programmes, 'X') as programme, m.moment,
    cast(sum(c.amount) as bigint) as n
from claimed c
join moment m on m.since < c.paid_on and c.paid_on <= m.moment
group by c.region, c.segment, c.programmes, m.moment
