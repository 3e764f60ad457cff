--- name = { id = "Dibayar dua kali", en = "Paid for twice" }
--- text = { id = "Orang yang pada bulan tanggal itu iurannya ditanggung sumber dana padahal sudah dibayar pihak lain: sumber dana lain, peserta sendiri, atau pemberi kerja. Peserta yang penanggungnya tidak disebut tidak ikut (lihat temuan paid_by_unknown).", en = "Persons for whom a fund pays in the month of that date although another pays already: another fund, the member, or an employer. Members whose payer is not stated are left out (see finding paid_by_unknown)." }
--- kind = "count"
--- unit = "persons"
select o.region, o.segment, '*' as group_code, m.moment, count(*) as n
from overlap o
join moment m on o.since_month <= m.month_no and m.month_no < o.until_month
where o.turn = 1 and o.kind <> 'unknown'
group by o.region, o.segment, m.moment
