--- name = { id = "Keluarga dengan beasiswa yang belum diambil", en = "Families whose scholarship was not drawn" }
--- text = { id = "Kematian atau cacat total tetap yang manfaatnya sudah dibayar dan memberi hak beasiswa, dengan setidaknya satu tahun ajaran sampai tanggal itu yang belum ada pencairannya. Ada tidaknya anak bersekolah tidak diketahui dari daftar.", en = "Deaths and total disabilities that were paid for and entitle to a scholarship, with a school year begun by the moment for which none was drawn. Whether there are children at school no list tells." }
--- kind = "count"
--- unit = "count"
select s.region, s.segment, '*' as group_code, m.moment, count(*) as n
from scholarship s
join moment m on s.school_year <= m.moment
where s.earliest
group by s.region, s.segment, m.moment
