--- name = { id = "Siapa yang membayar", en = "Who pays" }
--- text = { id = "Penanggung iuran seseorang menurut bulan, hanya bagi orang yang menurut suatu daftar iurannya ditanggung sumber dana. Daftar peserta berlaku sejak tanggal kepesertaan (sejak posisinya bila sebelumnya penanggungnya lain) sampai akhir yang disebut, bulan lunas bila sudah lewat tenggang, atau potret yang tidak lagi memuatnya. Daftar yang akan dibayari berlaku sejak mulai yang disebut, paling awal Januari tahun posisinya. Yang tidak disebut: PU dan JAKON ditanggung pemberi kerja menurut hukum, selain itu tidak diketahui.", en = "Who pays a person's contributions by month, only of persons for whom some list says that a fund pays. A roster holds from the day of membership (from its position where another paid before) until the end that it states, the month paid where the grace is over, or the photograph that no longer has it. A list of those to be paid for holds from the start that it states, no earlier than January of the year of its position. Where nothing is stated: employers pay for PU and JAKON by law, else it is not known." }
--- view = true
--- later = true
with named as (
    select distinct p.person
    from record r
    join person p on p.record = r.record
    left join payer y on y.written = r.payer
    where r.payer is not null and coalesce(y.bears, 'fund') = 'fund'
),
seen as (
    select
        s.kind, s.person, s.subject, s.scope, s.npp, case when s.segment = 'X' then 'BPU' else s.segment end as segment,
        s.region, s.programmes, s.since, s.until, s.position, s.paid_through, s.wage_m, s.record, s.batch,
        f.next_position, r.payer is not null as stated, coalesce(y.state_paid, false) as state_paid,
        case
            when r.payer is not null then coalesce(y.payer, r.payer)
            when s.segment in ('PU', 'JAKON') then 'PERUSAHAAN'
            else ''
        end as payer,
        case
            when y.bears is not null then y.bears
            when s.segment in ('PU', 'JAKON') then 'employer'
            when r.payer is not null then 'fund'
            else 'unknown'
        end as bears
    from sighting s
    join named n on n.person = s.person
    left join record r on r.record = s.record and r.payer is not null
    join photograph f on f.kind = s.kind and f.subject = s.subject and f.scope = s.scope and f.position = s.position
    left join payer y on y.written = r.payer
    where s.seen and s.segment <> 'PMI' and (s.kind = 'members' or r.payer is not null)
),
placed as (
    select
        kind, person, subject, scope, npp, segment, region, programmes, since, until, position, paid_through, wage_m,
        record, batch, next_position, stated, state_paid, payer, bears,
        lag(next_position) over (
            partition by kind, person, subject, scope, npp, payer order by position, record
        ) as missed,
        lead(position) over (
            partition by kind, person, subject, scope, npp, payer order by position, record
        ) as next_seen,
        min(position) over (partition by kind, person, segment, npp) as first_seen,
        min(position) over (partition by kind, person, segment, npp, payer) as first_paid
    from seen
),
absent as (
    select
        kind, person, subject, scope, npp, segment, region, programmes, since, until, position, paid_through, wage_m,
        record, batch, next_position, stated, state_paid, payer, bears, next_seen, first_seen, first_paid,
        max(case when missed < position then missed end) over (
            partition by kind, person, subject, scope, npp, payer order by position, record
            rows between unbounded preceding and current row
        ) as last_absent
    from placed
),
settled as (
    select
        a.kind, a.person, a.subject, a.scope, a.npp, a.segment, a.region, a.programmes, a.until, a.position, a.wage_m,
        a.record, a.batch, a.next_position, a.stated, a.state_paid, a.payer, a.bears, a.next_seen,
        coalesce(u.until, c.until) as paid_until, n.month_no as seen_month,
        d.month_no + 1 + g.grace_months as lapse_month,
        case
            when a.since is null or a.since < a.last_absent or (a.kind = 'members' and a.since > a.position)
                or (a.kind = 'members' and a.first_seen < a.first_paid and a.since <= a.first_seen) then a.position
            else a.since
        end as since
    from absent a
    join segment g on g.segment = a.segment
    join day n on n.day = a.position
    left join calendar c on a.kind = 'members' and c.since = a.paid_through
    left join paid_run p on a.segment = 'BPU' and p.person = a.person and p.since <= c.until and p.until > c.until
    left join calendar u on u.until = p.until
    left join calendar d on d.until = coalesce(u.until, c.until)
),
ended as (
    select
        kind, person, subject, scope, npp, segment, region, programmes, position, wage_m, record, batch, stated,
        state_paid, payer, bears, since, seen_month,
        case
            when until < next_position then 'stated'
            when seen_month >= lapse_month then 'paid'
            when next_position = date '9999-12-31' or next_seen <= next_position then 'seen'
            when paid_until > position and paid_until < next_position then 'paid'
            else 'seen'
        end as ended_by,
        until, paid_until, next_position
    from settled
),
spanned as (
    select
        e.kind, e.person, e.subject, e.scope, e.npp, e.segment, e.region, e.programmes, e.position, e.wage_m, e.record,
        e.batch, e.stated, e.state_paid, e.payer, e.bears,
        case
            when e.kind = 'workers' and a.month_no < e.seen_month - e.seen_month % 12
                then e.seen_month - e.seen_month % 12
            else a.month_no
        end as since_month,
        case when e.ended_by = 'stated' then b.next_no else b.month_no end as until_month
    from ended e
    join day a on a.day = e.since
    join day b
        on b.day = case e.ended_by when 'stated' then e.until when 'paid' then e.paid_until else e.next_position end
),
mark as (
    select
        kind, person, subject, scope, npp, segment, region, programmes, position, wage_m, record, batch, stated,
        state_paid, payer, bears, since_month, until_month,
        case
            when max(until_month) over (
                partition by kind, person, subject, scope, npp, payer order by since_month, position, record
                rows between unbounded preceding and 1 preceding
            ) >= since_month then 0
            else 1
        end as fresh
    from spanned
    where since_month < until_month
),
run as (
    select
        kind, person, subject, scope, npp, segment, region, programmes, position, wage_m, record, batch, stated,
        state_paid, payer, bears, since_month, until_month,
        sum(fresh) over (
            partition by kind, person, subject, scope, npp, payer order by since_month, position, record
            rows between unbounded preceding and current row
        ) as island
    from mark
),
whole as (
    select
        kind, person, subject, scope, npp, segment, region, programmes, wage_m, record, batch, stated, state_paid,
        payer, bears,
        min(since_month) over (partition by kind, person, subject, scope, npp, payer, island) as since_month,
        max(until_month) over (partition by kind, person, subject, scope, npp, payer, island) as until_month,
        row_number() over (
            partition by kind, person, subject, scope, npp, payer, island order by position desc, record desc
        ) as from_last
    from run
)
select
    w.person, w.payer, w.bears, w.stated, w.state_paid, w.kind,
    case when w.kind = 'workers' then w.subject else '*' end as group_code, w.scope,
    w.segment, w.region, w.npp,
    case
        when w.programmes is null then coalesce(d.jkk, false)
        else ',' || w.programmes || ',' like '%,JKK,%'
    end as jkk,
    case
        when w.programmes is null then coalesce(d.jkm, false)
        else ',' || w.programmes || ',' like '%,JKM,%'
    end as jkm,
    case
        when w.programmes is null then coalesce(d.jht, false)
        else ',' || w.programmes || ',' like '%,JHT,%'
    end as jht,
    case
        when w.programmes is null then coalesce(d.jp, false)
        else ',' || w.programmes || ',' like '%,JP,%'
    end as jp,
    case
        when w.programmes is null then coalesce(d.jkp, false)
        else ',' || w.programmes || ',' like '%,JKP,%'
    end as jkp,
    w.wage_m, w.since_month, w.until_month, coalesce(a.since, date '9999-12-31') as since,
    coalesce(b.since, date '9999-12-31') as until, w.record, w.batch
from whole w
left join duty d on w.programmes is null and d.segment = w.segment and d.scale = '' and d.since_month <= w.since_month
    and w.since_month < d.until_month
left join calendar a on a.month_no = w.since_month
left join calendar b on b.month_no = w.until_month
where w.from_last = 1
