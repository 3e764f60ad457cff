--- name = { id = "Hak atas manfaat", en = "Entitlements" }
--- text = { id = "Kematian, kecelakaan kerja, penyakit akibat kerja, atau cacat yang dicatat pihak lain atas orang yang pada harinya terlindungi: apa yang dijanjikan hukum dan apakah manfaatnya sudah dibayar. Kematian dihitung satu kali pada hari yang paling awal. Yang perlu diperiksa lebih dahulu tidak dinyatakan berhak: nama lain, hari yang berbeda-beda, hari sebelum lahir, klaim yang lebih tua daripada peristiwanya, atau klaim orang yang tidak dikenal pada hari yang sama di kecamatan itu.", en = "A death, accident at work, occupational disease or disability that others recorded of somebody who was protected on its day: what the law promises, and whether it was paid. A death counts once, on the earliest day. What needs a look first is not called an entitlement: another name, days that differ, a day before birth, a claim older than the event, or a claim of nobody known on the same day in that district." }
--- view = true
--- later = true
with told as (
    select c.person, e.event, e.day, e.record, e.batch, e.name, e.birth_date, c.decided_by, 1 as rank
    from event e
    join concerned c on c.record = e.record
    where e.event in ('DEATH', 'ACCIDENT', 'DISEASE', 'DISABILITY')
    union all
    select c.person, p.event, p.event_date as day, p.record, p.batch, p.name, p.birth_date, c.decided_by, 2 as rank
    from claimed k
    join claim p on p.record = k.record
    join concerned c on c.record = p.record
    where p.event in ('DEATH', 'DISABILITY') and p.event_date is not null
),
ranked as (
    select person, event, day, record, batch, name, birth_date, decided_by, rank,
        min(rank) over (partition by person, event, case when event <> 'DEATH' then day end) as best
    from told
),
once as (
    select person, event, day, record, batch, name, birth_date, decided_by,
        max(day) over (partition by person, event, case when event <> 'DEATH' then day end) as last_day,
        count(*) over (partition by person, event, case when event <> 'DEATH' then day end) as n,
        row_number() over (
            partition by person, event, case when event <> 'DEATH' then day end order by day, record
        ) as pick
    from ranked
    where rank = best
),
held as (
    select o.person, o.event, o.day, o.last_day, o.n, o.record, o.batch, o.decided_by, o.name, o.birth_date,
        coalesce(f.region, l.region) as region, coalesce(f.segment, l.segment) as segment,
        case when f.person is not null then o.day else o.last_day end as judged_on,
        f.person is null or l.person is null as half
    from once o
    left join promise f on f.person = o.person and f.since <= o.day and o.day < f.until
    left join promise l on l.person = o.person and l.since <= o.last_day and o.last_day < l.until
    where o.pick = 1 and (f.person is not null or l.person is not null)
),
known as (
    select h.record, min(r.birth_date) as born,
        max(case when r.name = h.name then 1 else 0 end) as same_name,
        max(case when r.birth_date = h.birth_date then 1 else 0 end) as same_birth
    from held h
    join person p on p.person = h.person
    join record r on r.record = p.record
    group by h.record
),
promised as (
    select h.record,
        cast(sum(case when b.kind = 'death' then b.amount end) as bigint) as death,
        cast(sum(case when b.kind = 'death' then b.deferred end) as bigint) as death_deferred,
        min(case when b.kind = 'death' then b.why end) as death_why,
        cast(sum(case when b.kind = 'accident-death' then b.amount end) as bigint) as accident_death,
        cast(sum(case when b.kind = 'total-disability' then b.amount end) as bigint) as disability
    from held h
    join benefit b on b.person = h.person and b.since <= h.judged_on and h.judged_on < b.until
    group by h.record
),
answer as (
    select h.record,
        min(k.paid_on) as paid_on, cast(sum(k.amount) as bigint) as paid,
        max(case when h.event = 'DEATH' or k.event_date = h.day then 1 else 0 end) as exact
    from held h
    join claimed k on k.person = h.person
        and case
            when h.event = 'DEATH' then coalesce(k.event, 'DEATH') = 'DEATH'
                and (k.programmes is null or k.programmes like '%JKM%' or k.programmes like '%JKK%')
                and (k.event = 'DEATH' or k.programmes like '%JKM%')
            else coalesce(k.programmes, 'JKK') like '%JKK%' and coalesce(k.event, h.event) <> 'SCHOLARSHIP'
                and coalesce(k.event, h.event) <> 'DEATH' and (k.event_date = h.day or k.event_date is null)
        end
    group by h.record
),
near as (
    select distinct h.record
    from held h
    join claimed k on k.event_date = h.day and coalesce(k.programmes, 'JKK') <> 'JHT'
        and coalesce(k.event, h.event) <> 'SCHOLARSHIP'
        and (substr(k.region, 1, 8) = substr(h.region, 1, 8) or length(k.region) < 8)
    left join concerned c on c.record = k.record
    where k.person is null or c.decided_by = 'unlisted'
),
hurt as (
    select distinct h.record
    from held h
    join day d on d.day = h.day
    join told a on a.person = h.person and a.event = 'ACCIDENT' and a.day <= h.day
    join day t on t.day = a.day and d.month_no - t.month_no <= 1
    where h.event = 'DEATH'
),
judged as (
    select h.person, h.event, h.day, h.last_day, h.n, h.record, h.batch, h.segment, h.region,
        m.month_no - b.month_no - case
            when substr(cast(h.judged_on as varchar), 9, 2) < substr(cast(t.began as varchar), 9, 2) then 1
            else 0
        end as months,
        u.record is not null as hurt, a.paid_on, a.paid,
        case when h.event = 'DEATH' then p.death end as amount,
        case when h.event = 'DEATH' then p.death_deferred end as deferred,
        case when h.event = 'DEATH' then p.death_why end as why,
        case when h.event = 'DEATH' then p.accident_death when h.event = 'DISABILITY' then p.disability end as most,
        case
            when k.born > h.day then 'before_birth'
            when a.paid_on < h.day then 'claim_before'
            when a.exact = 0 then 'claim_near'
            when a.record is not null then null
            when h.name is not null and k.same_name = 0 and k.same_birth = 0 then 'name_differs'
            when h.half then 'days_differ'
            when e.record is not null then 'claim_near'
        end as doubt,
        case
            when h.decided_by = 'name' then 'likely'
            when k.same_name = 1 or k.same_birth = 1 then 'sure'
            else 'likely'
        end as match,
        coalesce(a.exact, 0) = 1 as paid_for
    from held h
    join known k on k.record = h.record
    join tenure t on t.person = h.person and t.since <= h.judged_on and h.judged_on < t.until
    join day b on b.day = t.began
    join day m on m.day = h.judged_on
    left join promised p on p.record = h.record
    left join answer a on a.record = h.record
    left join near e on e.record = h.record
    left join hurt u on u.record = h.record
)
select person, event, day, last_day, n, segment, region, months, match, doubt,
    case
        when doubt is not null then 'check'
        when paid_for then 'claimed'
        when event = 'DEATH' and coalesce(amount, 0) + coalesce(deferred, 0) = 0 then 'refused'
        else 'owed'
    end as standing,
    amount, deferred, why, most, hurt, paid_on, paid, record, batch
from judged
