--- name = { id = "Pertambahan bersih peserta", en = "Net joiners" }
--- text = { id = "Yang masuk dikurangi yang keluar dalam masa itu; sama dengan peserta aktif pada akhirnya dikurangi pada awalnya.", en = "Who came less who left in the period; equal to the active members at its end less those at its beginning." }
--- formula = "joined + returned + moved_in − moved_out − lapsed − aged − died"
--- kind = "derived"
--- unit = "persons"
--- period = true
select j.cell, j.top + r.top + i.top - o.top - l.top - a.top - d.top as top, 1 as bottom
from joined j
join returned r on r.cell = j.cell
join moved_in i on i.cell = j.cell
join moved_out o on o.cell = j.cell
join lapsed l on l.cell = j.cell
join aged a on a.cell = j.cell
join died d on d.cell = j.cell
