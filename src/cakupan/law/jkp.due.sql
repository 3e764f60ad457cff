--- [[line]]
--- name = "jkp_government"
--- programme = "JKP"
--- payer = { PU = "government" }
--- kind = "government"
--- rests.PU = ["jkp.rate_government", "jkp.ceiling"]
--- [line.text.PU]
--- id = "JKP: {rate} dari upah {base} (paling tinggi batas upah JKP), dibayar Pemerintah Pusat; pemberi kerja dan pekerja tidak menambah."
--- en = "JKP: {rate} of the wage {base} (at most the JKP ceiling), paid by the central government; nobody else pays more."
---
--- [[line]]
--- name = "jkp_jkk"
--- programme = "JKP"
--- payer = { PU = "employer" }
--- kind = "recomposed"
--- rests.PU = ["jkp.from_jkk", "jkp.ceiling"]
--- [line.text.PU]
--- id = "Rekomposisi: {rate} dari upah {base}, bagian iuran JKK untuk JKP; tidak menambah tagihan."
--- en = "Recomposition: {rate} of the wage {base}, the part of the JKK contribution that is for JKP; nothing is billed besides."
---
--- [[line]]
--- name = "jkp_jkm"
--- programme = "JKP"
--- payer = { PU = "employer" }
--- kind = "recomposed"
--- rests.PU = ["jkp.from_jkm", "jkp.ceiling"]
--- [line.text.PU]
--- id = "Rekomposisi: {rate} dari upah {base}, bagian iuran JKM untuk JKP; tidak menambah tagihan."
--- en = "Recomposition: {rate} of the wage {base}, the part of the JKM contribution that is for JKP; nothing is billed besides."
select
    case when jkp and segment = 'PU' then
        case when wage_m < jkp_ceiling then wage_m else jkp_ceiling end
    end as jkp_government_line_base,
    jkp_rate_government as jkp_government_line_rate,
    case when jkp and segment = 'PU' and jkp_from_jkk > 0 then
        case when wage_m < jkp_ceiling then wage_m else jkp_ceiling end
    end as jkp_jkk_line_base,
    jkp_from_jkk as jkp_jkk_line_rate,
    case when jkp and segment = 'PU' and jkp_from_jkm > 0 then
        case when wage_m < jkp_ceiling then wage_m else jkp_ceiling end
    end as jkp_jkm_line_base,
    jkp_from_jkm as jkp_jkm_line_rate
from worked
