--- [[line]]
--- name = "jkk"
--- programme = "JKK"
--- payer = { JAKON = "employer" }
--- rests.JAKON = ["jakon.slice_jkk[0]", "jkk.kept?relieved"]
--- [line.text.JAKON]
--- id = "JKK jasa konstruksi: tarif menurut lapis nilai kontrak {base} (di luar PPN), tiap lapis dengan tarifnya."
--- en = "JKK of construction services: rates by slice of the contract value {base} (net of VAT), each slice at its own."
---
--- [[line]]
--- name = "jkm"
--- programme = "JKM"
--- payer = { JAKON = "employer" }
--- rests.JAKON = ["jakon.slice_jkm[0]", "jkm.kept?relieved"]
--- [line.text.JAKON]
--- id = "JKM jasa konstruksi: tarif menurut lapis nilai kontrak {base} (di luar PPN), tiap lapis dengan tarifnya."
--- en = "JKM of construction services: rates by slice of the contract value {base} (net of VAT), each slice at its own."
with cut as (
    select c.project, c.net, s.jkk,
        (case when s.upper < c.net then s.upper else c.net end - s.lower)
        * (s.ppm * case when not c.relieved then 1000000 when s.jkk = 1 then k.jkk_kept else k.jkm_kept end // 1000000)
        as millionths
    from contract c
    join slice s on s.since <= c.month_no and c.month_no < s.until and s.lower < c.net
    join contribution_law k on k.since <= c.month_no and c.month_no < k.until
)
select project, net,
    cast(sum(case when jkk = 1 then millionths else 0 end) as bigint) as jkk_line_millionths,
    cast(sum(case when jkk = 0 then millionths else 0 end) as bigint) as jkm_line_millionths
from cut
group by project, net
