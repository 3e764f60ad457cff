-- Figures: a value is read by its unit, for 12.300 persons are not 12.300 percent.
with worded as (
  select *, lower(regexp_replace(trim(coalesce(unit, '')), '[^A-Za-z%]+', '_', 'g')) as word from clean),
united as (
  select *, case
      when word in ('percent', 'persen', '%', 'pct') or word = '' and percent then 'percent'
      when word in ('percentage_points', 'poin', 'poin_persen', 'persen_poin', 'pp', 'points') then 'percentage_points'
      when word in ('ppm', 'ppm_points', 'workers', 'persons', 'employers', 'idr', 'rank', 'count') then word
      when word in ('pekerja', 'tenaga_kerja', 'tk', 'worker', 'peserta') then 'workers'
      when word in ('orang', 'jiwa', 'person') then 'persons'
      when word in ('perusahaan', 'badan_usaha', 'pemberi_kerja', 'employer') then 'employers'
      when word in ('rp', 'rupiah') then 'idr'
      when word in ('peringkat', 'ranking') then 'rank'
      when word in ('', 'jumlah', 'buah', 'desa', 'kasus') then 'count' end as read_as
  from worded)
select *,
  case read_as when 'percent' then 'ppm' when 'percentage_points' then 'ppm_points' else read_as end as stated,
  case when read_as in ('percent', 'percentage_points') then share else value end as amount,
  coalesce(date, make_date(case when year between 1900 and 2200 then year::integer end, 12, 31), said_position) as moment
from united
