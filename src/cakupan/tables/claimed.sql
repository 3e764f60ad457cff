--- name = { id = "Manfaat yang dihitung", en = "Benefits that count" }
--- text = { id = "Manfaat menurut daftar terakhir yang menyebutnya: nomor klaim, atau orang, program, peristiwa, dan tanggal bayar yang sama dinyatakan ulang oleh daftar berikutnya, bukan dibayar dua kali.", en = "Benefits as the latest list that names them has them: the same number of claim, or person, programme, event and day of payment are stated anew by a later list, not paid twice." }
with turn as (
    select batch, row_number() over (
        order by coalesce(position, date '0001-01-01'), revision, batch
    ) as turn
    from batch
),
told as (
    select p.record, p.batch, c.person, p.region, p.segment, coalesce(p.group_code, '*') as group_code, p.programmes,
        p.event, p.event_date, p.paid_on, p.amount, t.turn,
        max(t.turn) over (
            partition by
                coalesce(p.number, '-'),
                case when p.number is null then coalesce(cast(c.person as varchar), p.kpj, p.name) end,
                case when p.number is null then p.programmes end,
                case when p.number is null then p.event end,
                case when p.number is null then p.event_date end,
                p.paid_on
        ) as last_turn
    from claim p
    join turn t on t.batch = p.batch
    left join concerned c on c.record = p.record
)
select record, batch, person, region, segment, group_code, programmes, event, event_date, paid_on, amount
from told
where turn = last_turn
