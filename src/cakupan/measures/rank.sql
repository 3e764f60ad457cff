--- name = { id = "Peringkat", en = "Rank" }
--- text = { id = "Peringkat cakupan di antara wilayah setingkat yang ada pada tanggal itu, atas dasar, definisi, sumber, dan tanggal yang sama; yang sama tinggi berbagi peringkat. Tanpa itu: peringkat yang dipublikasikan.", en = "Rank by coverage among the regions of one level that exist at the date, on the same basis, definition, source and date; equals share a rank. Without those: the published rank." }
--- formula = "1 + regions with a higher coverage"
--- kind = "derived"
--- unit = "rank"
--- ranks = true
select c.cell, 1 + sum(case when o.top * c.bottom > c.top * o.bottom then 1 else 0 end) as top, count(*) as bottom
from coverage c
join peer p on p.cell = c.cell
join coverage o on o.cell = p.peer_cell
group by c.cell
having count(*) > 1
