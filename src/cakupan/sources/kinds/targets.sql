-- Targets: percent, or the ratio that a percent cell of a spreadsheet holds.
select c.row, c.sheet_no, place.region, coalesce(c.segment, nullif(getvariable('said_segment'), ''), '*') as segment,
  coalesce(c.group_code, getvariable('said_group'), '*') as group_code,
  coalesce(c.date, make_date(case when c.year between 1900 and 2200 then c.year end, 12, 31), getvariable('said_position')) as moment,
  coalesce(lower(c.measure), 'coverage') as measure,
  case when not coalesce(c.percent, false) and c.value between 1 and 10000 then c.value * 100 else c.value end as value,
  coalesce(c.source, '') as source,
  c.* exclude (row, sheet_no, region, segment, group_code, measure, value, source),
  place.flag as place_flag, place.detail as place_detail
from clean c {place}
