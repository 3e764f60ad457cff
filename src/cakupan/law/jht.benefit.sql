--- [whys]
--- too_young = ["jht.age"]
--- only_at_age = ["jht.age", "jht.stop_paid"]
--- wait = ["jht.wait_months"]
--- wait_end = ["jht.wait_end_months"]
--- too_short = ["jht.part_months"]
--- taken = ["jht.part_housing"]
---
--- [[line]]
--- name = "jht_whole"
--- programme = "JHT"
--- rests = ["jht.age", "jht.stop_paid"]
--- [line.text]
--- id = "JHT: seluruh saldo {base} (iuran dan hasil pengembangan), dibayar sekaligus."
--- en = "JHT: the whole balance of {base} (contributions and development), paid at once."
---
--- [[line]]
--- name = "jht_housing"
--- programme = "JHT"
--- rests = ["jht.part_housing", "jht.part_months"]
--- [line.text]
--- id = "JHT sebagian untuk kepemilikan rumah: paling banyak {rate} dari saldo {base}, satu kali selama menjadi peserta."
--- en = "A part of JHT for owning a house: at most {rate} of the balance {base}, once while a member."
---
--- [[line]]
--- name = "jht_pension"
--- programme = "JHT"
--- rests = ["jht.part_pension", "jht.part_months"]
--- [line.text]
--- id = "JHT sebagian untuk persiapan pensiun: paling banyak {rate} dari saldo {base}, satu kali selama menjadi peserta."
--- en = "A part of JHT to prepare for retirement: at most {rate} of the balance {base}, once while a member."
select
    case
        when kind = 'old-age' and age < jht_age then 'too_young'
        when kind in ('layoff', 'resignation', 'contract-end', 'business-end') and jht_stop_paid = 0
            and (age is null or age < jht_age)
            then 'only_at_age'
        when kind in ('layoff', 'resignation') and waited_months < jht_wait_months then 'wait'
        when kind in ('contract-end', 'business-end') and waited_months < jht_wait_end_months then 'wait_end'
        when kind in ('partial-housing', 'partial-pension') and membership_months < jht_part_months then 'too_short'
        when kind in ('partial-housing', 'partial-pension') and partial_taken then 'taken'
    end as jht_line_why,
    case
        when jht and kind in (
            'old-age', 'death', 'accident-death', 'total-disability', 'disability', 'layoff', 'resignation',
            'contract-end', 'business-end', 'emigration'
        ) then jht_balance
    end as jht_whole_line_base,
    case when jht and kind = 'partial-housing' then jht_balance end as jht_housing_line_base,
    jht_part_housing as jht_housing_line_rate,
    case when jht and kind = 'partial-pension' then jht_balance end as jht_pension_line_base,
    jht_part_pension as jht_pension_line_rate
from worked
