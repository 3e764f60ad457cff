select place_region as region, coalesce(segment, said_segment, '*') as segment,
  coalesce(group_code, said_group, '*') as group_code, moment, coalesce(lower(measure), 'coverage') as measure,
  amount as value, coalesce(source, '') as source, coalesce(definition, '') as definition
