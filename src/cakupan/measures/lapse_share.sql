--- name = { id = "Bagian yang berakhir sesudah suatu tanggal", en = "Share that lapsed after a date" }
--- text = { id = "Dari yang terlindungi pada hari terakhir suatu anggaran atau bantuan (--since), bagian yang perlindungannya berakhir sampai --at; dengan --group hanya anggota kelompok yang ditanggungnya. Tenggang tiga bulan BPU termasuk perlindungan, jadi beri --at sesudahnya.", en = "Of those protected on the last day of a fund or relief (--since), the share whose cover ended by --at; with --group only the members of the group that it paid for. The three months of grace of BPU are cover, so put --at after them." }
--- formula = "ended_after ÷ active_then"
--- kind = "derived"
--- unit = "ratio"
--- counts = true
--- period = true
select a.cell, e.top, a.top as bottom
from active_then a
join ended_after e on e.cell = a.cell
