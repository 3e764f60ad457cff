--- name = { id = "Tahun-orang terlindungi", en = "Person-years under cover" }
--- text = { id = "Hari hidup terlindungi dibagi 365,25.", en = "Days lived under cover divided by 365.25." }
--- kind = "derived"
--- unit = "count"
--- formula = "person_days ÷ 365.25"
--- period = true
select d.cell, 4 * d.top as top, 1461 * d.bottom as bottom
from person_days d
