--- name = { id = "Klaim sebelum peristiwanya", en = "A claim before its event" }
--- text = { id = "Manfaat dibayar sebelum peristiwa yang disebutnya terjadi, atau sebelum hari meninggal menurut daftar peristiwa; salah satu harinya keliru.", en = "A benefit was paid before the event that it names, or before the day of death by a list of events; one of the days is wrong." }
with told as (
    select k.record, k.paid_on, k.event_date as day
    from claimed k
    where k.event_date is not null
    union all
    select k.record, k.paid_on, d.day
    from claimed k
    join death d on d.person = k.person
    where k.event = 'DEATH' or k.programmes like '%JKM%'
)
select p.batch, p.sheet, p.row_no, 'paid_on' as field, 'dibayar ' || cast(t.paid_on as varchar)
    || ', kejadian ' || cast(max(t.day) as varchar) as detail
from told t
join claim p on p.record = t.record
where t.paid_on < t.day
group by p.batch, p.sheet, p.row_no, t.paid_on
