select place_region as region, held_on as day, coalesce(nullif(activity, '*'), 'MEETING') as activity, npp, nib,
  nik_sure as nik, kpj, name, birth_date, coalesce(nullif(group_code, '*'), said_group) as group_code, partner, commitment,
  owner, due, coalesce(done, done_on is not null) as done, done_on, source
