--- name = { id = "Dana Desa untuk iuran", en = "Dana Desa for contributions" }
--- text = { id = "Mata anggaran ini menyebut Dana Desa, yang tidak boleh membayar iuran; pakai ADD atau pendapatan desa lain.", en = "This budget line names Dana Desa, which may not pay contributions; use ADD or other village income." }
select f.batch, f.sheet, f.row_no, 'payer' as field, f.payer as detail
from budget_line f
where f.village_money
