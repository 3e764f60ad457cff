--- name = { id = "Dibayar dua sumber dana", en = "Paid for by two funds" }
--- text = { id = "Iuran orang ini ditanggung dua sumber dana pada bulan yang sama, atau dua kali oleh sumber dana yang sama lewat dua daftar (dua kelompok, atau dua desa); coret dari salah satu daftar sebelum dibayar.", en = "Two funds pay this person's contributions for the same months, or one fund does twice by two lists (of two groups, or of two villages); strike the person off one of the lists before it is paid." }
select r.batch, r.sheet, r.row_no, 'payer' as field,
    o.other_payer || ' dan ' || o.payer || ' sejak ' || cast(o.since as varchar)
    || case when o.until = date '9999-12-31' then '' else ' sampai sebelum ' || cast(o.until as varchar) end as detail
from overlap o
join record r on r.record = o.record
where o.kind in ('two_funds', 'same_fund')
