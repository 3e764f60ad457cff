--- name = { id = "Perpindahan", en = "Movements" }
--- text = { id = "Satu orang, satu hari ketika perlindungannya mulai, berakhir, atau berganti tempat: pertama kali, kembali sesudah jeda, pindah wilayah, segmen, atau kantor tanpa jeda, dan berakhir karena meninggal, lewat batas umur menurut ketentuan, atau karena lain.", en = "One person, one day on which cover begins, ends or changes its place: for the first time, back after a hole, another region, segment or office without a hole, and the end by death, by the age limit of the law, or otherwise." }
with line as (
    select person, region, office, segment, since, until,
        lag(until) over (partition by person order by since) as until_before,
        lag(region) over (partition by person order by since) as region_before,
        lag(office) over (partition by person order by since) as office_before,
        lag(segment) over (partition by person order by since) as segment_before,
        lead(since) over (partition by person order by since) as since_after
    from cover
),
-- Why a person left is decided here and nowhere else: a further kind of leaving is a further case of `kind` below.
left_on as (
    select person, until as day, region, office, segment
    from line
    where until < date '9999-12-31' and coalesce(since_after > until, true)
),
born as (
    select p.person, min(r.birth_date) as birth_date
    from left_on l
    join person p on p.person = l.person
    join record r on r.record = p.record
    where r.birth_date is not null
    group by p.person
),
grown as (
    select b.person, b.birth_date, c.month_no
    from born b
    join calendar c on substr(cast(c.since as varchar), 1, 7) = substr(cast(b.birth_date as varchar), 1, 7)
),
aged as (
    select l.person, l.day
    from left_on l
    join grown g on g.person = l.person
    join age_limit a on a.segment = l.segment and a.since <= l.day and l.day < a.until
    join calendar c on c.month_no = g.month_no + 12 * a.years
    where c.until <= l.day
        or c.since <= l.day and substr(cast(g.birth_date as varchar), 9, 2) <= substr(cast(l.day as varchar), 9, 2)
)
select person, since as day,
    case
        when until_before is null then 'joined'
        when until_before < since then 'returned'
        when region_before <> region then 'moved'
        when segment_before <> segment then 'segment'
        else 'office'
    end as kind,
    case when until_before = since then region_before end as from_region,
    case when until_before = since then office_before end as from_office,
    case when until_before = since then segment_before end as from_segment,
    region as to_region, office as to_office, segment as to_segment
from line
union all
select l.person, l.day,
    case when d.day <= l.day then 'died' when a.person is not null then 'aged' else 'lapsed' end as kind,
    l.region as from_region, l.office as from_office, l.segment as from_segment,
    null as to_region, null as to_office, null as to_segment
from left_on l
left join death d on d.person = l.person
left join aged a on a.person = l.person and a.day = l.day
