--- name = { id = "Calon yang sudah meninggal", en = "A candidate who has died" }
--- text = { id = "Daftar orang yang iurannya akan ditanggung memuat orang yang tercatat meninggal sebelum posisinya; coret namanya, dan lihat apakah keluarganya berhak (cakupan unclaimed).", en = "A list of those to be paid for has somebody recorded as dead before its position: strike the name, and see whether the family is owed a benefit (cakupan unclaimed)." }
select r.batch, r.sheet, r.row_no, 'nik' as field, 'meninggal ' || cast(d.day as varchar) as detail
from record r
join batch b on b.batch = r.batch
join person p on p.record = r.record
join death d on d.person = p.person
where b.kind = 'workers' and r.payer is not null and d.day < b.position
