select nik as "NIK", name as "Nama Lengkap", birth as "Tanggal Lahir", sex as "Jenis Kelamin",
       village_code as "Kode Wilayah", village as "Desa/Kelurahan", district as "Kecamatan",
       regency_title as "Kabupaten/Kota", segment as "Segmen", occupation as "Pekerjaan",
       least({at}, greatest(born + 5479, {at} - (31 + {listed} % 1500)::integer)) as "Terdaftar Sejak",
       '{mark}' as "Keterangan"
from ({rows}) join synth_work w on w.place = job
