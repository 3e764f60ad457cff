--- name = { id = "Iuran yang dibayar dua kali", en = "Contributions paid twice" }
--- text = { id = "Iuran sebulan menurut hukum yang ditanggung sumber dana untuk orang yang pada bulan tanggal itu sudah dibayar pihak lain; yang upah atau risikonya tidak diketahui tidak ikut. Setiap iuran yang berlebih dihitung satu kali, berapa pun yang membayar.", en = "Contributions of the month by the law that funds pay for persons for whom another pays already in the month of that date; where wage or risk is not known, nothing is counted. Each contribution too many counts once, however many pay." }
--- kind = "count"
--- unit = "idr"
select d.region, d.segment, '*' as group_code, m.moment, cast(sum(d.amount_m) as bigint) as n
from double_payment d
join moment m on d.since_month <= m.month_no and m.month_no < d.until_month
where d.kind <> 'unknown' and d.amount_m is not null
group by d.region, d.segment, m.moment
