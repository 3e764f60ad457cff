--- name = { id = "Lewat batas umur", en = "Aged out" }
--- text = { id = "Orang yang perlindungannya berakhir dalam masa itu sesudah mencapai batas umur segmennya: PU usia pensiun, BPU batas umur pendaftaran, keduanya menurut ketentuan hari itu.", en = "Persons whose cover ended in the period once they had reached the age limit of their segment: PU the pension age, BPU the age limit of registration, both as in force that day." }
--- kind = "flow"
--- side = "from"
--- unit = "persons"
--- period = true
--- day = "v.day"
select v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment, count(*) as n
from movement v
join moment m on m.since < v.day and v.day <= m.moment
where v.kind = 'aged'
group by v.from_region, v.from_segment, v.to_region, v.to_segment, m.moment
