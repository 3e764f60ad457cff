with thrown as (
  select *, {time} as on_time, {pay} as on_pay, {wage_throw} as on_wage, {employer} as on_employer, {turn} as on_turn
  from ({rows})
),
turned as (
  select t.*, {joined} as joined, w.segment from thrown t join synth_work w on w.place = job
),
-- Nobody is a member before the age of 15, nor before the position at which he came.
begun as (
  select *, least(day_of, greatest(born + 5479, day_of - (on_time % days)::integer)) as since
  from (
    select *, [{ends}][joined + 1] as day_of,
           case when joined = 0 then 2900 else [{ends}][joined + 1] - [{ends}][joined] end as days
    from turned
  )
),
paid as (
  select *, case when on_pay // 100 % 10 < 8 then on_pay // 1000 % 2 else 2 + on_pay // 1000 % 8 end as late,
         date_trunc('month', {at}) as this_month
  from begun
)
select *, case when segment = 'BPU'
    then greatest(date_trunc('month', since), this_month - to_months(late::integer))::date end as paid_through,
       case when segment = 'PU' then 'Z' || replace(within, '.', '')
         || lpad(((on_employer >> 8) % 1000 * ((on_employer >> 18) % 1000) // 1000)::varchar, 3, '0') end as npp,
       case segment when 'PU' then if(on_pay % 100 < 80, 'JKK, JKM, JHT, JP', 'JKK, JKM, JHT')
                    when 'BPU' then if(on_pay % 100 < 70, 'JKK, JKM', 'JKK, JKM, JHT')
                    else 'JKK, JKM' end as programmes,
       case segment when 'PU' then minimum + 1000 * (on_wage % 60) * (on_wage // 60 % 60)
                    when 'JAKON' then minimum + 50000 * (on_wage % 9)
                    when 'PMI' then 3 * minimum // 2 + 100000 * (on_wage % 40)
                    else [1000000, 1000000, 1000000, 1500000, 2000000, 2500000][1 + on_wage % 6] end as wage
from paid
