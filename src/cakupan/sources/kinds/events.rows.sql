select nik_sure as nik, kpj, name, birth_date, place_region as region, happened as event, happened_on as day, source
