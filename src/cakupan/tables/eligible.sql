--- name = { id = "Pekerja yang wajib atau dapat dilindungi", en = "Eligible workers" }
--- text = { id = "Satu orang, satu masa berkesinambungan, satu segmen utama dan wilayah.", en = "One person, one continuous interval, one principal segment and region." }
--- view = true
select person, segment, region, office, since, until
from timeline
where track = 'eligible'
