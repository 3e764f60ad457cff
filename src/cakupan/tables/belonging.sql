--- name = { id = "Anggota kelompok", en = "Members of groups" }
--- text = { id = "Satu orang, satu masa berkesinambungan dalam satu kelompok atau kelompok yang memuatnya.", en = "One person, one continuous interval in a group or in one that holds it." }
--- view = true
select track as group_code, person, segment, region, since, until
from timeline
where track not in ('cover', 'eligible')
