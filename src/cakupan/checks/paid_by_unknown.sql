--- name = { id = "Calon yang sudah peserta", en = "Candidates who are members already" }
--- text = { id = "Orang pada daftar yang akan dibayari sudah peserta sebelum mulai dibayari, dan daftar peserta tidak menyebut siapa yang membayar; tanyakan penanggungnya (kolom Sumber Dana) sebelum dibayar.", en = "Somebody on a list of those to be paid for was a member before that began, and the roster does not say who pays; ask for the payer (a column Sumber Dana) before it is paid." }
--- severity = "note"
select r.batch, r.sheet, r.row_no, 'payer' as field,
    o.payer || ' sejak ' || cast(o.since as varchar)
    || case when o.until = date '9999-12-31' then '' else ' sampai sebelum ' || cast(o.until as varchar) end as detail
from overlap o
join record r on r.record = o.record
where o.kind = 'unknown'
