--- [whys]
--- pension_age = ["jp.pension_age"]
--- too_short = ["jp.months"]
--- density = ["jp.density", "jp.survivor_months"]
---
--- [[line]]
--- name = "jp_pension"
--- programme = "JP"
--- kind = "monthly"
--- rests = ["jp.accrual", "jp.months", "jp.least", "jp.most"]
--- whys.density = ["jp.density", "jp.disabled_months"]
--- [line.text]
--- id = "Pensiun sebulan sejak tanggal 1 bulan berikutnya: {rate} tiap tahun masa iur dari rata-rata upah terindeks {average_wage}, paling sedikit {least} dan paling banyak {most}."
--- en = "Pension a month from the 1st of the next month on: {rate} for each year paid of the indexed average wage {average_wage}, at least {least} and at most {most}."
---
--- [[line]]
--- name = "jp_survivor"
--- programme = "JP"
--- kind = "monthly"
--- rests = ["jp.accrual", "jp.share[survivor]", "jp.share_after?after", "jp.least", "jp.most"]
--- [line.text]
--- id = "Pensiun ahli waris sebulan: bagiannya dari manfaat pensiun peserta, paling banyak {most}."
--- en = "Survivor's pension a month: the share of the member's pension, at most {most}."
---
--- [[line]]
--- name = "jp_lump"
--- programme = "JP"
--- rests = ["jp.months"]
--- [line.text]
--- id = "JP sekaligus: akumulasi iuran dan hasil pengembangan {base}, karena syarat pensiun berkala tidak terpenuhi."
--- en = "JP in one sum: contributions and development of {base}, because the conditions of a pension are not met."
select
    case
        when jp and kind in ('old-age', 'total-disability', 'disability') then
            case
                when kind = 'old-age' and (paid_months < jp_months or not reached) then 0
                when paid_months < jp_months then average_wage * jp_months
                else average_wage * paid_months
            end
    end as jp_pension_line_base,
    jp_accrual as jp_pension_line_rate,
    12 as jp_pension_line_over,
    jp_least as jp_pension_line_least,
    jp_most as jp_pension_line_most,
    case
        when kind = 'old-age' and not reached then 'pension_age'
        when kind = 'old-age' and paid_months < jp_months then 'too_short'
        when kind <> 'old-age' and paid_months < jp_months and (
            membership_months < jp_disabled_months or paid_months * 1000000 < membership_months * jp_density
        ) then 'density'
    end as jp_pension_line_why,
    case
        when jp and kind in ('death', 'accident-death') and survivor is not null then
            case
                when drawn_m is not null then drawn_m * 12
                when paid_months < jp_months then average_wage * jp_months
                else average_wage * paid_months
            end
    end as jp_survivor_line_base,
    case when drawn_m is null then jp_accrual else 1000000 end
    * case survivor when 'parent' then jp_share_parent when 'child' then jp_share_child else jp_share_spouse end
    // 1000000 * case when survivor = 'child-after-spouse' then jp_share_after else 1000000 end // 1000000
    as jp_survivor_line_rate,
    12 as jp_survivor_line_over,
    case when jp_survivors_bounded = 1 then jp_least else 0 end as jp_survivor_line_least,
    jp_most as jp_survivor_line_most,
    case
        when drawn_m is null and paid_months < jp_months and (
            membership_months < jp_survivor_months or paid_months * 1000000 < membership_months * jp_density
        ) then 'density'
    end as jp_survivor_line_why,
    case
        when jp and paid_months < jp_months and kind = 'old-age' and coalesce(reached, true) then jp_balance
        when jp and paid_months < jp_months and kind in ('death', 'accident-death') and drawn_m is null and (
            membership_months < jp_survivor_months or paid_months * 1000000 < membership_months * jp_density
        ) then jp_balance
    end as jp_lump_line_base
from worked
