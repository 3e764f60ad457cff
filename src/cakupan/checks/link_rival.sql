--- name = { id = "Sama mungkinnya dengan orang lain", en = "As likely somebody else" }
--- text = { id = "Pasangan baris yang cukup yakin satu orang seandainya orang lain tidak sama mungkinnya, dihitung sebagai orang yang berbeda; pasangan dari dua berkas disebut pada keduanya. Periksa dengan cakupan review.", en = "Pairs of rows that would be sure to be one person if somebody else were not as likely, counted as different persons; a pair of two files is told of both. Look at them with cakupan review." }
--- severity = "note"
with pair as (
    select p.record_l, p.record_r
    from pairing p
    join person l on l.record = p.record_l
    join person r on r.record = p.record_r
    where p.standing = 'rival' and l.person <> r.person
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
