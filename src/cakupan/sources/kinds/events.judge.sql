-- Events: what happened to somebody on a day; a heading such as Tanggal Meninggal says what.
with told as (
  select c.*, coalesce(d.k is not null and c.nik >= 1100000000000000, false) as nik_ok,
    coalesce(c.nik % 10000 = 0 or c.nik_code = 'nik_tail_lost' or said_nik_tails, false) as nik_tailless
  from clean c left join nik_day d on d.k = c.nik // 10000 % 1000000),
named as (
  select *, case when nik_ok and not nik_tailless then nik::varchar end as nik_sure,
    coalesce(nik_code = 'nik_impossible' or not nik_ok and nik % 10000 <> 0, false) as nik_bad,
    kpj is not null or name is not null and birth_date is not null as known_otherwise
  from told)
select *,
  coalesce(nullif(event, '*'), case when died_on is not null then 'DEATH' when hurt_on is not null then 'ACCIDENT' end) as happened,
  coalesce(day, died_on, hurt_on) as happened_on
from named
