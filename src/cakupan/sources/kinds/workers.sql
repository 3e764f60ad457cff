-- Workers and members: the NIK speaks for or against birth date and sex.
with parts as (
  select *,
    nik // 100000000 % 100 > 40 as nik_female,
    nik // 100000000 % 100 - case when nik // 100000000 % 100 > 40 then 40 else 0 end as d,
    nik // 1000000 % 100 as m,
    nik // 10000 % 100 as y
  from clean),
judged as (
  select *,
    nik // 100000000000000 > 10 and m between 1 and 12 and d between 1 and
      case when m in (4, 6, 9, 11) then 30 when m = 2 then case when y % 4 = 0 then 29 else 28 end else 31 end as nik_valid,
    day(birth_date) = d and month(birth_date) = m and year(birth_date) % 100 = y as agrees,
    day(birth_date) = m and month(birth_date) = d and year(birth_date) % 100 = y and d <> m as swapped
  from parts),
settled as (
  select *,
    case when nik_valid then nik end as nik_number,
    coalesce(nik_valid and swapped, false) as birth_swapped,
    coalesce(nik_valid and not agrees and not swapped, false) as birth_differs,
    coalesce(nik_valid and sex <> case when nik_female then 'P' else 'L' end, false) as sex_differs,
    case when nik_valid and (birth_date is null or swapped)
      then make_date(y + case when y > getvariable('said_year') % 100 then 1900 else 2000 end, m, d) end as nik_birth
  from judged)
select c.row, c.sheet_no,
  case when nik_number is not null then nik_number::varchar end as nik,
  nik_number is not null and not (birth_differs and sex_differs) as nik_key,
  coalesce(nik_written, nik_o, case when nik_number is null then c.nik::varchar end) as nik_given,
  c.name,
  coalesce(nik_birth, c.birth_date) as birth_date,
  case when nik_birth is not null then coalesce(birth_date_o, c.birth_date::varchar) end as birth_given,
  c.sex, place.region, {office} as office,
  coalesce(nullif(c.segment, '*'), getvariable('said_segment'), 'X') as segment,
  coalesce(nullif(c.group_code, '*'), getvariable('said_group')) as group_code,
  c.occupation, c.npp, c.kpj, c.programmes, c.since,
  coalesce(c.until, c.last_day + 1,
    case when not c.status then coalesce((c.paid_through + interval 1 month)::date, getvariable('said_position')) end) as until,
  c.paid_through, c.wage_m,
  c.* exclude (row, sheet_no, nik, name, birth_date, sex, region, office, segment, group_code, occupation, npp, kpj, programmes,
    since, until, paid_through, wage_m),
  birth_differs and sex_differs as nik_of_another,
  getvariable('said_position') is null and coalesce(c.since, c.until, c.last_day, c.paid_through) is null as undated,
  place.flag as place_flag, place.detail as place_detail, repeat.code as repeated
from settled c {place} {repeat}
