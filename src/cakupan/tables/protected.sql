--- name = { id = "Terlindungi", en = "Protected" }
--- text = { id = "Masa kepesertaan dengan tenggang segmennya: BPU tiga bulan setelah bulan lunas terakhir; segmen lain menurut daftar peserta.", en = "Spells with the grace of their segment: BPU three months after the last month paid; others as the roster says." }
select
    s.person, s.segment, s.region, s.office, s.since,
    case
        when g.grace_months is null or c.month_no is null then s.until
        when l.since < s.absent_from then l.since
        else s.absent_from
    end as until,
    s.began, s.first_record, s.record as spell, s.batch
from spell s
join segment g on g.segment = s.segment
left join calendar c on c.since = s.paid_through
left join calendar l on l.month_no = c.month_no + 1 + g.grace_months
where s.since < case
    when g.grace_months is null or c.month_no is null then s.until
    when l.since < s.absent_from then l.since
    else s.absent_from
end
