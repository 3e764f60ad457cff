--- name = { id = "Badan usaha", en = "Employers" }
--- text = { id = "Badan usaha menurut potret daftarnya: sejak tanggal terdaftar atau potret pertama, sampai potret berikutnya.", en = "Badan usaha from photographs of their list: from registration or the first photograph until the next one." }
with position as (
    select distinct b.position as day from employer e join batch b on b.batch = e.batch where b.position is not null
),
following as (
    select day, coalesce(lead(day) over (order by day), date '9999-12-31') as next_day from position
),
seen as (
    select e.record, e.batch, e.npp, e.nib, e.region, e.n_workers, e.scale, e.risk, e.sector, e.since, e.until, f.day, f.next_day,
        row_number() over (
            partition by coalesce(e.npp, e.nib, e.name), f.day order by b.revision desc, e.record desc
        ) as pick
    from employer e
    join batch b on b.batch = e.batch
    join following f on f.day = b.position
)
select record, batch, npp, nib, region, coalesce(n_workers, 0) as n_workers, scale, risk, sector,
    case when since is null or since > day then day else since end as since,
    case when until < next_day then until else next_day end as until
from seen
where pick = 1
