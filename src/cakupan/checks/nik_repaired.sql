--- name = { id = "Angka terakhir NIK dipulihkan", en = "Last digit of a NIK restored" }
--- text = { id = "Angka terakhir NIK yang hilang dipulihkan dari daftar lain, karena hanya satu orang di sana yang cocok dalam nama, tanggal lahir, jenis kelamin dan wilayah; angka menurut berkas tetap disimpan.", en = "The lost last digit of a NIK was restored from another list, because only one person there agrees in name, birth date, sex and region; the number as written is kept." }
select r.batch, r.sheet, r.row_no, 'nik' as field, '' as detail
from person p
join record r on r.record = p.record
where p.decided_by = 'nik_repaired'
