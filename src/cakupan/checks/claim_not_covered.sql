--- name = { id = "Klaim orang yang tidak terlindungi", en = "A claim of somebody not covered" }
--- text = { id = "Manfaat JKK atau JKM dibayar untuk orang yang pada tanggal kejadiannya tidak terlindungi menurut daftar peserta; daftar peserta tertinggal, NIK tertukar, atau klaimnya perlu diperiksa. Penyakit akibat kerja tidak diperiksa.", en = "A JKK or JKM benefit was paid for somebody who was not covered on the day of the event by the rosters; the roster lags, a NIK is wrong, or the claim needs a look. Occupational disease is left out." }
with spoken as (
    select min(position) as since, max(position) as until from batch where kind = 'members'
)
select p.batch, p.sheet, p.row_no, 'event_date' as field,
    coalesce(c.programmes, 'JKM') || ', kejadian ' || cast(c.event_date as varchar) as detail
from claimed c
join claim p on p.record = c.record
join spoken s on s.since <= c.event_date and c.event_date <= s.until
left join cover v on v.person = c.person and v.since <= c.event_date and c.event_date < v.until
where v.person is null and (c.programmes = 'JKK' or c.programmes = 'JKM')
    and coalesce(c.event, '') <> 'DISEASE' and coalesce(c.event, '') <> 'SCHOLARSHIP'
