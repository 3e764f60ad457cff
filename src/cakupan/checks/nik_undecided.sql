--- name = { id = "Angka terakhir NIK tetap hilang", en = "Last digit of a NIK still lost" }
--- text = { id = "Tidak ada, atau lebih dari satu, orang pada daftar lain yang cocok dengan NIK yang kehilangan angka terakhirnya; orang ini dikenali dari nama dan tanggal lahir sampai NIK diisi menurut KTP.", en = "None, or more than one, of the persons on other lists fits the NIK that lost its last digit; the person is known by name and birth date until the NIK is filled in by the identity card." }
select r.batch, r.sheet, r.row_no, 'nik' as field, '' as detail
from person p
join record r on r.record = p.record
where r.nik_stem is not null and p.decided_by = 'name'
