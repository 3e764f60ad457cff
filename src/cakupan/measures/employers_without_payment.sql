--- name = { id = "Badan usaha tanpa pembayaran tercatat", en = "Employers without a payment on record" }
--- text = { id = "Badan usaha terdaftar yang mempunyai peserta aktif pada tanggal itu dan tidak ada satu pun pembayarannya dalam daftar iuran. Daftar iuran dapat tidak lengkap: ini yang perlu ditanyakan, bukan tunggakan.", en = "Registered employers with active members at the moment and not one payment on any list. Lists of payments may be incomplete: this is to be asked, it is no arrears." }
--- kind = "count"
--- unit = "employers"
select e.region, '*' as segment, '*' as group_code, m.moment, count(*) as n
from enterprise e
join moment m on e.since <= m.moment and m.moment < e.until
join (
    select distinct r.npp, k.moment as moment
    from protected p
    join moment k on p.since <= k.moment and k.moment < p.until
    join record r on r.record = p.spell
) a on a.npp = e.npp and a.moment = m.moment
left join (select distinct npp from paid) p on p.npp = e.npp
where p.npp is null
group by e.region, m.moment
