--- name = { id = "Jendela mata anggaran tumpang tindih", en = "Windows of a budget line overlap" }
--- text = { id = "Dua baris mata anggaran yang sama membayar bulan yang sama, sehingga pagunya terhitung dua kali; perbaiki bulannya, atau hapus salah satu.", en = "Two rows of one budget line pay for the same months, so that its ceiling counts twice; mend the months, or take one out." }
select b.batch, b.sheet, b.row_no, 'from_month' as field,
    'bertumpang dengan baris ' || cast(a.row_no as varchar) || ', ' || cast(b.since as varchar) || ' sampai sebelum '
    || cast(b.until as varchar) as detail
from budget_line a
join budget_line b on b.line = a.line and a.record < b.record and a.since < b.until and b.since < a.until
