--- name = { id = "Iuran yang dihitung", en = "Payments that count" }
--- text = { id = "Iuran menurut daftar terakhir yang menyebutnya: pembayar, program, bulan, dan tanggal bayar yang sama dinyatakan ulang oleh daftar berikutnya, bukan dibayar dua kali.", en = "Payments as the latest list that names them has them: the same payer, programmes, months and day of payment are stated anew by a later list, not paid twice." }
with turn as (
    select batch, row_number() over (
        order by coalesce(position, date '0001-01-01'), revision, batch
    ) as turn
    from batch
),
told as (
    select p.record, p.batch, c.person, p.npp, p.region, p.segment, coalesce(p.group_code, '*') as group_code,
        p.programmes, p.since, p.until, p.amount, p.paid_on, t.turn,
        max(t.turn) over (
            partition by coalesce(cast(c.person as varchar), p.kpj, p.npp), p.npp, p.programmes, p.since, p.until,
                p.paid_on
        ) as last_turn
    from payment p
    join turn t on t.batch = p.batch
    left join concerned c on c.record = p.record
)
select record, batch, person, npp, region, segment, group_code, programmes, since, until, amount, paid_on
from told
where turn = last_turn
