select nik_sure as nik, kpj, name, birth_date, npp, place_region as region, coalesce(nullif(segment, '*'), said_segment, 'X') as segment,
  coalesce(nullif(group_code, '*'), said_group) as group_code, programmes, first_day as since, past_day as until,
  amount, paid_day as paid_on, paid_stated
