--- name = { id = "Satu NIK, dua orang", en = "One NIK, two persons" }
--- text = { id = "Baris-baris dengan NIK yang sama bertentangan dalam nama dan tanggal lahir; dihitung sebagai orang yang berbeda.", en = "Rows of one NIK contradict each other in name and birth date; counted as different persons." }
select r.batch, r.sheet, r.row_no, 'nik' as field, '' as detail
from person p
join record r on r.record = p.record
where p.decided_by = 'split'
