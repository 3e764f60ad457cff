--- name = { id = "Kematian dibagi yang menurut tabel", en = "Deaths over those of the life table" }
--- text = { id = "Kematian dalam masa itu dibagi yang menurut tabel kematian (standardised mortality ratio); dari sedikit kematian rentangnya lebar.", en = "Deaths in the period over those that the life table has (standardised mortality ratio); of few deaths its interval is wide." }
--- kind = "derived"
--- unit = "times"
--- formula = "deaths_observed ÷ deaths_expected"
--- period = true
select d.cell, d.top * e.bottom as top, e.top * d.bottom as bottom
from deaths_observed d
join deaths_expected e on e.cell = d.cell
