--- name = { id = "Manfaat dan iuran dari masa yang berbeda", en = "Benefits and contributions of different periods" }
--- text = { id = "Sumber yang sama menerbitkan manfaat dan iuran untuk tanggal yang sama dengan awal masa yang berbeda; keduanya tidak dibagi satu dengan yang lain.", en = "One source published benefits and contributions for one date with different beginnings of the period; they are not divided by one another." }
select a.batch, a.sheet, a.row_no, 'since' as field,
    coalesce(cast(a.since as varchar), 'awal tidak disebut') || ' dan ' || coalesce(cast(c.since as varchar), 'awal tidak disebut')
        as detail
from figure a
join figure c on c.measure = 'contributions' and c.region = a.region and c.segment = a.segment
    and c.group_code = a.group_code and c.moment = a.moment and c.source = a.source
where a.measure = 'claims_amount'
    and coalesce(a.since, date '0001-01-01') <> coalesce(c.since, date '0001-01-01')
