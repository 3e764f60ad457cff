-- Employers: a name and a region are enough.
select c.row, c.sheet_no, c.npp, c.nib, upper(regexp_replace(c.name, '\s+', ' ', 'g')) as name, place.region,
  c.n_workers, c.kbli, c.scale, c.since, c.until,
  c.* exclude (row, sheet_no, npp, nib, name, region, n_workers, kbli, scale, since, until),
  place.flag as place_flag, place.detail as place_detail
from clean c {place}
