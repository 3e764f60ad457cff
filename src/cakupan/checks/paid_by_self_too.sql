--- name = { id = "Dibayar dana dan peserta sendiri", en = "Paid for by a fund and by the member" }
--- text = { id = "Sumber dana menanggung iuran orang yang pada bulan yang sama membayar sendiri; pastikan siapa yang membayar sebelum dana itu dibelanjakan.", en = "A fund pays the contributions of somebody who pays for himself in the same months; settle who pays before the fund spends." }
select r.batch, r.sheet, r.row_no, 'payer' as field,
    o.other_payer || ' dan ' || o.payer || ' sejak ' || cast(o.since as varchar)
    || case when o.until = date '9999-12-31' then '' else ' sampai sebelum ' || cast(o.until as varchar) end as detail
from overlap o
join record r on r.record = o.record
where o.kind = 'self'
