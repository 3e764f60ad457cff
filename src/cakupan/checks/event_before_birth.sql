--- name = { id = "Peristiwa sebelum lahir", en = "An event before birth" }
--- text = { id = "Hari peristiwanya sebelum orang itu lahir menurut daftar lain; harinya atau orangnya keliru. Ia tidak dihitung sebagai hak sebelum diperiksa.", en = "The day of the event lies before the person's birth by another list: day or person is wrong. It is no entitlement before somebody has looked at it." }
with born as (
    select c.record, min(r.birth_date) as birth_date
    from event e
    join concerned c on c.record = e.record
    join person p on p.person = c.person
    join record r on r.record = p.record
    group by c.record
)
select e.batch, e.sheet, e.row_no, 'day' as field, cast(e.day as varchar) as detail
from event e
left join born b on b.record = e.record
where e.day < coalesce(b.birth_date, e.birth_date)
