--- name = { id = "Orang yang bersangkutan", en = "Whom it concerns" }
--- text = { id = "Orang yang dimaksud oleh baris iuran, klaim, peristiwa, atau kegiatan: menurut NIK; selain itu KPJ; selain itu nama dan tanggal lahir bila hanya seorang yang cocok. NIK yang tidak ada pada daftar mana pun tetap seorang tersendiri.", en = "The person that a row of payments, claims, events or activities speaks of: by NIK; else by KPJ; else by name and birth date where one person alone fits. A NIK on no list is still a person of its own." }
with told as (
    select record, nik, kpj, name, birth_date from payment
    union all
    select record, nik, kpj, name, birth_date from claim
    union all
    select record, nik, kpj, name, birth_date from event
    union all
    select record, nik, kpj, name, birth_date from activity
),
asked as (
    select record, nik, kpj, name, birth_date
    from told
    where nik is not null or kpj is not null or (name is not null and birth_date is not null)
),
by_nik as (
    select a.record, min(p.person) as person, min(case when r.birth_date = a.birth_date then p.person end) as born
    from asked a
    join record r on r.nik = a.nik and r.nik_key
    join person p on p.record = r.record
    group by a.record
),
by_kpj as (
    select a.record, min(p.person) as person
    from asked a
    join record r on r.kpj = a.kpj
    join person p on p.record = r.record
    group by a.record
    having min(p.person) = max(p.person)
),
by_name as (
    select a.record, min(p.person) as person
    from asked a
    join record r on r.name = a.name and r.birth_date = a.birth_date
    join person p on p.record = r.record
    where a.nik is null and a.kpj is null
    group by a.record
    having min(p.person) = max(p.person)
)
select a.record,
    coalesce(n.born, n.person, k.person, m.person, cast(a.nik as bigint) * 10) as person,
    case
        when n.record is not null then 'nik'
        when k.record is not null then 'kpj'
        when m.record is not null then 'name'
        else 'unlisted'
    end as decided_by
from asked a
left join by_nik n on n.record = a.record
left join by_kpj k on k.record = a.record
left join by_name m on m.record = a.record
where n.record is not null or k.record is not null or m.record is not null or a.nik is not null
