--- name = { id = "Dana membayar di luar tahun anggarannya", en = "A fund pays outside its budget year" }
--- text = { id = "Bulan-bulan mata anggaran ini keluar dari tahun anggarannya, padahal sumber dananya hanya membayar bulan tahun itu; perbaiki bulan atau tahunnya.", en = "The months of this budget line lie outside its budget year, while its payer pays only for months of that year; mend months or year." }
select f.batch, f.sheet, f.row_no, 'year' as field,
    cast(f.year as varchar) || ': ' || cast(f.since as varchar) || ' sampai sebelum ' || cast(f.until as varchar)
    as detail
from budget_line f
join fund_term t on t.payer = f.payer and t.within_year and t.since <= f.since and f.since < t.until
where cast(f.since as varchar) < cast(f.year as varchar) || '-01-01'
    or cast(f.until as varchar) > cast(f.year + 1 as varchar) || '-01-01'
