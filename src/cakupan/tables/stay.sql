--- name = { id = "Keberadaan", en = "Stays" }
--- text = { id = "Semua yang memuat seseorang untuk suatu masa: perlindungan, daftar dasar, daftar kelompok.", en = "All that holds a person for a while: protection, a base list, a group list." }
--- view = true
select 'cover' as track, p.person, p.segment, p.region, p.office, g.priority, p.began, p.first_record,
    p.since, p.until, p.batch
from protected p
join segment g on g.segment = p.segment
union all
select 'eligible' as track, person, segment, region, null as office, recency as priority, since as began,
    record as first_record, since, until, batch
from listing
where role = 'base' and since < until
union all
select w.ancestor as track, l.person, l.segment, l.region, null as office, l.recency as priority, l.since as began,
    l.record as first_record, l.since, l.until, l.batch
from listing l
join group_within w on w.group_code = l.group_code
where l.role = 'group' and l.since < l.until
