--- name = { id = "Masa kepesertaan", en = "Spells of membership" }
--- text = { id = "Seseorang dalam satu segmen pada satu pemberi kerja, dari potret daftar peserta: hilang dari potret lengkap berikutnya mengakhiri masa itu, pada akhir bulan lunas bila diketahui (menurut daftar, diteruskan oleh iuran yang menyambungnya), selain itu pada tanggal potret (ditandai).", en = "A person in one segment with one employer, from photographs of the roster: absence from the next complete one ends it, at the end of the month paid where known (by the roster, carried on by payments that join it), else at the date of that photograph (flagged)." }
with seen as (
    select
        s.person, s.subject, s.scope, s.npp, s.segment, s.region, s.office, s.programmes, s.since, s.until,
        s.position, s.paid_through, s.wage_m, s.record, s.batch, f.next_position,
        lag(f.next_position) over (
            partition by s.person, s.subject, s.scope, s.npp order by s.position, s.record
        ) as missed
    from sighting s
    join photograph f on f.kind = s.kind and f.subject = s.subject and f.scope = s.scope and f.position = s.position
    where s.kind = 'members' and s.seen
),
absent as (
    select
        person, subject, scope, npp, segment, region, office, programmes, since, until, position, paid_through, wage_m,
        record, batch, next_position, missed,
        max(case when missed < position then missed end) over (
            partition by person, subject, scope, npp order by position, record
            rows between unbounded preceding and current row
        ) as last_absent
    from seen
),
numbered as (
    select
        person, subject, scope, npp, segment, region, office, programmes, until, position, paid_through, wage_m,
        record, batch, next_position,
        case
            when since is null or since > position or since < last_absent then position
            else since
        end as since,
        sum(case when missed >= position then 0 else 1 end) over (
            partition by person, subject, scope, npp order by position, record
            rows between unbounded preceding and current row
        ) as run,
        row_number() over (
            partition by person, subject, scope, npp order by position desc, record desc
        ) as from_last
    from absent
),
dated as (
    select
        person, subject, scope, npp, run, from_last, segment, region, office, programmes, until, position,
        paid_through, wage_m, record, batch, next_position,
        min(since) over (partition by person, subject, scope, npp, run) as since,
        min(from_last) over (partition by person, subject, scope, npp, run) as last_of_run
    from numbered
),
settled as (
    select
        d.person, d.segment, d.region, d.office, d.npp, d.programmes, d.since, d.until, d.position, d.wage_m,
        d.next_position, d.record, d.batch, coalesce(l.since, d.paid_through) as paid_through,
        coalesce(l.until, c.until) as paid_until
    from dated d
    left join calendar c on c.since = d.paid_through
    left join paid_run p on d.segment = 'BPU' and p.person = d.person and p.since <= c.until and p.until > c.until
    left join calendar l on l.until = p.until
    where d.from_last = d.last_of_run
)
select
    d.person, d.segment, d.region, d.office, d.npp, d.programmes, d.since,
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
