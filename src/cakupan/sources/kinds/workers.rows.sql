-- Columns of table record, from the cleaned columns and what was judged of them.
select
  nik_valid::varchar as nik,
  nik_key,
  coalesce(nik_written, nik_o, case when nik_valid is null then nik::varchar end) as nik_given,
  nik_stem,
  name,
  born as birth_date,
  case when birth_moved then coalesce(birth_date_o, birth_date::varchar) end as birth_given,
  sex, place_region as region, office_region as office,
  coalesce(nullif(segment, '*'), said_segment, 'X') as segment,
  coalesce(nullif(group_code, '*'), said_group) as group_code,
  occupation, npp, kpj, coalesce(payer, said_payer) as payer, programmes,
  case status when true then 'AKTIF' when false then 'NONAKTIF' end as status,
  since, coalesce(until, last_day + 1) as until,
  paid_through, wage_m, titles, phone
