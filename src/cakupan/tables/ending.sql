--- name = { id = "Perlindungan yang berakhir", en = "Cover that ends" }
--- text = { id = "Perlindungan tanpa jeda seseorang yang hari akhirnya diketahui: bulan terakhir yang lunas dengan tenggangnya, masa bayar sumber dana yang disebut daftarnya, atau akhir yang disebut daftar peserta. Penanggungnya ialah yang terakhir disebut. Batas umur dihitung menurut bulan lahir.", en = "Unbroken cover of a person of which the end is known: the last month paid with its grace, the window of a fund as its list states it, or the end that the roster states. The payer is the one named last. The age limit counts by the month of birth." }
--- view = true
--- later = true
with held as (
    select t.person, t.segment, t.region, t.began, t.until, s.last_record as record, s.batch, c.until as paid_until,
        coalesce(y.payer, r.payer, case when t.segment in ('PU', 'JAKON') then 'PERUSAHAAN' end, '') as payer,
        row_number() over (partition by t.person, t.until order by p.first_record, p.spell) as pick
    from tenure t
    join protected p on p.person = t.person and p.segment = t.segment and p.until = t.until
    join spell s on s.record = p.spell
    left join record r on r.record = s.last_record
    left join payer y on y.written = r.payer
    left join calendar c on c.since = s.paid_through
    where t.ends or t.until = date '9999-12-31'
),
funded as (
    select h.person, h.until, p.payer, p.until as window_until,
        row_number() over (partition by h.person, h.until order by p.until desc, p.since, p.record) as pick
    from held h
    join paying p on p.person = h.person and p.since <= h.until and h.began < p.until
    join record r on r.record = p.record
    where h.pick = 1 and p.bears = 'fund' and r.until is not null and p.until < date '9999-12-31'
),
told as (
    select h.person, h.segment, h.region, h.began, h.until, h.paid_until, f.window_until, h.record, h.batch,
        case
            when f.window_until is null or f.window_until < h.paid_until then h.payer
            else f.payer
        end as payer,
        case
            when f.window_until is null then coalesce(h.paid_until, h.until)
            when h.paid_until > f.window_until then h.paid_until
            else f.window_until
        end as unpaid_from
    from held h
    left join funded f on f.person = h.person and f.until = h.until and f.pick = 1
    where h.pick = 1 and (h.until < date '9999-12-31' or f.window_until is not null)
),
born as (
    select t.person, min(r.birth_date) as birth_date
    from told t
    join person p on p.person = t.person
    join record r on r.record = p.record
    group by t.person
)
select t.person, t.segment, t.region, t.payer, t.began, t.paid_until, t.window_until, t.unpaid_from, t.until,
    d.day as died, coalesce(n.month_no + 12 * a.years <= m.month_no, false) as aged, t.record, t.batch
from told t
left join death d on d.person = t.person
left join born b on b.person = t.person
left join day n on n.day = b.birth_date
left join day m on m.day = t.unpaid_from
left join age_limit a on a.segment = t.segment and a.since <= t.unpaid_from and t.unpaid_from < a.until
