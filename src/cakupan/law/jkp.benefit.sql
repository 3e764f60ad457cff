--- [whys]
--- event = ["jkp.layoff"]
--- paid_24 = ["jkp.paid_months"]
--- paid_row = ["jkp.row_months"]
--- claims = ["jkp.claims"]
--- between = ["jkp.between_months"]
--- expired = ["jkp.claim_months"]
--- employer = ["jkp.arrears_months"]
---
--- [[line]]
--- name = "jkp_first"
--- programme = "JKP"
--- rests = ["jkp.cash_first", "jkp.cash_first_months", "jkp.cash_ceiling"]
--- [line.text]
--- id = "Uang tunai JKP: {rate} dari upah {base} (paling tinggi batas upah JKP) selama {times} bulan."
--- en = "JKP cash: {rate} of the wage {base} (at most the JKP ceiling) for {times} months."
---
--- [[line]]
--- name = "jkp_later"
--- programme = "JKP"
--- rests = ["jkp.cash_later", "jkp.cash_months", "jkp.cash_ceiling"]
--- [line.text]
--- id = "Uang tunai JKP: {rate} dari upah {base} selama {times} bulan berikutnya."
--- en = "JKP cash: {rate} of the wage {base} for the next {times} months."
---
--- [[line]]
--- name = "jkp_running"
--- programme = "JKP"
--- rests = ["jkp.cash_running", "jkp.cash_ceiling"]
--- [line.text]
--- id = "Uang tunai JKP yang dibayar sejak 7 Februari 2025: {rate} dari upah {base} selama {times} bulan."
--- en = "JKP cash paid since 7 February 2025: {rate} of the wage {base} for {times} months."
select
    case
        when kind <> 'layoff' then 'event'
        when paid_24 < jkp_paid_months then 'paid_24'
        when paid_row < jkp_row_months then 'paid_row'
        when claim_no > jkp_claims then 'claims'
        when claim_no > 1 and paid_since_claim < jkp_between_months then 'between'
        when claim_months > jkp_claim_months then 'expired'
        when bankrupt and arrears_months <= jkp_bankrupt_months then null
        when arrears_months > jkp_arrears_months then 'employer'
    end as jkp_line_why,
    case
        when jkp and kind in ('layoff', 'resignation', 'contract-end') and (
            kind <> 'layoff' or coalesce(months_claimed, jkp_cash_months) > coalesce(months_new, 0)
        ) then case when wage_m > jkp_cash_ceiling then jkp_cash_ceiling else wage_m end
    end as jkp_first_line_base,
    jkp_cash_first as jkp_first_line_rate,
    case
        when coalesce(months_claimed, jkp_cash_months) - coalesce(months_new, 0) < jkp_cash_first_months
            then coalesce(months_claimed, jkp_cash_months) - coalesce(months_new, 0)
        else jkp_cash_first_months
    end as jkp_first_line_times,
    case
        when jkp and kind = 'layoff'
            and coalesce(months_claimed, jkp_cash_months) - coalesce(months_new, 0) > jkp_cash_first_months
            then case when wage_m > jkp_cash_ceiling then jkp_cash_ceiling else wage_m end
    end as jkp_later_line_base,
    jkp_cash_later as jkp_later_line_rate,
    case
        when coalesce(months_claimed, jkp_cash_months) < jkp_cash_months
            then coalesce(months_claimed, jkp_cash_months)
        else jkp_cash_months
    end - coalesce(months_new, 0) - jkp_cash_first_months as jkp_later_line_times,
    case
        when jkp and kind = 'layoff' and months_new > 0
            then case when wage_m > jkp_cash_ceiling then jkp_cash_ceiling else wage_m end
    end as jkp_running_line_base,
    jkp_cash_running as jkp_running_line_rate,
    months_new as jkp_running_line_times
from worked
