--- name = { id = "Mirip, tetapi dipisahkan aturan", en = "Alike, but kept apart by a rule" }
--- text = { id = "Pasangan baris yang mirip, tetapi keduanya ada dalam satu daftar atau akan menyatukan dua NIK, dihitung sebagai orang yang berbeda; pasangan dari dua berkas disebut pada keduanya. Periksa dengan cakupan review.", en = "Pairs of rows that are alike, but both stand in one list or would join two NIKs, counted as different persons; a pair of two files is told of both. Look at them with cakupan review." }
--- severity = "note"
select batch, '' as sheet, 0 as row_no, 'nik' as field, cast(count(*) as varchar) || ' pasangan' as detail
from open_pair
where standing = 'beside' or standing = 'chain'
group by batch
