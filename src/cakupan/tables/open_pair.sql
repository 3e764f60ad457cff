--- name = { id = "Pasangan yang terbuka", en = "Open pairs" }
--- text = { id = "Pasangan baris yang dihitung dua orang padahal mungkin satu, pada tiap berkas yang memuat salah satunya.", en = "Pairs of rows that count as two persons and may be one, in each file that holds one of them." }
--- view = true
with pair as (
    select p.record_l, p.record_r, p.standing
    from pairing p
    join person l on l.record = p.record_l
    join person r on r.record = p.record_r
    where l.person <> r.person
),
side as (
    select record_l, record_r, standing, record_l as record from pair
    union all
    select record_l, record_r, standing, record_r as record from pair
)
select distinct f.batch, s.record_l, s.record_r, s.standing
from side s
join record f on f.record = s.record
