--- name = { id = "Kematian menurut tabel kematian", en = "Deaths by the life table" }
--- text = { id = "Kematian yang diharapkan dari tabel kematian atas orang sebanyak itu, seumur dan sejenis kelamin, selama masa hidup terlindungi itu.", en = "Deaths that the life table has for as many persons of that age and sex, over the time lived under cover." }
--- kind = "derived"
--- unit = "persons"
--- formula = "life_table_days ÷ 365.25 ÷ 1,000,000"
--- period = true
select d.cell, 4 * d.top as top, 1461000000 * d.bottom as bottom
from life_table_days d
