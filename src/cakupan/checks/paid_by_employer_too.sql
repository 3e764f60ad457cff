--- name = { id = "Dibayar dana, sudah dibayar pemberi kerja", en = "Paid for by a fund, and by an employer already" }
--- text = { id = "Sumber dana menanggung iuran orang yang pada bulan yang sama sudah menjadi peserta lewat pemberi kerja; periksa apakah orang itu masih memenuhi syarat.", en = "A fund pays the contributions of somebody whom an employer insures in the same months; check whether the person still qualifies." }
select r.batch, r.sheet, r.row_no, 'payer' as field,
    o.other_payer || ' dan ' || o.payer || ' sejak ' || cast(o.since as varchar)
    || case when o.until = date '9999-12-31' then '' else ' sampai sebelum ' || cast(o.until as varchar) end as detail
from overlap o
join record r on r.record = o.record
where o.kind = 'employer'
