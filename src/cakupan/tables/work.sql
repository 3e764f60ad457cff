--- name = { id = "Pekerjaan yang diiur", en = "Work under contribution" }
--- text = { id = "Pekerjaan seseorang selama bulan-bulan yang di dalamnya hanya hukum yang berubah: masa kepesertaan dalam bulan (bulan yang tersentuh satu hari pun dihitung, dua masa pada pemberi kerja yang sama tidak dihitung dua kali; bulan kepindahan dihitung di tempat lama), dipotong saat upah menurut daftar, risiko atau skala pemberi kerja berganti, dan pada bulan tercapainya usia pensiun.", en = "A person's work in months in which only the law changes: the spell in months (a month counts when any day of it is covered; two spells with one employer do not count twice; the month of a move counts in the old place), cut where the listed wage or the employer's risk or scale changes, and at the month in which pension age is reached." }
--- view = true
--- later = true
with class as (
    select npp, risk, scale, sector, since_month,
        coalesce(lead(since_month) over (partition by npp order by since_month), 119999) as until_month
    from (
        select npp, risk, scale, sector, until, record,
            coalesce(lag(until_month) over (partition by npp order by until, record), 0) as since_month,
            case
                when lag(npp) over (partition by npp order by until, record) = npp
                    and coalesce(lag(risk) over (partition by npp order by until, record), '') = coalesce(risk, '')
                    and coalesce(lag(scale) over (partition by npp order by until, record), '') = coalesce(scale, '')
                    and coalesce(lag(sector) over (partition by npp order by until, record), '') = coalesce(sector, '')
                    then 0
                else 1
            end as fresh
        from (
            select e.npp, e.risk, e.scale, e.sector, e.until, e.record, d.month_no as until_month
            from enterprise e
            join day d on d.day = e.until
            where e.npp <> ''
        ) as ended
    ) as marked
    where fresh = 1
),
grouped as (
    select person, max(case when r.transport then 1 else 0 end) = 1 as transport,
        max(case when r.state_paid then 1 else 0 end) = 1 as state_paid
    from (
        select person, group_code from listing where role = 'group'
        union all
        select s.person, r.group_code
        from spell s
        join record r on r.record = s.last_record and r.group_code <> ''
    ) as told
    join group_within w on w.group_code = told.group_code
    join group_rule r on r.group_code = w.ancestor
    group by person
),
-- The wage belongs to the run: a move to another region or office leaves it as it is.
wage as (
    select run, wage_m, since_month,
        coalesce(lead(since_month) over (partition by run order by since_month, position, record), 119999) as until_month
    from (
        select p.record as run, s.wage_m, s.position, s.record,
            case
                when lag(s.wage_m) over (partition by p.record order by s.position, s.record) is null then 0
                else d.month_no
            end as since_month,
            case
                when lag(s.wage_m) over (partition by p.record order by s.position, s.record) = s.wage_m then 0 else 1
            end as fresh
        from spell p
        join sighting s on s.person = p.person and s.segment = p.segment and s.npp = p.npp
            and p.began <= s.position and s.position < p.absent_from
        join day d on d.day = s.position
        where p.record = p.last_record and s.kind = 'members' and s.seen and s.wage_m is not null
    ) as marked
    where fresh = 1
),
-- Of two spells with one employer that share a month, as those before and after a move do, the first has it.
spanned as (
    select s.record, s.last_record, s.person, s.segment, s.region, s.office, s.npp, s.programmes, s.batch,
        a.month_no as since_month, b.next_no as until_month,
        max(b.next_no) over (
            partition by s.person, s.segment, s.npp order by s.since, s.until desc, s.record
            rows between unbounded preceding and 1 preceding
        ) as covered_month
    from spell s
    join day a on a.day = s.since
    join day b on b.day = s.until
    where s.segment in ('PU', 'BPU', 'JAKON')
),
begun as (
    select record, last_record, person, segment, region, office, npp, programmes, batch, until_month,
        case when covered_month > since_month then covered_month else since_month end as since_month
    from spanned
),
told as (
    select s.record, s.person, s.segment, s.region, s.office, s.npp, s.batch,
        case when s.segment = 'BPU' then coalesce(w.wage_m, o.income) else w.wage_m end as wage_m,
        case coalesce(c.risk, o.risk) when 'I' then 1 when 'II' then 2 when 'III' then 3 when 'IV' then 4 when 'V' then 5
        end as risk,
        case when s.programmes is null then coalesce(d.jkk, false) else ',' || s.programmes || ',' like '%,JKK,%' end as jkk,
        case when s.programmes is null then coalesce(d.jkm, false) else ',' || s.programmes || ',' like '%,JKM,%' end as jkm,
        case when s.programmes is null then coalesce(d.jht, false) else ',' || s.programmes || ',' like '%,JHT,%' end as jht,
        case when s.programmes is null then coalesce(d.jp, false) else ',' || s.programmes || ',' like '%,JP,%' end as jp,
        case when s.programmes is null then coalesce(d.jkp, false) else ',' || s.programmes || ',' like '%,JKP,%' end as jkp,
        coalesce(c.sector, '') = 'labour-intensive' as labour_intensive,
        coalesce(g.transport, false) and s.segment = 'BPU' as transport,
        (coalesce(g.state_paid, false) or coalesce(y.state_paid, false)) and s.segment = 'BPU' as state_paid,
        o.relieved, o.deferred, s.programmes is not null as stated,
        case
            when coalesce(w.since_month, 0) > s.since_month and coalesce(w.since_month, 0) >= coalesce(c.since_month, 0)
                and coalesce(w.since_month, 0) >= coalesce(d.since_month, 0) then w.since_month
            when coalesce(c.since_month, 0) > s.since_month and coalesce(c.since_month, 0) >= coalesce(d.since_month, 0)
                then c.since_month
            when coalesce(d.since_month, 0) > s.since_month then d.since_month
            else s.since_month
        end as since_month,
        case
            when coalesce(w.until_month, 119999) < s.until_month
                and coalesce(w.until_month, 119999) <= coalesce(c.until_month, 119999)
                and coalesce(w.until_month, 119999) <= coalesce(d.until_month, 119999) then w.until_month
            when coalesce(c.until_month, 119999) < s.until_month
                and coalesce(c.until_month, 119999) <= coalesce(d.until_month, 119999) then c.until_month
            when coalesce(d.until_month, 119999) < s.until_month then d.until_month
            else s.until_month
        end as until_month,
        case when a.step_month > n.next_no + a.months then a.step_month else n.next_no + a.months end as pension_month
    from begun s
    join law_setting o on true
    left join wage w on w.run = s.last_record and w.since_month < s.until_month and s.since_month < w.until_month
    left join class c on s.npp <> '' and c.npp = s.npp and c.since_month < s.until_month
        and s.since_month < c.until_month
    left join duty d on s.programmes is null and d.segment = s.segment
        and d.scale = case when s.segment = 'PU' then coalesce(c.scale, o.scale, '') else '' end
        and d.since_month < s.until_month and s.since_month < d.until_month
    left join grouped g on g.person = s.person
    left join record r on r.record = s.last_record
    left join payer y on y.written = r.payer
    left join day n on n.day = r.birth_date
    left join pension_age a on a.born_since <= n.month_no and n.month_no < a.born_until
),
half as (
    select 0 as after_pension
    union all
    select 1 as after_pension
)
select t.record as work, t.person, t.segment, t.region, t.office, t.npp, t.wage_m, t.risk,
    t.jkk, t.jkm, t.jht, t.jp and h.after_pension = 0 as jp, t.jkp, t.labour_intensive, t.transport, t.state_paid,
    t.relieved, t.deferred, t.stated,
    case when h.after_pension = 1 and t.pension_month > t.since_month then t.pension_month else t.since_month
    end as since_month,
    case when h.after_pension = 0 and t.jp and t.pension_month < t.until_month then t.pension_month else t.until_month
    end as until_month,
    t.batch
from told t
join half h on h.after_pension = 0 or (t.jp and t.pension_month < t.until_month)
where t.since_month < t.until_month
    and (h.after_pension = 1 or not t.jp or coalesce(t.pension_month, 119999) > t.since_month)
