--- name = { id = "Berhak mengklaim", en = "Entitled to claim" }
--- text = { id = "Peserta aktif yang haknya terbukti pada tanggal itu: pada segmen dengan ketentuan tunggakan (BPU: gugur setelah tiga bulan menunggak) hanya yang bulan lunas terakhirnya tercatat dan belum lewat; pada segmen lain semua peserta aktif. Peserta aktif menghitung juga yang pembayarannya tidak tercatat.", en = "Active members whose right is shown at the moment: in a segment with a rule on arrears (BPU: forfeited after three months) only those whose last month paid is on record and not too long ago; in other segments all active members. Active counts those without a record of payment too." }
--- kind = "count"
--- unit = "persons"
select c.region, c.segment, '*' as group_code, m.moment, count(*) as n
from cover c
join moment m on c.since <= m.moment and m.moment < c.until
join segment g on g.segment = c.segment
where g.grace_months is null
    or exists (
        select 1
        from protected p
        join spell s on s.record = p.spell
        where p.person = c.person and p.segment = c.segment and p.since <= m.moment and m.moment < p.until
            and s.paid_through is not null
    )
group by c.region, c.segment, m.moment
