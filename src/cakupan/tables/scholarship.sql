--- name = { id = "Beasiswa yang belum diambil", en = "Scholarships not drawn" }
--- text = { id = "Tahun ajaran sejak kematian atau cacat total tetap yang manfaatnya sudah dibayar dan memberi hak beasiswa, tanpa pencairan dalam tahun ajaran itu. Kematian memberi hak sesudah masa iur yang diminta hukum, atau bila dibayar JKK. Ada tidaknya anak bersekolah tidak diketahui.", en = "School years since a death or a total disability that was paid for and entitles to a scholarship, without an instalment in that school year. A death entitles after the months paid that the law asks, or where JKK paid. Whether there are children at school is not known." }
--- view = true
--- later = true
with by_accident as (
    select distinct person from claimed where event in ('DEATH', 'DISABILITY') and programmes like '%JKK%'
),
entitled as (
    select e.person, e.event, e.day, e.segment, e.region, e.record, e.batch, r.least, r.most
    from entitlement e
    join scholarship_rule r on r.since <= e.day and e.day < r.until
    left join by_accident a on a.person = e.person
    where e.standing = 'claimed' and e.segment <> 'PMI'
        and (
            (e.event = 'DEATH' and (a.person is not null or e.months >= r.months))
            or (e.event = 'DISABILITY' and coalesce(e.paid, 0) >= e.most)
        )
),
school_year as (
    select b.since, n.since as until
    from calendar b
    join calendar n on n.month_no = b.month_no + 12
    where substr(cast(b.since as varchar), 6, 2) = '07'
),
undrawn as (
    select e.person, e.event, e.day, e.segment, e.region, e.record, e.batch, e.least, e.most, y.since as school_year
    from entitled e
    join school_year y on e.day < y.since
    left join claimed k on k.person = e.person and k.event = 'SCHOLARSHIP' and y.since <= k.paid_on and k.paid_on < y.until
    where k.record is null
)
select person, event, day, school_year, segment, region,
    row_number() over (partition by record order by school_year) = 1 as earliest, least, most, record, batch
from undrawn
