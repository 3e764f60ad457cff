select nik_sure as nik, kpj, name, birth_date, npp, place_region as region,
  coalesce(nullif(segment, '*'), said_segment, 'X') as segment, coalesce(nullif(group_code, '*'), said_group) as group_code,
  programmes, coalesce(told_event, case when programmes = 'JKM' then 'DEATH' end) as event, event_date,
  paid_day as paid_on, amount, number
