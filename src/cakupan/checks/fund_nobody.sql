--- name = { id = "Dana yang tidak boleh diterima siapa pun", en = "A fund that nobody may receive" }
--- text = { id = "Menurut hukum sumber dana ini tidak boleh membayari satu pun kelompok sasaran yang disebut pada bulan-bulannya; lihat cakupan law funds.", en = "By law this payer may pay for none of the groups named in its months; see cakupan law funds." }
select f.batch, f.sheet, f.row_no, 'group_codes' as field, f.payer || ': ' || f.group_codes as detail
from budget_line f
where exists (select 1 from payer y where y.payer = f.payer)
    and not exists (
        select 1
        from fund_rule r
        join payer p on p.payer = r.payer and p.bears = 'fund'
        where r.payer = f.payer and r.since < f.until and f.since < r.until
            and (
                f.group_codes = '*' or r.group_code = '*'
                or exists (
                    select 1
                    from group_within w
                    where (',' || f.group_codes || ',' like '%,' || w.group_code || ',%' and w.ancestor = r.group_code)
                        or (',' || f.group_codes || ',' like '%,' || w.ancestor || ',%' and w.group_code = r.group_code)
                )
            )
    )
