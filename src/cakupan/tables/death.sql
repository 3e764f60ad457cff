--- name = { id = "Kematian", en = "Deaths" }
--- text = { id = "Orang yang meninggal dan harinya: hari paling awal menurut daftar peristiwa; hari menurut klaim hanya bila tidak ada daftar peristiwa yang mencatatnya.", en = "Persons who died and the day: the earliest that a list of events states; the day of a claim only where no list of events has one." }
--- view = true
with told as (
    select c.person, e.day, 1 as rank
    from event e
    join concerned c on c.record = e.record
    where e.event = 'DEATH'
    union all
    select person, event_date as day, 2 as rank
    from claimed
    where event = 'DEATH' and person is not null and event_date is not null
),
best as (
    select person, min(rank) as rank
    from told
    group by person
)
select t.person, min(t.day) as day
from told t
join best b on b.person = t.person and b.rank = t.rank
group by t.person
