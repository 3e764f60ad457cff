--- name = { id = "Menurut kantor dan menurut tempat tinggal", en = "By office and by residence" }
--- text = { id = "Sel yang sama dihitung menurut kantor pendaftar dan menurut tempat tinggal; keduanya sah tetapi tidak boleh dibagi satu dengan yang lain.", en = "The same cell is counted by registering office and by residence; both are right, but neither may be divided by the other." }
select f.batch, f.sheet, f.row_no, 'place' as field,
    'menurut kantor ' || cast(f.value as varchar) || ', menurut tempat tinggal ' || cast(o.value as varchar) as detail
from figure f
join figure o on o.measure = f.measure and o.region = f.region and o.segment = f.segment and o.group_code = f.group_code
    and o.moment = f.moment
where f.measure = 'active' and f.place = 'office' and o.place = 'residence' and f.segment <> '*'
    and (f.value > o.value + o.value // 10 or o.value > f.value + f.value // 10)
