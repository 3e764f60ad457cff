--- name = { id = "Janji", en = "Promise" }
--- text = { id = "Perlindungan utama seseorang selama hari-hari yang di dalamnya suatu peristiwa dinilai sama: dipotong saat upah atau program berganti, saat hukum berganti, saat masa tunggu BPU lewat, dan saat tunggakan melewati batas. Satu bulan dihitung menunggak sejak bulan sesudah bulan jatuh temponya (BPU bulan itu sendiri, lainnya bulan berikutnya); tunggakan selain BPU tidak ditaksir sesudah daftar terakhir.", en = "A person's principal protection for days in which an event would be judged alike: cut where wage or programmes change, where the law does, where the waiting time of a BPU ends, and where arrears pass a limit. A month counts as unpaid from the month after the one in which it falls due (of a BPU itself, of others the next); arrears of others than BPU are not guessed after the last list." }
--- view = true
--- later = true
with counted as (
    select p.person, p.segment, p.region, p.office, p.began, p.first_record, p.since, p.until,
        s.last_record as spell, p.batch, s.npp, s.programmes, s.paid_through, g.priority, count(*) over (partition by p.person) as n
    from protected p
    join spell s on s.record = p.spell
    join segment g on g.segment = p.segment
),
marked as (
    select person, segment, region, office, began, first_record, since, until, spell, batch, npp, programmes,
        paid_through, priority,
        case
            when max(until) over (
                partition by person, segment order by since, spell rows between unbounded preceding and 1 preceding
            ) >= since then 0
            else 1
        end as fresh
    from counted
    where n > 1
),
run as (
    select person, segment, region, office, began, first_record, since, until, spell, batch, npp, programmes,
        paid_through, priority,
        sum(fresh) over (
            partition by person, segment order by since, spell rows between unbounded preceding and current row
        ) as island
    from marked
),
several as (
    select person, segment, region, office, began, first_record, since, until, spell, batch, npp, programmes,
        paid_through, priority,
        min(since) over (partition by person, segment, island) as joined
    from run
),
edge as (
    select person, since as day from several
    union
    select person, until as day from several
),
piece as (
    select person, day as since, lead(day) over (partition by person order by day) as until from edge
),
held as (
    select p.person, p.since, p.until, s.segment, s.region, s.office, s.spell, s.batch, s.npp, s.programmes,
        s.paid_through, s.joined,
        row_number() over (partition by p.person, p.since order by s.priority, s.began, s.first_record) as pick
    from piece p
    join several s on s.person = p.person and s.since <= p.since and s.until >= p.until
),
principal as (
    select person, since, until, segment, region, office, spell, batch, npp, programmes, paid_through, since as joined
    from counted
    where n = 1 and segment in ('PU', 'BPU', 'JAKON', 'PMI')
    union all
    select person, since, until, segment, region, office, spell, batch, npp, programmes, paid_through, joined
    from held
    where pick = 1 and segment in ('PU', 'BPU', 'JAKON', 'PMI')
),
numbered as (
    select person, segment, npp, wage_m, jkk, jkm, since_month,
        lead(since_month) over (partition by person, segment, npp order by since_month, work) as until_month,
        row_number() over (partition by person, segment, npp order by since_month, work) as place
    from work
),
laid as (
    select n.person, n.segment, n.npp, n.wage_m, n.jkk, n.jkm,
        case when n.place = 1 then date '1900-01-01' else a.since end as since,
        coalesce(b.since, date '9999-12-31') as until
    from numbered n
    join calendar a on a.month_no = n.since_month
    left join calendar b on b.month_no = n.until_month
),
worked as (
    select p.person, p.segment, p.region, p.office, p.spell, p.batch, p.paid_through, p.joined, w.wage_m, w.jkk, w.jkm,
        case when w.since > p.since then w.since else p.since end as since,
        case when w.until < p.until then w.until else p.until end as until
    from principal p
    join laid w on w.person = p.person and w.segment = p.segment and w.npp = p.npp and w.since < p.until
        and p.since < w.until
    union all
    select person, segment, region, office, spell, batch, null as paid_through, joined, null as wage_m,
        programmes is null or ',' || programmes || ',' like '%,JKK,%' as jkk,
        programmes is null or ',' || programmes || ',' like '%,JKM,%' as jkm, since, until
    from principal
    where segment = 'PMI'
),
lawful as (
    select w.person, w.segment, w.region, w.office, w.spell, w.batch, w.joined, w.wage_m, w.jkk, w.jkm,
        case when l.since > w.since then l.since else w.since end as since,
        case when l.until < w.until then l.until else w.until end as until,
        c.month_no + case when w.segment = 'BPU' then 1 else 2 end as paid_no,
        case when w.segment = 'BPU' then 119999 else d.month_no end as seen_no
    from worked w
    join benefit_span l on l.since < w.until and w.since < l.until
    left join calendar c on c.since = w.paid_through
    left join sighting s on s.record = w.spell
    left join day d on d.day = s.position
),
owing as (
    select t.person, t.segment, t.region, t.office, t.batch, t.joined, t.wage_m, t.jkk, t.jkm, t.paid_no, t.seen_no,
        case when s.since_months > 0 and a.since > t.since then a.since else t.since end as since,
        case
            when t.paid_no + s.until_months <= t.seen_no and b.since < t.until then b.since
            else t.until
        end as until
    from lawful t
    join benefit_stretch s on s.condition = 'arrears'
        and (s.since_months = 0 or t.paid_no + s.since_months <= t.seen_no)
    left join calendar a on a.month_no = t.paid_no + s.since_months
    left join calendar b on b.month_no = t.paid_no + s.until_months
),
month_end as (select month_no, max(day) as last from day group by month_no),
begun as (select distinct joined from owing where segment = 'BPU'),
reached as (
    select g.joined, s.since_months, t.day
    from begun g
    join day d on d.day = g.joined
    join benefit_stretch s on s.condition = 'membership' and s.since_months > 0
    join month_end e on e.month_no = d.month_no + s.since_months
    join day t on t.month_no = e.month_no and (
        substr(cast(t.day as varchar), 9, 2) = substr(cast(g.joined as varchar), 9, 2)
        or (t.day = e.last and substr(cast(t.day as varchar), 9, 2) < substr(cast(g.joined as varchar), 9, 2))
    )
),
aged as (
    select o.person, o.segment, o.region, o.office, o.batch, o.joined, o.wage_m, o.jkk, o.jkm, o.paid_no, o.seen_no,
        case when a.day > o.since then a.day else o.since end as since,
        case when b.day < o.until then b.day else o.until end as until
    from owing o
    join benefit_stretch s on s.condition = 'membership' and (s.since_months = 0 or o.segment = 'BPU')
    left join reached a on o.segment = 'BPU' and a.joined = o.joined and a.since_months = s.since_months
    left join reached b on o.segment = 'BPU' and b.joined = o.joined and b.since_months = s.until_months
    where o.since < o.until
)
select a.person, a.segment, a.region, a.office, a.since, a.until, a.jkk, a.jkm, a.wage_m,
    d.month_no - j.month_no - case
        when substr(cast(a.since as varchar), 9, 2) < substr(cast(a.joined as varchar), 9, 2) and a.since < e.last then 1
        else 0
    end as membership_months,
    case
        when a.paid_no is null or d.month_no < a.paid_no or a.seen_no < a.paid_no then 0
        when a.seen_no < d.month_no then a.seen_no - a.paid_no
        else d.month_no - a.paid_no
    end as arrears_months,
    a.batch
from aged a
join day d on d.day = a.since
join day j on j.day = a.joined
join month_end e on e.month_no = d.month_no
where a.since < a.until
