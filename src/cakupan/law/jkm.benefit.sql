--- [whys]
--- employer = ["jkm.arrears_months"]
--- arrears = ["jkm.arrears_months"]
--- unpaid = ["jkm.arrears_months"]
--- waiting = ["jkm.waiting_months", "jkm.waiting_burial"]
---
--- [[line]]
--- name = "jkm_lump"
--- programme = "JKM"
--- rests = ["jkm.lump"]
--- [line.text]
--- id = "Santunan kematian sekaligus {base}, bagi yang meninggal dalam masa aktif bukan karena kecelakaan kerja."
--- en = "Death benefit of {base} in one sum, for a death while active, not by an accident at work."
---
--- [[line]]
--- name = "jkm_periodic"
--- programme = "JKM"
--- rests = ["jkm.periodic"]
--- [line.text]
--- id = "Santunan berkala {base}, dibayar sekaligus."
--- en = "Periodic benefit of {base}, paid at once."
---
--- [[line]]
--- name = "jkm_burial"
--- programme = "JKM"
--- rests = ["jkm.burial"]
--- [line.text]
--- id = "Biaya pemakaman {base}, bagi ahli waris atau yang mengurus pemakaman."
--- en = "Burial money of {base}, for the heirs or whoever arranges the burial."
---
--- [[line]]
--- name = "jkm_waiting_lump"
--- programme = "JKM"
--- rests = ["jkm.waiting_lump", "jkm.waiting_months"]
--- [line.text]
--- id = "Santunan {base} bagi peserta BPU yang meninggal dalam masa tunggu."
--- en = "Benefit of {base} for a non-wage earner who dies in the waiting time."
---
--- [[line]]
--- name = "jkm_waiting_burial"
--- programme = "JKM"
--- rests = ["jkm.waiting_burial", "jkm.waiting_months"]
--- [line.text]
--- id = "Biaya pemakaman {base} bagi peserta BPU yang meninggal dalam masa tunggu."
--- en = "Burial money of {base} for a non-wage earner who dies in the waiting time."
---
--- [[line]]
--- name = "jkm_scholarship"
--- programme = "JKM"
--- rests = ["jkm.scholarship_once", "jkm.scholarship[SD]"]
--- whys.too_short = ["jkm.scholarship_months"]
--- [line.text]
--- id = "Beasiswa {base} bagi anak peserta untuk masa sekolah yang ditanyakan (paling banyak dua anak)."
--- en = "Scholarship of {base} for the school years asked for (two children at most)."
select
    case
        when segment = 'BPU' and arrears_months > jkm_arrears_months then 'arrears'
        when segment = 'BPU' and membership_months < jkm_waiting_months then 'waiting'
        when segment = 'BPU' and arrears_months > 0 then 'unpaid'
        when segment <> 'PMI' and arrears_months > jkm_arrears_months then 'employer'
    end as jkm_line_why,
    case when jkm and kind = 'death' and segment <> 'PMI' then jkm_lump end as jkm_lump_line_base,
    case when jkm and kind = 'death' and segment <> 'PMI' then jkm_periodic end as jkm_periodic_line_base,
    case
        when segment = 'BPU' and membership_months < jkm_waiting_months then null
        when jkm and kind = 'death' and segment <> 'PMI' then jkm_burial
    end as jkm_burial_line_base,
    case
        when segment = 'BPU' and arrears_months > jkm_arrears_months then 'arrears'
        when segment <> 'PMI' and arrears_months > jkm_arrears_months then 'employer'
    end as jkm_burial_line_why,
    case
        when jkm and kind = 'death' and segment = 'BPU' and membership_months < jkm_waiting_months
            and jkm_waiting_lump > 0
            then jkm_waiting_lump
    end as jkm_waiting_lump_line_base,
    case
        when arrears_months > jkm_arrears_months then 'arrears' when arrears_months > 0 then 'unpaid'
    end as jkm_waiting_lump_line_why,
    case
        when jkm and kind = 'death' and segment = 'BPU' and membership_months < jkm_waiting_months
            then jkm_waiting_burial
    end as jkm_waiting_burial_line_base,
    case when arrears_months > jkm_arrears_months then 'arrears' end as jkm_waiting_burial_line_why,
    case
        when jkm and kind = 'death' and segment <> 'PMI' and coalesce(years_tk, 0) + coalesce(years_sd, 0)
            + coalesce(years_smp, 0) + coalesce(years_sma, 0) + coalesce(years_pt, 0) > 0
            then jkm_scholarship_once + jkm_scholarship_tk * coalesce(years_tk, 0)
            + jkm_scholarship_sd * coalesce(years_sd, 0) + jkm_scholarship_smp * coalesce(years_smp, 0)
            + jkm_scholarship_sma * coalesce(years_sma, 0) + jkm_scholarship_pt * coalesce(years_pt, 0)
    end as jkm_scholarship_line_base,
    case
        when segment = 'BPU' and arrears_months > jkm_arrears_months then 'arrears'
        when membership_months < jkm_scholarship_months then 'too_short'
        when segment = 'BPU' and arrears_months > 0 then 'unpaid'
        when segment <> 'PMI' and arrears_months > jkm_arrears_months then 'employer'
    end as jkm_scholarship_line_why
from worked
