--- name = { id = "Mirip, tetapi dipisahkan aturan", en = "Alike, but kept apart by a rule" }
--- text = { id = "Pasangan baris yang mirip, tetapi keduanya ada dalam satu daftar atau akan menyatukan dua NIK, dihitung sebagai orang yang berbeda; pasangan dari dua berkas disebut pada keduanya. Periksa dengan cakupan review.", en = "Pairs of rows that are alike, but both stand in one list or would join two NIKs, counted as different persons; a pair of two files is told of both. Look at them with cakupan review." }
--- severity = "note"
with pair as (
    select p.record_l, p.record_r
    from pairing p
    join person l on l.record = p.record_l
    join person r on r.record = p.record_r
    where (p.standing = 'beside' or p.standing = 'chain') and l.person <> r.person
),
side as (
    select record_l, record_r, record_l as record from pair
    union all
    select record_l, record_r, record_r as record from pair
),
filed as (
    select distinct s.record_l, s.record_r, f.batch
    from side s
    join record f on f.record = s.record
)
select batch, '' as sheet, 0 as row_no, 'nik' as field, cast(count(*) as varchar) || ' pasangan' as detail
from filed
group by batch
