-- Activities: something took place on a day; with whom, and what was promised, as far as written.
with told as (
  select c.*, coalesce(d.k is not null and c.nik >= 1100000000000000, false) as nik_ok,
    coalesce(c.nik % 10000 = 0 or c.nik_code = 'nik_tail_lost' or said_nik_tails, false) as nik_tailless
  from clean c left join nik_day d on d.k = c.nik // 10000 % 1000000),
named as (
  select *, case when nik_ok and not nik_tailless then nik::varchar end as nik_sure,
    coalesce(nik_code = 'nik_impossible' or not nik_ok and nik % 10000 <> 0, false) as nik_bad
  from told)
select *, coalesce(day, said_position) as held_on from named
