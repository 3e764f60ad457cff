--- name = { id = "Peraturan dan perjanjian", en = "Regulations and agreements" }
--- text = { id = "Peraturan, instruksi, dan perjanjian menurut daftar terakhir yang menyebutnya: wilayah, jenis, dan nomor (atau judul) yang sama.", en = "Regulations, instructions and agreements as the latest list that names them has them: the same region, kind and number (or title)." }
with turn as (
    select batch, row_number() over (
        order by coalesce(position, date '0001-01-01'), revision, batch
    ) as turn
    from batch
),
told as (
    select i.record, i.batch, i.sheet, i.row_no, i.region, i.instrument, i.title, i.number, i.since, i.until, i.warn_from,
        i.stage, i.asks_ptsp, i.asks_construction, i.asks_budget, i.applied, i.source, i.note,
        row_number() over (
            partition by i.region, i.instrument, lower(coalesce(i.number, i.title)) order by t.turn desc, i.record desc
        ) as pick
    from instrument i
    join turn t on t.batch = i.batch
)
select record, batch, sheet, row_no, region, instrument, title, number, since, until, warn_from, stage, asks_ptsp,
    asks_construction, asks_budget, applied, source, note
from told
where pick = 1
