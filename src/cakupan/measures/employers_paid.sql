--- name = { id = "Iuran dibayar badan usaha untuk bulan-bulan itu", en = "Contributions paid by employers for these months" }
--- text = { id = "Iuran yang dibayar badan usaha terdaftar untuk bulan-bulan yang dimulai sesudah tanggal awal sampai sebelum bulan tanggal itu, kapan pun dibayar. Pembayaran atas beberapa bulan dihitung pada bulan terakhirnya; yang bulannya tidak disebut tidak ikut.", en = "Contributions paid by registered employers for months that begin after the first date, before the month of the second, whenever they were paid. A payment for several months counts in the last of them; one that names no month does not count." }
--- kind = "count"
--- unit = "idr"
--- period = true
select e.region, '*' as segment, '*' as group_code, m.moment, cast(sum(f.n) as bigint) as n
from enterprise e
join moment m on e.since <= m.moment and m.moment < e.until
join (
    select p.npp, k.moment as moment, sum(p.amount) as n
    from paid p
    join day d on d.day = p.until
    join moment k on k.since_no < d.month_no and d.month_no <= k.month_no
    group by p.npp, k.moment
) f on f.npp = e.npp and f.moment = m.moment
group by e.region, m.moment
