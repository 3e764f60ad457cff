--- name = { id = "Bulan lunas berturut-turut", en = "Runs of months paid" }
--- text = { id = "Peserta bukan penerima upah dan bulan-bulan yang dibayar untuknya tanpa lubang, dari pembayaran untuk JKK (atau tanpa nama program) yang menyebut segmen BPU, atau tanpa segmen dan tanpa pemberi kerja.", en = "A non-wage earner and the months paid for without a hole, from payments for JKK (or without a named programme) that state the segment BPU, or neither segment nor employer." }
with months as (
    select distinct person, since, until
    from paid
    where person is not null and since is not null and amount > 0
        and (programmes is null or programmes like '%JKK%')
        and (segment = 'BPU' or (segment = 'X' and npp is null))
),
reached as (
    select person, since, until,
        max(until) over (
            partition by person order by since, until rows between unbounded preceding and 1 preceding
        ) as before
    from months
),
mark as (
    select person, since, until, case when before >= since then 0 else 1 end as fresh
    from reached
),
run as (
    select person, since, until,
        sum(fresh) over (
            partition by person order by since, until rows between unbounded preceding and current row
        ) as island
    from mark
)
select person, min(since) as since, max(until) as until
from run
group by person, island
