--- name = { id = "Masa hidup terlindungi", en = "Time lived under cover" }
--- text = { id = "Masa perlindungan seseorang selama ia hidup, dipotong pada golongan umur tabel kematian (menurut bulan lahir), dan apakah ia meninggal di dalamnya menurut daftar peristiwa atau klaim.", en = "A person's cover while alive, cut where the age classes of the life table begin (by month of birth), and whether he died in it by a list of events or a claim." }
--- view = true
--- later = true
with lived as (
    select t.person, t.segment, t.region, t.began, t.since,
        case when d.day < t.until then d.day else t.until end as until,
        case when d.day < t.until or (d.day = t.until and t.ends) then d.day end as died
    from tenure t
    left join death d on d.person = t.person
    where d.day is null or t.since <= d.day
),
named as (
    select l.person, min(r.birth_date) as birth_date,
        coalesce(
            max(r.sex),
            max(case when r.nik_key then case when substr(r.nik, 7, 1) >= '4' then 'P' else 'L' end end)
        ) as sex
    from (select distinct person from lived) l
    join person p on p.person = l.person
    join record r on r.record = p.record
    group by l.person
),
aged as (
    select n.person, n.sex, v.age, v.deaths, a.since as since, z.since as until
    from named n
    join day b on b.day = n.birth_date
    join life_table v on v.sex = n.sex
    join calendar a on a.month_no = b.month_no + 12 * v.age
    join calendar z on z.month_no = b.month_no + 12 * v.until_age
),
cut as (
    select l.person, l.segment, l.region, a.sex, a.age, a.deaths, l.began,
        case when a.since > l.since then a.since else l.since end as since,
        case when a.until < l.until then a.until else l.until end as until,
        case when a.since <= l.died and l.died < a.until then l.died end as died
    from lived l
    join aged a on a.person = l.person and l.since < a.until
        and (a.since < l.until or (a.since <= l.died and l.died < a.until))
)
select c.person, c.segment, c.region, c.sex, c.age, c.deaths, c.began, c.since, c.until, s.day_no as since_no,
    u.day_no as until_no, c.died
from cut c
join day s on s.day = c.since
join day u on u.day = c.until
