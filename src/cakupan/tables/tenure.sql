--- name = { id = "Lama perlindungan", en = "Tenure" }
--- text = { id = "Perlindungan dengan hari mulainya tanpa jeda, melintasi segmen dan wilayah.", en = "Cover with the day on which it began without a hole, across segments and regions." }
--- view = true
with line as (
    select person, segment, region, office, since, until,
        lag(until) over (partition by person order by since) as until_before,
        lead(since) over (partition by person order by since) as since_after
    from cover
)
select person, segment, region, office,
    max(case when until_before = since then null else since end) over (
        partition by person order by since rows between unbounded preceding and current row
    ) as began,
    since, until, coalesce(since_after > until, true) and until < date '9999-12-31' as ends
from line
