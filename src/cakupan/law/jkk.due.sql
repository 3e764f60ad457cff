--- [[line]]
--- name = "jkk"
--- programme = "JKK"
--- payer = { PU = "employer", BPU = "self", JAKON = "employer" }
--- [line.rests]
--- PU = ["jkk.rate[risk]", "jkk.kept_labour?labour_intensive", "jkk.kept?relieved"]
--- BPU = ["bpu.rate_jkk", "bpu.band[band]", "bpu.kept_transport?transport", "bpu.kept?other", "jkk.kept?relieved"]
--- JAKON = ["jakon.rate_jkk", "jkk.kept?relieved"]
--- [line.text.PU]
--- id = "JKK tingkat risiko {risk}: {rate} dari upah {base}, ditanggung pemberi kerja."
--- en = "JKK, risk class {risk}: {rate} of the wage {base}, borne by the employer."
--- [line.text.BPU]
--- id = "JKK BPU: {rate} dari dasar iuran {base} menurut penghasilan, dibayar peserta atau penyandang dana."
--- en = "JKK of non-wage earners: {rate} of the base {base} of the income band, paid by the member or a sponsor."
--- [line.text.JAKON]
--- id = "JKK jasa konstruksi: {rate} dari upah {base}, ditanggung pemberi kerja."
--- en = "JKK of construction services: {rate} of the wage {base}, borne by the employer."
select
    case when jkk then case when segment = 'BPU' then band_base else wage_m end end as jkk_line_base,
    case segment
        when 'PU' then cast(
            case risk
                when 1 then jkk_rate_i
                when 2 then jkk_rate_ii
                when 3 then jkk_rate_iii
                when 4 then jkk_rate_iv
                when 5 then jkk_rate_v
            end as bigint
        ) * case when labour_intensive then jkk_kept_labour else 1000000 end // 1000000
            * case when relieved then jkk_kept else 1000000 end // 1000000
        when 'BPU' then bpu_rate_jkk
            * cast(case when state_paid then 1000000 when transport then bpu_kept_transport else bpu_kept end as bigint)
            // 1000000 * case when relieved then jkk_kept else 1000000 end // 1000000
        when 'JAKON' then jakon_rate_jkk * cast(case when relieved then jkk_kept else 1000000 end as bigint) // 1000000
    end as jkk_line_rate
from worked
