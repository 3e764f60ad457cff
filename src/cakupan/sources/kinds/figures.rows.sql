select place_region as region, coalesce(segment, said_segment, '*') as segment,
  coalesce(group_code, said_group, '*') as group_code, moment, lower(measure) as measure, amount as value, stated as unit,
  coalesce(lower(qualifier), 'exact') as qualifier, coalesce(definition, '') as definition,
  coalesce(lower(place), 'residence') as place, coalesce(source, '') as source, note, since,
  coalesce(written_unit, case when lower(unit) <> coalesce(stated, '') and lower(unit) not in ('percent', 'percentage_points')
    then unit end) as written_unit
