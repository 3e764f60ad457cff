--- name = { id = "Iuran badan usaha yang belum dibayar", en = "Contributions that employers have not paid" }
--- text = { id = "Iuran terutang di atas yang dibayar untuk bulan yang sama (sesudah tanggal awal dan sebelum bulan tanggal itu), badan usaha demi badan usaha; kelebihan bayar satu badan usaha tidak menutup yang lain. Hanya badan usaha yang daftar iurannya memuat sedikitnya satu pembayaran.", en = "Contributions owed beyond those paid for the same months (after the first date and before the month of the second), employer by employer; what one overpaid makes up for no other. Only employers with at least one payment on a list." }
--- kind = "count"
--- unit = "idr"
--- period = true
select e.region, '*' as segment, '*' as group_code, m.moment, cast(sum(o.n - coalesce(f.n, 0)) as bigint) as n
from enterprise e
join moment m on e.since <= m.moment and m.moment < e.until
join (
    select r.npp, k.moment as moment, sum(
        d.amount_m * (
            case when d.until_month < k.month_no then d.until_month else k.month_no end
            - case when d.since_month > k.since_no then d.since_month else k.since_no end
        )
    ) as n
    from due d
    join moment k on d.since_month < k.month_no and k.since_no < d.until_month and k.since_no < k.month_no
    join record r on r.record = d.work
    where d.kind = 'due' and d.amount_m is not null
    group by r.npp, k.moment
) o on o.npp = e.npp and o.moment = m.moment
join (select distinct npp from paid) p on p.npp = e.npp
left join (
    select p.npp, k.moment as moment, sum(p.amount) as n
    from paid p
    join day d on d.day = p.until
    join moment k on k.since_no < d.month_no and d.month_no <= k.month_no
    group by p.npp, k.moment
) f on f.npp = e.npp and f.moment = m.moment
where o.n > coalesce(f.n, 0)
group by e.region, m.moment
