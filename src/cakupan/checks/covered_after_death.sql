--- name = { id = "Terlindungi sesudah meninggal", en = "Covered after death" }
--- text = { id = "Orang yang tercatat meninggal masih terlindungi menurut daftar peserta dengan posisi sesudahnya; daftar peserta tertinggal, atau peristiwanya milik orang lain.", en = "Somebody recorded as dead is still covered by a roster of a later position; the roster lags, or the event is another person's." }
select r.batch, r.sheet, r.row_no, 'status' as field, 'meninggal ' || cast(d.day as varchar) as detail
from death d
join spell s on s.person = d.person and s.since <= d.day and d.day < s.until
join record r on r.record = s.record
join batch b on b.batch = r.batch
where d.day < b.position
