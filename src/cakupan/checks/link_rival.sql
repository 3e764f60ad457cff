--- name = { id = "Sama mungkinnya dengan orang lain", en = "As likely somebody else" }
--- text = { id = "Pasangan baris yang cukup yakin satu orang seandainya orang lain tidak sama mungkinnya, dihitung sebagai orang yang berbeda; pasangan dari dua berkas disebut pada keduanya. Periksa dengan cakupan review.", en = "Pairs of rows that would be sure to be one person if somebody else were not as likely, counted as different persons; a pair of two files is told of both. Look at them with cakupan review." }
--- severity = "note"
select batch, '' as sheet, 0 as row_no, 'nik' as field, cast(count(*) as varchar) || ' pasangan' as detail
from open_pair
where standing = 'rival'
group by batch
