--- name = { id = "Iuran terutang dalam suatu masa", en = "Contributions owed over a period" }
--- text = { id = "Jumlah iuran terutang semua bulan yang dimulai sesudah tanggal awal sampai bulan tanggal itu.", en = "The sum of contributions owed for all months that begin after the first date, up to the month of the second." }
--- kind = "count"
--- unit = "idr"
--- period = true
select d.region, d.segment, '*' as group_code, d.programme, m.moment,
    cast(sum(
        d.amount_m * (
            case when d.until_month <= m.month_no then d.until_month else m.month_no + 1 end
            - case when d.since_month > m.since_no then d.since_month else m.since_no end
        )
    ) as bigint) as n
from due d
join moment m on d.since_month <= m.month_no and m.since_no < d.until_month and m.since_no <= m.month_no
where d.kind = 'due' and d.amount_m is not null
group by d.region, d.segment, d.programme, m.moment
