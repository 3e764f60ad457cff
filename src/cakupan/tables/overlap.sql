--- name = { id = "Tumpang tindih pembayaran", en = "Overlapping payers" }
--- text = { id = "Bulan seseorang yang iurannya ditanggung sumber dana padahal sudah dibayar pihak lain untuk program yang sama. Yang tetap: pemberi kerja, lalu peserta sendiri, lalu sumber dana yang mulai lebih dulu; iuran sumber dana lainnya dipertaruhkan, tiap bulan satu kali. Daftar calon dari dana yang sama adalah kelanjutan daftar pesertanya; dana yang sama pada dua daftar (dua kelompok, atau dua desa) dihitung ganda. Peserta yang penanggungnya tidak disebut hanya dihitung bila sudah peserta sebelum calon itu mulai.", en = "Months of a person for which a fund pays although another pays already for the same programmes. Who stays: the employer, then the member himself, then the fund that began earlier; the contribution of every other fund is at stake, each month once. A list of candidates of the same fund goes on from its roster; the same fund on two lists (of two groups, or of two villages) pays twice. A member whose payer is not stated counts only if he was one before the candidate begins." }
--- view = true
--- later = true
with several as (
    select person
    from paying
    group by person
    having count(*) > 1 and max(case when bears = 'fund' then 1 else 0 end) = 1
),
told as (
    select
        p.person, p.payer, p.bears, p.stated, p.kind, p.group_code, p.scope, p.segment, p.since_month, p.until_month,
        p.record
    from paying p
    join several s on s.person = p.person
),
edge as (
    select person, since_month as month_no from told
    union
    select person, until_month as month_no from told
),
piece as (
    select person, month_no as from_month, lead(month_no) over (partition by person order by month_no) as to_month
    from edge
),
alive as (
    select
        p.person, p.from_month, p.to_month, t.payer, t.bears, t.stated, t.kind, t.segment, t.since_month, t.record,
        max(case when t.kind = 'members' and t.stated then 1 else 0 end) over (
            partition by p.person, p.from_month, t.segment
        ) as is_stated,
        max(case when t.kind = 'members' then 1 else 0 end) over (
            partition by p.person, p.from_month, t.payer
        ) as has_member,
        row_number() over (
            partition by p.person, p.from_month, t.payer, t.kind, t.group_code,
                case when t.kind = 'workers' then t.scope end
            order by t.since_month, t.record
        ) as of_list
    from piece p
    join told t on t.person = p.person and t.since_month <= p.from_month and p.from_month < t.until_month
),
listed as (
    select
        person, from_month, to_month, payer, bears, kind, since_month, record, has_member,
        row_number() over (partition by person, from_month, payer, kind order by since_month, record) as turn
    from alive
    where of_list = 1 and not (kind = 'members' and not stated and is_stated = 1)
),
claim as (
    select
        person, from_month, to_month, payer, bears, kind, since_month, record,
        row_number() over (
            partition by person, from_month, case when bears = 'unknown' then 1 else 0 end
            order by case bears when 'employer' then 1 when 'self' then 2 else 3 end, since_month, kind, turn, record
        ) as turn
    from listed
    where kind = 'members' or turn > has_member
),
clash as (
    select
        c.person, c.from_month, c.to_month, c.record, o.record as other_record,
        case
            when o.bears <> 'fund' then o.bears
            when o.payer = c.payer then 'same_fund'
            else 'two_funds'
        end as kind,
        row_number() over (
            partition by c.person, c.from_month, case when o.bears = 'unknown' then 1 else 0 end order by c.turn
        ) as turn
    from claim c
    join claim o on o.person = c.person and o.from_month = c.from_month and o.turn = 1
    where c.bears = 'fund'
        and ((o.bears <> 'unknown' and c.turn > 1)
            or (o.bears = 'unknown' and c.turn = 1 and c.kind = 'workers' and o.since_month < c.since_month))
),
mark as (
    select
        person, from_month, to_month, record, other_record, kind, turn,
        case
            when lag(to_month) over (
                partition by person, record, other_record, kind, turn order by from_month
            ) = from_month then 0
            else 1
        end as fresh
    from clash
),
run as (
    select
        person, from_month, to_month, record, other_record, kind, turn,
        sum(fresh) over (
            partition by person, record, other_record, kind, turn order by from_month
            rows between unbounded preceding and current row
        ) as island
    from mark
),
joined as (
    select person, record, other_record, kind, turn, min(from_month) as since_month, max(to_month) as until_month
    from run
    group by person, record, other_record, kind, turn, island
),
firm as (
    select
        npp, sector,
        case risk when 'I' then 1 when 'II' then 2 when 'III' then 3 when 'IV' then 4 when 'V' then 5 end as risk,
        row_number() over (partition by npp order by until desc, record desc) as from_last
    from enterprise
    where npp <> ''
),
transport as (
    select distinct w.group_code
    from group_within w
    join group_rule r on r.group_code = w.ancestor
    where r.transport
)
select
    j.person, j.kind, j.turn, p.payer, o.payer as other_payer, j.other_record, o.batch as other_batch, p.segment,
    p.region, p.group_code,
    case when p.segment = 'BPU' then coalesce(p.wage_m, s.income, 0) else p.wage_m end as wage_m,
    coalesce(
        f.risk, case s.risk when 'I' then 1 when 'II' then 2 when 'III' then 3 when 'IV' then 4 when 'V' then 5 end
    ) as risk,
    p.jkk and o.jkk as jkk, p.jkm and o.jkm as jkm, p.jht and o.jht as jht, p.jp and o.jp as jp,
    p.jkp and o.jkp as jkp,
    coalesce(f.sector, '') = 'labour-intensive' as labour_intensive,
    t.group_code is not null and p.segment = 'BPU' as transport, p.state_paid and p.segment = 'BPU' as state_paid,
    s.relieved, s.deferred, j.since_month, j.until_month, a.since, coalesce(b.since, date '9999-12-31') as until,
    j.record, p.batch
from joined j
join paying p on p.record = j.record
join paying o on o.record = j.other_record
join law_setting s on true
join calendar a on a.month_no = j.since_month
left join calendar b on b.month_no = j.until_month
left join firm f on f.npp = p.npp and f.from_last = 1
left join transport t on t.group_code = p.group_code
where (p.jkk and o.jkk) or (p.jkm and o.jkm) or (p.jht and o.jht) or (p.jp and o.jp) or (p.jkp and o.jkp)
