--- name = { id = "Mata anggaran iuran", en = "Budget lines of contributions" }
--- text = { id = "Mata anggaran yang dapat membayar iuran, menurut daftar terakhir yang menyebutnya: wilayah, sumber dana, tahun, nama dan kode rekening yang sama. Semua jendela bulannya diambil dari daftar itu, sehingga perubahan anggaran menggantikan yang lama seluruhnya.", en = "Budget lines that contributions may be paid from, as the latest list that names them has them: the same region, payer, year, name and account. All windows of months are those of that list, so that a revised budget takes the place of the former one whole." }
with turn as (
    select batch, row_number() over (
        order by coalesce(position, date '0001-01-01'), revision, batch
    ) as turn
    from batch
),
told as (
    select f.record, f.batch, f.sheet, f.row_no,
        f.region || '|' || f.payer || '|' || cast(f.year as varchar) || '|' || lower(f.name) || '|'
        || coalesce(f.account, '') as line,
        f.region, f.payer, f.name, f.year, f.account, f.since, f.until, f.ceiling, f.group_codes, f.least_months,
        f.priority, f.carried, f.village_money, f.source, f.note, t.turn
    from fund f
    join turn t on t.batch = f.batch
),
placed as (
    select record, batch, sheet, row_no, line, region, payer, name, year, account, since, until, ceiling, group_codes,
        least_months, priority, carried, village_money, source, note, turn,
        max(turn) over (partition by line) as last_turn
    from told
)
select record, batch, sheet, row_no, line, region, payer, name, year, account, since, until, ceiling, group_codes,
    least_months, priority, carried, village_money, source, note
from placed
where turn = last_turn
