--- name = { id = "Sumber dana tidak dikenal", en = "The payer of a fund is not known" }
--- text = { id = "Sumber dana mata anggaran ini tidak ada dalam payers.toml, sehingga tidak diketahui siapa yang boleh dibayarinya; tulis kodenya, atau tambahkan di payers.toml kantor.", en = "The payer of this budget line is not in payers.toml, so that nobody knows for whom it may pay; write its code, or add it to the office's payers.toml." }
select f.batch, f.sheet, f.row_no, 'payer' as field, f.payer as detail
from budget_line f
where not exists (select 1 from payer y where y.payer = f.payer)
