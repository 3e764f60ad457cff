--- name = { id = "Iuran terutang badan usaha yang pembayarannya tercatat", en = "Contributions owed by employers whose payments are on record" }
--- text = { id = "Iuran menurut hukum atas semua bulan yang dimulai sesudah tanggal awal sampai sebelum bulan tanggal itu, dari badan usaha terdaftar yang daftar iurannya memuat sedikitnya satu pembayaran. Yang upah atau risikonya tidak diketahui tidak ikut.", en = "Contributions by the law for all months that begin after the first date, before the month of the second, of registered employers with at least one payment on a list. Where wage or risk is not known, nothing is counted." }
--- kind = "count"
--- unit = "idr"
--- period = true
select e.region, '*' as segment, '*' as group_code, m.moment, cast(sum(o.n) as bigint) as n
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
group by e.region, m.moment
