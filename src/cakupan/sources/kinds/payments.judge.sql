-- Payments: somebody paid, for some months, an amount. The months may be one, or a run with both ends named.
with told as (
  select c.*, coalesce(d.k is not null and c.nik >= 1100000000000000, false) as nik_ok,
    coalesce(c.nik % 10000 = 0 or c.nik_code = 'nik_tail_lost' or said_nik_tails, false) as nik_tailless
  from clean c left join nik_day d on d.k = c.nik // 10000 % 1000000),
named as (
  select *, case when nik_ok and not nik_tailless then nik::varchar end as nik_sure,
    coalesce(nik_code = 'nik_impossible' or not nik_ok and nik % 10000 <> 0, false) as nik_bad,
    kpj is not null or name is not null and birth_date is not null or npp is not null as known_otherwise
  from told),
run as (
  select *, coalesce(from_month, month, until_month, date_trunc('month', paid_on)::date) as head,
    coalesce(until_month, month, from_month, date_trunc('month', paid_on)::date) as tail
  from named)
select *,
  least(head, tail) as first_day, (greatest(head, tail) + interval 1 month)::date as past_day,
  coalesce(head > tail, false) as months_swapped, paid_on is not null as paid_stated,
  coalesce(paid_on, least((greatest(head, tail) + interval 1 month)::date - 1, said_position), said_position) as paid_day
from run
