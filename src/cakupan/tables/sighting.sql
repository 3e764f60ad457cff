--- name = { id = "Terlihat dalam daftar", en = "Seen in a list" }
--- text = { id = "Orang yang tercatat dalam daftar yang diterima; baris yang dikoreksi kiriman berikutnya gugur.", en = "Persons seen in delivered lists, without the rows that a later delivery corrected." }
--- view = true
with seen as (
    select
        r.record, r.batch, b.kind, p.person,
        case
            when b.kind = 'members' then r.segment
            when b.role = 'group' then r.group_code
            else '*'
        end as subject,
        case
            when b.payer <> '' then case when b.scope <> '' then b.scope else r.region end || ' ' || b.payer
            when b.scope <> '' then b.scope
            else r.region
        end as scope,
        coalesce(b.position, r.since) as position,
        b.revision, coalesce(r.status, 'AKTIF') <> 'NONAKTIF' as seen,
        r.segment, r.region, r.office, coalesce(r.npp, '') as npp, r.programmes,
        r.since, coalesce(r.until, date '9999-12-31') as until, r.paid_through, r.wage_m
    from record r
    join batch b on b.batch = r.batch
    join person p on p.record = r.record
),
correction as (
    select distinct kind, subject, scope, position, person, revision
    from seen
    where revision > 1
)
select
    s.record, s.batch, s.kind, s.person, s.subject, s.scope, s.position, s.seen, s.segment, s.region, s.office,
    s.npp, s.programmes, s.since, s.until, s.paid_through, s.wage_m
from seen s
where not exists (
    select 1 from correction c
    where c.person = s.person and c.kind = s.kind and c.subject = s.subject and c.scope = s.scope
        and c.position = s.position and c.revision > s.revision
)
