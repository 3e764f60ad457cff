--- name = { id = "Tercatat dalam daftar pekerja", en = "On a list of workers" }
--- text = { id = "Seseorang dalam daftar pekerja, sejak kapan sampai kapan; potret lengkap berikutnya yang tidak memuatnya mengakhirinya. Yang disebut di wilayah atau segmen lain tercatat di sana sejak potret itu.", en = "A person on a list of workers; the next complete photograph without the person ends it. Who is shown in another region or segment is listed there since that photograph." }
with seen as (
    select
        s.person, s.subject, s.scope, s.segment, s.region, s.since, s.until, s.position, s.record, s.batch,
        f.next_position, f.recency,
        lag(f.next_position) over (
            partition by s.person, s.subject, s.scope order by s.position, s.record
        ) as missed,
        s.segment || '/' || s.region <> lag(s.segment || '/' || s.region) over (
            partition by s.person, s.subject, s.scope order by s.position, s.record
        ) as moved
    from sighting s
    join photograph f on f.kind = s.kind and f.subject = s.subject and f.scope = s.scope and f.position = s.position
    where s.kind = 'workers'
),
absent as (
    select
        person, subject, scope, segment, region, since, until, position, record, batch, next_position, recency,
        max(case when missed < position then missed when moved then position end) over (
            partition by person, subject, scope order by position, record
            rows between unbounded preceding and current row
        ) as last_change
    from seen
)
select
    person,
    case when subject = '*' then 'base' else 'group' end as role,
    subject as group_code,
    segment, region,
    case
        when since is null or since > position or since < last_change then position
        else since
    end as since,
    case when until < next_position then until else next_position end as until,
    recency, record, batch
from absent
