select place_region as region, made_as as instrument, coalesce(title, number) as title, number, since, past_day as until,
  case when past_day < date '9999-12-31' then past_day - 90 else past_day end as warn_from,
  coalesce(nullif(stage, '*'), 'EXISTS') as stage, asks_ptsp, asks_construction, asks_budget, applied, source, note
