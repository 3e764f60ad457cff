--- [[line]]
--- name = "jkm"
--- programme = "JKM"
--- payer = { PU = "employer", BPU = "self", JAKON = "employer" }
--- [line.rests]
--- PU = ["jkm.rate", "jkm.kept?relieved"]
--- BPU = ["bpu.amount_jkm", "bpu.kept_transport?transport", "bpu.kept?other", "jkm.kept?relieved"]
--- JAKON = ["jakon.rate_jkm", "jkm.kept?relieved"]
--- [line.text.PU]
--- id = "JKM: {rate} dari upah {base}, ditanggung pemberi kerja."
--- en = "JKM: {rate} of the wage {base}, borne by the employer."
--- [line.text.BPU]
--- id = "JKM BPU: {rate} dari {base} sebulan, sama untuk semua penghasilan."
--- en = "JKM of non-wage earners: {rate} of {base} a month, the same for all incomes."
--- [line.text.JAKON]
--- id = "JKM jasa konstruksi: {rate} dari upah {base}, ditanggung pemberi kerja."
--- en = "JKM of construction services: {rate} of the wage {base}, borne by the employer."
select
    case when jkm then case when segment = 'BPU' then bpu_amount_jkm else wage_m end end as jkm_line_base,
    case segment
        when 'PU' then jkm_rate * cast(case when relieved then jkm_kept else 1000000 end as bigint) // 1000000
        when 'JAKON' then jakon_rate_jkm * cast(case when relieved then jkm_kept else 1000000 end as bigint) // 1000000
        when 'BPU' then
            cast(case when state_paid then 1000000 when transport then bpu_kept_transport else bpu_kept end as bigint)
            * case when relieved then jkm_kept else 1000000 end // 1000000
    end as jkm_line_rate
from worked
