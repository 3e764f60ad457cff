select place_region as region, pays as payer, coalesce(name, account, pays) as name, budget_year as year, account,
  first_day as since, past_day as until, ceiling, coalesce(group_codes, said_group, '*') as group_codes, least_months,
  priority, carried, village_money, source, note
