--- name = { id = "Iuran tanpa peserta", en = "A payment that covers nobody" }
--- text = { id = "Iuran dibayar untuk bulan-bulan yang menurut daftar peserta tidak melindungi siapa pun; daftar peserta tertinggal, atau nomornya salah.", en = "A payment for months in which the rosters have nobody covered by it; the roster lags, or its number is wrong." }
with spoken as (
    select min(position) as since, max(position) as until from batch where kind = 'members'
),
covered as (
    select p.record
    from paid p
    join cover c on c.person = p.person and c.since < p.until and p.since < c.until
    union
    select p.record
    from paid p
    join spell s on s.npp = p.npp and s.since < p.until and p.since < s.until
    where p.person is null
)
select y.batch, y.sheet, y.row_no, 'since' as field,
    cast(p.since as varchar) || ' sampai sebelum ' || cast(p.until as varchar) as detail
from paid p
join payment y on y.record = p.record
join spoken s on s.since < p.until and p.since <= s.until
left join covered c on c.record = p.record
where c.record is null and p.amount > 0
