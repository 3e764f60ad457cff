--- name = { id = "Nilai beasiswa itu, paling banyak", en = "Worth of these scholarships, at most" }
--- text = { id = "Beasiswa menurut hukum hari peristiwanya untuk tahun ajaran sampai tanggal itu yang belum ada pencairannya: sebanyak anak yang boleh pada jenjang tertinggi.", en = "Scholarships by the law of the day of the event for school years begun by the moment for which none was drawn: as many children as may, at the highest level." }
--- kind = "count"
--- unit = "idr"
select s.region, s.segment, '*' as group_code, m.moment, cast(sum(s.most) as bigint) as n
from scholarship s
join moment m on s.school_year <= m.moment
group by s.region, s.segment, m.moment
