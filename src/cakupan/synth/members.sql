with thrown as (
  select *, {time} as on_time, {pay} as on_pay, {wage} as on_wage, {office} as on_office, {turn} as on_turn from ({rows})
),
turned as (
  select *, case {joined} else 0 end as joined, case {left} else {positions} end as gone,
         w.segment from thrown join synth_work w on w.place = job
),
begun as (
  select *, least([{ends}][joined + 1], greatest(born + 5479, case when joined = 0
      then [{ends}][1] - (on_time % 2900)::integer
      else [{ends}][joined + 1] - (on_time % ([{ends}][joined + 1] - [{ends}][joined]))::integer end)) as since
  from turned
)
select *,
       case when segment = 'PU' then 'Z' || replace(within, '.', '')
         || lpad(((on_office >> 8) % 1000 * ((on_office >> 18) % 1000) // 1000)::varchar, 3, '0') end as npp,
       case segment when 'PU' then if(on_pay % 100 < 80, 'JKK, JKM, JHT, JP', 'JKK, JKM, JHT')
                    when 'BPU' then if(on_pay % 100 < 70, 'JKK, JKM', 'JKK, JKM, JHT') else 'JKK, JKM' end as programmes,
       case segment when 'PU' then minimum + 1000 * (on_wage % 60) * (on_wage // 60 % 60)
                    when 'JAKON' then minimum + 50000 * (on_wage % 9)
                    when 'PMI' then 3 * minimum // 2 + 100000 * (on_wage % 40)
                    else [1000000, 1000000, 1000000, 1500000, 2000000, 2500000][1 + on_wage % 6] end as wage,
       within as office
from begun
