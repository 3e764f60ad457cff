--- [[line]]
--- name = "jht_employer"
--- programme = "JHT"
--- payer = { PU = "employer" }
--- rests.PU = ["jht.rate_employer"]
--- [line.text.PU]
--- id = "JHT: {rate} dari upah {base}, ditanggung pemberi kerja."
--- en = "JHT: {rate} of the wage {base}, borne by the employer."
---
--- [[line]]
--- name = "jht_worker"
--- programme = "JHT"
--- payer = { PU = "worker", BPU = "self" }
--- [line.rests]
--- PU = ["jht.rate_worker"]
--- BPU = ["bpu.rate_jht", "bpu.band[band]"]
--- [line.text.PU]
--- id = "JHT: {rate} dari upah {base}, dipotong dari upah pekerja."
--- en = "JHT: {rate} of the wage {base}, withheld from the worker's wage."
--- [line.text.BPU]
--- id = "JHT BPU (pilihan peserta): {rate} dari dasar iuran {base} menurut penghasilan."
--- en = "JHT of non-wage earners (their choice): {rate} of the base {base} of the income band."
select
    case when jht and segment = 'PU' then wage_m end as jht_employer_line_base,
    jht_rate_employer as jht_employer_line_rate,
    case when jht then case segment when 'PU' then wage_m when 'BPU' then band_base end end as jht_worker_line_base,
    case when segment = 'PU' then jht_rate_worker else bpu_rate_jht end as jht_worker_line_rate
from worked
