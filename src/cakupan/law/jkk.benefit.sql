--- [whys]
--- employer = ["jkk.arrears_months"]
--- arrears = ["jkk.arrears_months"]
--- unpaid = ["jkk.arrears_months"]
--- expired = ["jkk.claim_months"]
---
--- [[line]]
--- name = "jkk_death"
--- programme = "JKK"
--- rests = ["jkk.death", "jkk.base_months", "jkk.death_least"]
--- [line.text]
--- id = "Santunan kematian: {rate} dari 80 kali upah {wage}, paling sedikit sebesar santunan sekaligus JKM."
--- en = "Death benefit: {rate} of 80 times the wage {wage}, at least the JKM benefit in one sum."
---
--- [[line]]
--- name = "jkk_total"
--- programme = "JKK"
--- rests = ["jkk.total", "jkk.base_months"]
--- [line.text]
--- id = "Santunan cacat total tetap: {rate} dari 80 kali upah {wage}."
--- en = "Benefit for total permanent disability: {rate} of 80 times the wage {wage}."
---
--- [[line]]
--- name = "jkk_part"
--- programme = "JKK"
--- rests = ["jkk.part[part]", "jkk.base_months"]
--- [line.text]
--- id = "Santunan cacat sebagian: {rate} dari 80 kali upah {wage}, menurut tabel cacat dan hilangnya fungsi."
--- en = "Benefit for partial disability: {rate} of 80 times the wage {wage}, by the table and the loss of function."
---
--- [[line]]
--- name = "jkk_periodic"
--- programme = "JKK"
--- rests = ["jkk.periodic"]
--- [line.text]
--- id = "Santunan berkala {base}, dibayar sekaligus."
--- en = "Periodic benefit of {base}, paid at once."
---
--- [[line]]
--- name = "jkk_burial"
--- programme = "JKK"
--- rests = ["jkk.burial"]
--- [line.text]
--- id = "Biaya pemakaman {base}."
--- en = "Burial money of {base}."
---
--- [[line]]
--- name = "jkk_scholarship"
--- programme = "JKK"
--- rests = ["jkk.scholarship_once", "jkm.scholarship[SD]"]
--- [line.text]
--- id = "Beasiswa {base} bagi anak peserta untuk masa sekolah yang ditanyakan (paling banyak dua anak)."
--- en = "Scholarship of {base} for the school years asked for (two children at most)."
---
--- [[line]]
--- name = "jkk_unable_first"
--- programme = "JKK"
--- rests = ["jkk.unable_first", "jkk.unable_first_months"]
--- [line.text]
--- id = "STMB: {rate} dari upah {wage} selama {times} bulan pertama, dibayar kepada pemberi kerja yang tetap membayar upah."
--- en = "While unable to work: {rate} of the wage {wage} for the first {times} months, paid to the employer, who goes on paying the wage."
---
--- [[line]]
--- name = "jkk_unable_next"
--- programme = "JKK"
--- rests = ["jkk.unable_next", "jkk.unable_next_months"]
--- [line.text]
--- id = "STMB: {rate} dari upah {wage} selama {times} bulan berikutnya."
--- en = "While unable to work: {rate} of the wage {wage} for the next {times} months."
---
--- [[line]]
--- name = "jkk_unable_rest"
--- programme = "JKK"
--- rests = ["jkk.unable_rest"]
--- [line.text]
--- id = "STMB: {rate} dari upah {wage} selama {times} bulan selanjutnya."
--- en = "While unable to work: {rate} of the wage {wage} for {times} months more."
---
--- [[line]]
--- name = "jkk_unable_days"
--- programme = "JKK"
--- rests = ["jkk.unable_first", "jkk.unable_first_months"]
--- [line.text]
--- id = "STMB: {rate} dari sepertiga puluh upah {wage} untuk {days_unable} hari (kebiasaan; PP tidak merinci upah sehari)."
--- en = "While unable to work: {rate} of a thirtieth of the wage {wage} for {days_unable} days (practice; the law names no daily wage)."
---
--- [[line]]
--- name = "jkk_land"
--- programme = "JKK"
--- rests = ["jkk.land"]
--- [line.text]
--- id = "Angkutan darat, sungai atau danau menurut kuitansi, paling banyak {most}."
--- en = "Transport by land, river or lake on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_sea"
--- programme = "JKK"
--- rests = ["jkk.sea"]
--- [line.text]
--- id = "Angkutan laut menurut kuitansi, paling banyak {most}."
--- en = "Transport by sea on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_air"
--- programme = "JKK"
--- rests = ["jkk.air"]
--- [line.text]
--- id = "Angkutan udara menurut kuitansi, paling banyak {most}."
--- en = "Transport by air on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_homecare"
--- programme = "JKK"
--- rests = ["jkk.homecare"]
--- whys.uncovered = ["jkk.homecare"]
--- [line.text]
--- id = "Perawatan di rumah menurut kuitansi, paling banyak {most}."
--- en = "Care at home on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_dental"
--- programme = "JKK"
--- rests = ["jkk.dental"]
--- [line.text]
--- id = "Gigi tiruan menurut kuitansi, paling banyak {most}."
--- en = "Dental prosthesis on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_hearing"
--- programme = "JKK"
--- rests = ["jkk.hearing"]
--- whys.uncovered = ["jkk.hearing"]
--- [line.text]
--- id = "Alat bantu dengar menurut kuitansi, paling banyak {most}."
--- en = "Hearing aid on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_glasses"
--- programme = "JKK"
--- rests = ["jkk.glasses"]
--- whys.uncovered = ["jkk.glasses"]
--- [line.text]
--- id = "Kacamata menurut kuitansi, paling banyak {most}."
--- en = "Glasses on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_rehab"
--- programme = "JKK"
--- rests = ["jkk.rehab"]
--- whys.uncovered = ["jkk.rehab"]
--- [line.text]
--- id = "Rehabilitasi medik menurut kuitansi, paling banyak {most}."
--- en = "Medical rehabilitation on receipts, {most} at most."
---
--- [[line]]
--- name = "jkk_prosthesis"
--- programme = "JKK"
--- rests = ["jkk.prosthesis"]
--- [line.text]
--- id = "Alat bantu atau alat ganti: {rate} dari harga rumah sakit {base}."
--- en = "Orthosis or prosthesis: {rate} of the hospital's price {base}."
select
    case
        when claim_months > jkk_claim_months then 'expired'
        when segment = 'BPU' and arrears_months > jkk_arrears_months then 'arrears'
        when segment = 'BPU' and arrears_months > 0 then 'unpaid'
        when segment <> 'PMI' and arrears_months > jkk_arrears_months then 'employer'
    end as jkk_line_why,
    case when jkk and segment <> 'PMI' and kind = 'accident-death' then jkk_base_months * wage_m end
    as jkk_death_line_base,
    jkk_death as jkk_death_line_rate,
    jkk_death_least as jkk_death_line_least,
    case when jkk and segment <> 'PMI' and kind = 'total-disability' then jkk_base_months * wage_m end
    as jkk_total_line_base,
    jkk_total as jkk_total_line_rate,
    case when jkk and segment <> 'PMI' and kind = 'partial-disability' then jkk_base_months * wage_m end
    as jkk_part_line_base,
    case when part_ppm < jkk_part_most then part_ppm else jkk_part_most end * coalesce(loss_ppm, 1000000) // 1000000
    as jkk_part_line_rate,
    case when jkk and segment <> 'PMI' and kind in ('accident-death', 'total-disability') then jkk_periodic end
    as jkk_periodic_line_base,
    case when jkk and segment <> 'PMI' and kind = 'accident-death' then jkk_burial end as jkk_burial_line_base,
    case
        when jkk and segment <> 'PMI' and kind in ('accident-death', 'total-disability') and coalesce(years_tk, 0)
            + coalesce(years_sd, 0) + coalesce(years_smp, 0) + coalesce(years_sma, 0) + coalesce(years_pt, 0) > 0
            then jkk_scholarship_once + jkm_scholarship_tk * coalesce(years_tk, 0)
            + jkm_scholarship_sd * coalesce(years_sd, 0) + jkm_scholarship_smp * coalesce(years_smp, 0)
            + jkm_scholarship_sma * coalesce(years_sma, 0) + jkm_scholarship_pt * coalesce(years_pt, 0)
    end as jkk_scholarship_line_base,
    case when jkk and segment <> 'PMI' and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') and months_unable > 0 then wage_m end as jkk_unable_first_line_base,
    jkk_unable_first as jkk_unable_first_line_rate,
    case when months_unable < jkk_unable_first_months then months_unable else jkk_unable_first_months end
    as jkk_unable_first_line_times,
    case
        when jkk and segment <> 'PMI' and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') and jkk_unable_next_months > 0
            and months_unable > jkk_unable_first_months
            then wage_m
    end as jkk_unable_next_line_base,
    jkk_unable_next as jkk_unable_next_line_rate,
    case
        when months_unable < jkk_unable_first_months + jkk_unable_next_months
            then months_unable - jkk_unable_first_months
        else jkk_unable_next_months
    end as jkk_unable_next_line_times,
    case
        when jkk and segment <> 'PMI' and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable')
            and months_unable > jkk_unable_first_months + jkk_unable_next_months
            then wage_m
    end as jkk_unable_rest_line_base,
    jkk_unable_rest as jkk_unable_rest_line_rate,
    months_unable - jkk_unable_first_months - jkk_unable_next_months as jkk_unable_rest_line_times,
    case when jkk and segment <> 'PMI' and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') and days_unable > 0 then wage_m * days_unable end
    as jkk_unable_days_line_base,
    case
        when coalesce(months_unable, 0) < jkk_unable_first_months then jkk_unable_first
        when coalesce(months_unable, 0) < jkk_unable_first_months + jkk_unable_next_months then jkk_unable_next
        else jkk_unable_rest
    end as jkk_unable_days_line_rate,
    30 as jkk_unable_days_line_over,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_land end
    as jkk_land_line_base,
    jkk_land as jkk_land_line_most,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_sea end
    as jkk_sea_line_base,
    jkk_sea as jkk_sea_line_most,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_air end
    as jkk_air_line_base,
    jkk_air as jkk_air_line_most,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_homecare end
    as jkk_homecare_line_base,
    jkk_homecare as jkk_homecare_line_most,
    case
        when jkk_homecare = 0 then 'uncovered'
        when claim_months > jkk_claim_months then 'expired'
        when segment = 'BPU' and arrears_months > jkk_arrears_months then 'arrears'
        when segment = 'BPU' and arrears_months > 0 then 'unpaid'
        when segment <> 'PMI' and arrears_months > jkk_arrears_months then 'employer'
    end as jkk_homecare_line_why,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_dental end
    as jkk_dental_line_base,
    jkk_dental as jkk_dental_line_most,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_hearing end
    as jkk_hearing_line_base,
    jkk_hearing as jkk_hearing_line_most,
    case
        when jkk_hearing = 0 then 'uncovered'
        when claim_months > jkk_claim_months then 'expired'
        when segment = 'BPU' and arrears_months > jkk_arrears_months then 'arrears'
        when segment = 'BPU' and arrears_months > 0 then 'unpaid'
        when segment <> 'PMI' and arrears_months > jkk_arrears_months then 'employer'
    end as jkk_hearing_line_why,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_glasses end
    as jkk_glasses_line_base,
    jkk_glasses as jkk_glasses_line_most,
    case
        when jkk_glasses = 0 then 'uncovered'
        when claim_months > jkk_claim_months then 'expired'
        when segment = 'BPU' and arrears_months > jkk_arrears_months then 'arrears'
        when segment = 'BPU' and arrears_months > 0 then 'unpaid'
        when segment <> 'PMI' and arrears_months > jkk_arrears_months then 'employer'
    end as jkk_glasses_line_why,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_rehab end
    as jkk_rehab_line_base,
    jkk_rehab as jkk_rehab_line_most,
    case
        when jkk_rehab = 0 then 'uncovered'
        when claim_months > jkk_claim_months then 'expired'
        when segment = 'BPU' and arrears_months > jkk_arrears_months then 'arrears'
        when segment = 'BPU' and arrears_months > 0 then 'unpaid'
        when segment <> 'PMI' and arrears_months > jkk_arrears_months then 'employer'
    end as jkk_rehab_line_why,
    case when jkk and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable') then cost_prosthesis end as jkk_prosthesis_line_base,
    jkk_prosthesis as jkk_prosthesis_line_rate
from worked
