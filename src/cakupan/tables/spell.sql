--- name = { id = "Masa kepesertaan", en = "Spells of membership" }
--- text = { id = "Seseorang dalam satu segmen pada satu pemberi kerja, dari potret daftar peserta: hilang dari potret lengkap berikutnya mengakhiri masa itu, pada akhir bulan lunas bila diketahui (menurut daftar, diteruskan oleh iuran yang menyambungnya), selain itu pada tanggal potret (ditandai). Potret yang menyebut wilayah atau kantor lain memotongnya pada tanggal potret itu; akhir, bulan lunas, upah dan program tetap milik seluruhnya.", en = "A person in one segment with one employer, from photographs of the roster: absence from the next complete one ends it, at the end of the month paid where known (by the roster, carried on by payments that join it), else at the date of that photograph (flagged). A photograph that shows another region or office cuts it at that date; end, month paid, wage and programmes stay those of the whole." }
with shown as (
    select
        s.person, s.subject, s.scope, s.npp, s.segment, s.region, s.office, s.programmes, s.since, s.until,
        s.position, s.paid_through, s.wage_m, s.record, s.batch, f.next_position,
        s.region || '/' || coalesce(s.office, '') as place
    from sighting s
    join photograph f on f.kind = s.kind and f.subject = s.subject and f.scope = s.scope and f.position = s.position
    where s.kind = 'members' and s.seen
),
seen as (
    select
        person, subject, scope, npp, segment, region, office, programmes, since, until, position, paid_through, wage_m,
        record, batch, next_position, place,
        lag(next_position) over (partition by person, subject, scope, npp order by position, record) as missed,
        lag(place) over (partition by person, subject, scope, npp order by position, record) as place_before,
        lead(position) over (partition by person, subject, scope, npp order by position, record) as after,
        lead(place) over (partition by person, subject, scope, npp order by position, record) as place_after
    from shown
),
absent as (
    select
        person, subject, scope, npp, segment, region, office, programmes, since, until, position, paid_through, wage_m,
        record, batch, next_position, after,
        coalesce(missed < position, true) as begins,
        coalesce(next_position < after, true) as ends,
        coalesce(next_position < after or place <> place_after, true) as leaves,
        max(case when missed < position then missed end) over (
            partition by person, subject, scope, npp order by position, record
            rows between unbounded preceding and current row
        ) as last_absent,
        max(case when missed >= position and place = place_before then null else position end) over (
            partition by person, subject, scope, npp order by position, record
            rows between unbounded preceding and current row
        ) as arrived
    from seen
),
-- A run is unbroken from one absence to the next.
dated as (
    select
        person, segment, region, office, npp, programmes, until, position, paid_through, wage_m, record, batch,
        next_position, after, ends, leaves, arrived,
        min(case when since is null or since > position or since < last_absent then position else since end) over (
            partition by person, subject, scope, npp, last_absent
        ) as since,
        min(position) over (partition by person, subject, scope, npp, last_absent) as first_position,
        min(case when begins then record end) over (
            partition by person, subject, scope, npp, last_absent
        ) as first_record,
        max(case when ends then record end) over (
            partition by person, subject, scope, npp, last_absent
        ) as last_record
    from absent
),
piece as (
    select
        person, segment, region, office, npp, programmes, until, position, paid_through, wage_m, record, batch,
        next_position, ends, since as began, first_record, last_record,
        case when arrived = first_position then since else arrived end as since,
        case when after = first_position then since else after end as moved
    from dated
    where leaves
),
settled as (
    select
        d.person, d.segment, d.region, d.office, d.npp, d.programmes, d.began, d.first_record, d.since,
        d.until, d.position, d.wage_m, d.next_position, d.record, d.batch, coalesce(l.since, d.paid_through) as paid_through,
        coalesce(l.until, c.until) as paid_until
    from piece d
    left join calendar c on c.since = d.paid_through
    left join paid_run p on d.segment = 'BPU' and p.person = d.person and p.since <= c.until and p.until > c.until
    left join calendar l on l.until = p.until
    where d.ends
),
ended as (
    select
        d.person, d.segment, d.region, d.office, d.npp, d.programmes, d.began, d.first_record, d.since,
        case
            when d.until < d.next_position then d.until
            when d.next_position = date '9999-12-31' then d.next_position
            when d.paid_until > d.position and d.paid_until < d.next_position then d.paid_until
            else d.next_position
        end as until,
        d.paid_through, d.wage_m,
        case when d.until < d.next_position then d.until else d.next_position end as absent_from,
        d.next_position < d.until and d.next_position < date '9999-12-31'
            and not coalesce(d.paid_until > d.position and d.paid_until < d.next_position, false) as end_estimated,
        d.record, d.batch
    from settled d
)
select
    person, segment, region, office, npp, programmes, since, until, paid_through, wage_m, absent_from, end_estimated,
    began, first_record, record as last_record, record, batch
from ended
union all
select
    p.person, p.segment, p.region, p.office, p.npp, e.programmes, p.since,
    case when p.moved < e.until then p.moved else e.until end as until,
    e.paid_through, e.wage_m,
    case when p.moved < e.absent_from then p.moved else e.absent_from end as absent_from,
    false as end_estimated, e.began, e.first_record, e.record as last_record, p.record, p.batch
from piece p
join ended e on e.record = p.last_record
where not p.ends
