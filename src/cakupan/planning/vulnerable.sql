-- What the criteria say of each person: whether income and risk speak for it, what follows, and what is contested.
with judged as (
    select s.person, s.record, s.region, s.segment, s.group_codes, s.guarded, s.dead, s.income_low, s.income_high, s.rank,
        case when s.income_low is null then null else s.income_low < :income: end as poor,
        case when s.rank is null then null else s.rank >= :risk_from: end as risky,
        s.income_low < :income: and s.income_high >= :income: as incomes_differ,
        ',' || s.group_codes || ',' like '%,PEKERJA_RENTAN,%' as on_list,
        s.segment = 'BPU' or :wage_earner: as may
    from standing s
    where not s.dead and s.role <> 'payer'
),
weighed as (
    select person, record, region, segment, group_codes, guarded, income_low, rank, poor, risky, on_list, may,
        coalesce(incomes_differ, false) as incomes_differ,
        case
            when not may then false
            when :needs: = 1 and (coalesce(poor, false) or coalesce(risky, false)) then true
            when :needs: = 2 and poor and risky then true
            when :needs: = 1 and poor is not null and risky is not null then false
            when :needs: = 2 and (not coalesce(poor, true) or not coalesce(risky, true)) then false
        end as verdict
    from judged
)
select person, record, region, segment, group_codes, guarded, income_low, rank, poor, risky, on_list, verdict,
    may and poor is null as income_missing, may and risky is null as occupation_unknown,
    may and coalesce(poor <> risky, false) as disagree, may and incomes_differ as incomes_differ,
    may and on_list and not coalesce(verdict, true) as list_differs
from weighed
