--- name = { id = "Banyaknya yang diperingkat", en = "Number ranked" }
--- text = { id = "Banyaknya wilayah setingkat yang cakupannya diketahui atas dasar yang sama, di antaranya wilayah ini diperingkat; tanpa itu: yang dipublikasikan.", en = "Number of regions of the level whose coverage is known on the same basis, among which this one is ranked; without those: as published." }
--- kind = "derived"
--- unit = "count"
--- ranks = true
select c.cell, count(*) as top, 1 as bottom
from coverage c
join peer p on p.cell = c.cell
join coverage o on o.cell = p.peer_cell
group by c.cell
having count(*) > 1
