--- name = { id = "Peraturan yang tidak diterapkan", en = "A regulation that is not applied" }
--- text = { id = "Peraturan atau perjanjian ini berlaku, tetapi tercatat belum diterapkan.", en = "This regulation or agreement is in force and recorded as not applied." }
--- severity = "note"
select batch, sheet, row_no, 'applied' as field, instrument || coalesce(' ' || number, '') as detail
from enactment
where stage = 'EXISTS' and not applied
