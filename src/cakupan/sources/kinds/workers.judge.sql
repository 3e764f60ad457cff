-- Workers and members: the NIK speaks for or against birth date and sex. One row per row of the stage.
with told as (
  select c.*, d.early, d.late, d.sex as nik_sex, d.k is not null and c.nik >= 1100000000000000 as nik_ok,
    coalesce(c.nik % 10000 = 0 or c.nik_code = 'nik_tail_lost' or said_nik_tails, false) as nik_tailless
  from clean c left join nik_day d on d.k = c.nik // 10000 % 1000000),
compared as (
  select *,
    nik_ok and birth_date is not null and birth_date is distinct from early and birth_date is distinct from late as parted,
    nik_ok and coalesce(sex <> nik_sex, false) as sex_differs
  from told),
weighed as (
  select *,
    coalesce(case when parted and day(birth_date) <= 12
      then make_date(year(birth_date), day(birth_date), month(birth_date)) in (early, late) end, false) as birth_swapped
  from compared),
settled as (
  select *,
    parted and not birth_swapped as birth_differs,
    nik_ok and (birth_date is null or birth_swapped) as birth_moved
  from weighed),
owned as (
  select *,
    birth_differs and sex_differs as nik_of_another,
    nik_ok and not (birth_differs and sex_differs)
      and not (coalesce(nik_code = 'nik_mended', false) and (birth_differs or sex_differs)) as nik_own
  from settled)
select c.*,
  case when nik_ok and not nik_tailless then nik end as nik_valid,
  not nik_ok and nik is not null and nik % 10000 <> 0 as nik_dayless,
  not nik_ok and nik is not null and nik % 10000 = 0 as nik_all_lost,
  nik_own and not nik_tailless as nik_key,
  case when nik_own and nik_tailless then nik // 10 end as nik_stem,
  case when birth_moved then coalesce(case when nik // 10000 % 100 > said_year % 100 then early end, late) else birth_date end
    as born,
  said_position is null and coalesce(since, until, last_day, paid_through) is null as undated
from owned c
