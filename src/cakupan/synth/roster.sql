select '99' || lpad(key::varchar, 9, '0') as "No. KPJ", nik as "NIK", name as "Nama Peserta", birth as "Tanggal Lahir",
       sex as "Jenis Kelamin", npp as "NPP", village as "Desa/Kelurahan", district as "Kecamatan",
       regency_title as "Kabupaten/Kota", segment as "Segmen", since as "Tanggal Kepesertaan",
       strftime(paid_through, '%Y-%m') as "Lunas s.d.", programmes as "Program", wage as "Upah", office as "Kantor Cabang",
       '{mark}' as "Keterangan"
from ({members})
