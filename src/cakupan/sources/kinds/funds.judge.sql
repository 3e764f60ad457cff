-- Funds: whose money, how much, for which months of which year. A month without a year is of the budget year; of two
-- months the earlier begins. Alokasi Dana Desa (ADD) is not Dana Desa.
with told as (
  select *,
    coalesce(case when year between 1900 and 2200 then year::integer end, try_cast(regexp_extract(payer_o, '\b(20[0-9]{2})\b', 1) as integer),
      try_cast(case when from_month not like '--%' then substr(from_month, 1, 4) end as integer), year(said_position)) as budget_year,
    regexp_matches(replace(lower(concat_ws(' ', name, origin, payer_o)), 'alokasi dana desa', 'add'), '\b(dana desa|dds)\b') as village_money
  from clean),
months as (
  select *,
    coalesce(try_cast(replace(from_month, '--', budget_year::varchar || '-') || '-01' as date), make_date(budget_year, 1, 1)) as head,
    coalesce(try_cast(replace(until_month, '--', budget_year::varchar || '-') || '-01' as date), make_date(budget_year, 12, 1)) as tail
  from told)
select *, coalesce(payer, said_payer) as pays, least(head, tail) as first_day,
  (greatest(head, tail) + interval 1 month)::date as past_day, coalesce(head > tail, false) as months_swapped
from months
