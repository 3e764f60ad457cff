--- [[line]]
--- name = "jp_employer"
--- programme = "JP"
--- payer = { PU = "employer" }
--- rests.PU = ["jp.rate_employer", "jp.ceiling", "jp.deferred?deferred"]
--- [line.text.PU]
--- id = "JP: {rate} dari upah {base} (paling tinggi batas upah JP), ditanggung pemberi kerja."
--- en = "JP: {rate} of the wage {base} (at most the JP ceiling), borne by the employer."
---
--- [[line]]
--- name = "jp_worker"
--- programme = "JP"
--- payer = { PU = "worker" }
--- rests.PU = ["jp.rate_worker", "jp.ceiling", "jp.deferred?deferred"]
--- [line.text.PU]
--- id = "JP: {rate} dari upah {base} (paling tinggi batas upah JP), dipotong dari upah pekerja."
--- en = "JP: {rate} of the wage {base} (at most the JP ceiling), withheld from the worker's wage."
---
--- [[line]]
--- name = "jp_employer_later"
--- programme = "JP"
--- payer = { PU = "employer" }
--- kind = "deferred"
--- rests.PU = ["jp.deferred"]
--- [line.text.PU]
--- id = "JP: {rate} dari upah {base} ditunda pembayarannya, tetap terutang pemberi kerja."
--- en = "JP: {rate} of the wage {base} is put off and stays owed by the employer."
---
--- [[line]]
--- name = "jp_worker_later"
--- programme = "JP"
--- payer = { PU = "worker" }
--- kind = "deferred"
--- rests.PU = ["jp.deferred"]
--- [line.text.PU]
--- id = "JP: {rate} dari upah {base} bagian pekerja yang penyetorannya ditunda."
--- en = "JP: {rate} of the wage {base}, the worker's part that is put off."
select
    case when jp and segment = 'PU' then case when wage_m < jp_ceiling then wage_m else jp_ceiling end
    end as jp_employer_line_base,
    jp_rate_employer * cast(case when deferred then 1000000 - jp_deferred else 1000000 end as bigint) // 1000000
    as jp_employer_line_rate,
    case when jp and segment = 'PU' then case when wage_m < jp_ceiling then wage_m else jp_ceiling end
    end as jp_worker_line_base,
    jp_rate_worker * cast(case when deferred then 1000000 - jp_deferred else 1000000 end as bigint) // 1000000
    as jp_worker_line_rate,
    case when jp and segment = 'PU' and deferred and jp_deferred > 0
        then case when wage_m < jp_ceiling then wage_m else jp_ceiling end
    end as jp_employer_later_line_base,
    cast(jp_rate_employer as bigint) * jp_deferred // 1000000 as jp_employer_later_line_rate,
    case when jp and segment = 'PU' and deferred and jp_deferred > 0
        then case when wage_m < jp_ceiling then wage_m else jp_ceiling end
    end as jp_worker_later_line_base,
    cast(jp_rate_worker as bigint) * jp_deferred // 1000000 as jp_worker_later_line_rate
from worked
