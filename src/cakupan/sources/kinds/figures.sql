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
      when word in ('peringkat') then 'rank'
      when word in ('', 'jumlah', 'buah', 'desa', 'kasus') then 'count' end as read_as
  from worded)
select c.row, c.sheet_no, place.region, coalesce(c.segment, nullif(getvariable('said_segment'), ''), '*') as segment,
  coalesce(c.group_code, getvariable('said_group'), '*') as group_code,
  coalesce(c.date, make_date(case when c.year between 1900 and 2200 then c.year end, 12, 31), getvariable('said_position')) as moment,
  lower(c.measure) as measure,
  case when read_as in ('percent', 'percentage_points') then c.share else c.value end as value,
  case read_as when 'percent' then 'ppm' when 'percentage_points' then 'ppm_points' else read_as end as unit,
  coalesce(lower(c.qualifier), 'exact') as qualifier, coalesce(c.definition, '') as definition,
  coalesce(lower(c.place), 'residence') as place, coalesce(c.source, '') as source, c.note,
  coalesce(c.written_unit, case when read_as is null or word not in (read_as, '') then c.unit end) as written_unit,
  c.* exclude (row, sheet_no, region, segment, group_code, measure, value, unit, qualifier, definition, place, source, note, written_unit),
  place.flag as place_flag, place.detail as place_detail
from united c {place}
