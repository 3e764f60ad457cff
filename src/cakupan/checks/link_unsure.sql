--- name = { id = "Mungkin satu orang, belum pasti", en = "May be one person, not sure" }
--- text = { id = "Pasangan baris yang mungkin satu orang tetapi belum cukup yakin, dihitung sebagai orang yang berbeda; pasangan dari dua berkas disebut pada keduanya. Periksa dengan cakupan review.", en = "Pairs of rows that may be one person but are not sure enough, counted as different persons; a pair of two files is told of both. Look at them with cakupan review." }
--- severity = "note"
select batch, '' as sheet, 0 as row_no, 'nik' as field, cast(count(*) as varchar) || ' pasangan' as detail
from open_pair
where standing = 'unsure'
group by batch
