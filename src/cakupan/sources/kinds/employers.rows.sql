select npp, nib, upper(regexp_replace(name, '\s+', ' ', 'g')) as name, place_region as region, n_workers, kbli, scale, since, until
