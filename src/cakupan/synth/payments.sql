with joined as (
  {members}
),
-- The months that were paid for, counted from the year 0; those of a non-wage earner may have a hole.
run as (
  select *, 12 * year(paid_until) + month(paid_until) as last_month,
         greatest(12 * year(since) + month(since), {last} - {months} + 1) as first_month,
         segment = 'BPU' and on_pay // 100000 % 5 = 0 as with_hole
  from (select *, case when segment = 'BPU' then paid_through else {at} end as paid_until from joined)
),
cut as (
  select *, case when with_hole and last_month - first_month >= 6 then (first_month + last_month) // 2 end as hole
  from run
),
part as (
  select *, unnest(case when hole is null then [first_month] else [first_month, hole + 2] end) as from_month,
         unnest(case when hole is null then [last_month] else [hole, last_month] end) as until_month
  from cut
),
dated as (
  select *, make_date((from_month - 1) // 12, (from_month - 1) % 12 + 1, 1) as from_day,
         make_date((until_month - 1) // 12, (until_month - 1) % 12 + 1, 1) as until_day,
         case segment when 'PU' then wage * if(contains(programmes, 'JP'), 924, 624) // 10000
                      when 'BPU' then wage // 100 + 6800 + if(contains(programmes, 'JHT'), wage // 50, 0)
                      when 'JAKON' then wage * 51 // 10000 else 15000 end as a_month
  from part where from_month <= until_month
)
