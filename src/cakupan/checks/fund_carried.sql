--- name = { id = "Sisa tahun lalu yang tidak boleh diluncurkan", en = "Money of last year that does not carry over" }
--- text = { id = "Mata anggaran ini memuat sisa tahun lalu, padahal sisa sumber dana ini menjadi SiLPA umum dan harus dianggarkan dari awal.", en = "This budget line holds money left of the year before, while what is left of this payer goes to the general surplus and must be budgeted anew." }
select f.batch, f.sheet, f.row_no, 'carried' as field, f.payer || ': ' || cast(f.carried as varchar) as detail
from budget_line f
join fund_term t on t.payer = f.payer and not t.carries and t.since <= f.since and f.since < t.until
where f.carried > 0
