--- [whys]
--- expired = ["jkk.claim_months"]
---
--- [[line]]
--- name = "pmi_death"
--- programme = "JKM"
--- rests = ["pmi.death"]
--- [line.text]
--- id = "PMI meninggal selama bekerja: santunan, santunan berkala dan biaya pemakaman {base}."
--- en = "Migrant worker who dies while at work: benefit, periodic benefit and burial money of {base}."
---
--- [[line]]
--- name = "pmi_accident_death"
--- programme = "JKK"
--- rests = ["pmi.accident_death"]
--- [line.text]
--- id = "PMI meninggal karena kecelakaan kerja: {base}."
--- en = "Migrant worker who dies by an accident at work: {base}."
---
--- [[line]]
--- name = "pmi_total"
--- programme = "JKK"
--- rests = ["pmi.total"]
--- [line.text]
--- id = "PMI cacat total tetap: {base}."
--- en = "Migrant worker, total permanent disability: {base}."
---
--- [[line]]
--- name = "pmi_abroad"
--- programme = "JKK"
--- rests = ["pmi.abroad"]
--- [line.text]
--- id = "Pengobatan PMI di negara penempatan menurut kuitansi, paling banyak {most}."
--- en = "Treatment of a migrant worker abroad on receipts, {most} at most."
---
--- [[line]]
--- name = "pmi_layoff"
--- programme = "JKK"
--- kind = "monthly"
--- rests = ["pmi.layoff"]
--- [line.text]
--- id = "PMI yang diberhentikan sepihak: {base} sebulan."
--- en = "Migrant worker laid off by the employer alone: {base} a month."
---
--- [[line]]
--- name = "pmi_assault"
--- programme = "JKK"
--- rests = ["pmi.assault"]
--- [line.text]
--- id = "PMI yang terbukti mengalami pemerkosaan: {base}."
--- en = "Migrant worker proven to have been raped: {base}."
---
--- [[line]]
--- name = "pmi_not_departed"
--- programme = "JKK"
--- rests = ["pmi.not_departed"]
--- [line.text]
--- id = "Calon PMI gagal berangkat bukan karena kesalahannya: {base}."
--- en = "Could not depart, through no fault of the worker: {base}."
---
--- [[line]]
--- name = "pmi_misplaced"
--- programme = "JKK"
--- rests = ["pmi.misplaced"]
--- [line.text]
--- id = "PMI yang ditempatkan tidak sesuai perjanjian kerja: {base}."
--- en = "Migrant worker placed against the contract: {base}."
---
--- [[line]]
--- name = "pmi_robbed"
--- programme = "JKK"
--- rests = ["pmi.robbed"]
--- [line.text]
--- id = "Kerugian PMI oleh pihak lain dalam perjalanan pulang: paling banyak {base}."
--- en = "Loss caused by others on the way home: {base} at most."
select
    case when jkm and segment = 'PMI' and kind = 'death' then pmi_death end as pmi_death_line_base,
    case when jkk and segment = 'PMI' and kind = 'accident-death' then pmi_accident_death end
    as pmi_accident_death_line_base,
    case when jkk and segment = 'PMI' and kind = 'total-disability' then pmi_total end as pmi_total_line_base,
    case
        when jkk and segment = 'PMI'
            and kind in ('accident', 'accident-death', 'total-disability', 'partial-disability', 'unable')
            then cost_abroad
    end as pmi_abroad_line_base,
    pmi_abroad as pmi_abroad_line_most,
    case when jkk and segment = 'PMI' and kind = 'layoff' then pmi_layoff end as pmi_layoff_line_base,
    case when jkk and segment = 'PMI' and kind = 'assault' then pmi_assault end as pmi_assault_line_base,
    case when jkk and segment = 'PMI' and kind = 'not-departed' then pmi_not_departed end
    as pmi_not_departed_line_base,
    case when jkk and segment = 'PMI' and kind = 'misplaced' then pmi_misplaced end as pmi_misplaced_line_base,
    case when jkk and segment = 'PMI' and kind = 'robbed' then pmi_robbed end as pmi_robbed_line_base
from worked
