select npp, nib, npwp, upper(regexp_replace(name, '\s+', ' ', 'g')) as name, place_region as region, n_workers,
  coalesce(kbli_2025, kbli_2020, kbli_2017, kbli_2015, kbli) as kbli,
  case when kbli_2025 is not null then 2025 when kbli_2020 is not null then 2020 when kbli_2017 is not null then 2017
    when kbli_2015 is not null then 2015 end as kbli_edition,
  scale, risk, sector, since, until, phone
