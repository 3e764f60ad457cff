-- One row a person of `standing`: the cell it is in, or why it is left out. Who is paid for by a fund now comes first of
-- all and is planned for from the month in which that ends; everybody else is planned for where not protected.
with told as (
    select s.person, s.record, s.region, s.segment, s.listed_since, s.birth_date, s.income_low, s.rank, s.guarded, s.dead,
        s.paid_by, s.role,
        case
            when :vulnerable: and coalesce(j.verdict, false) and ',' || s.group_codes || ',' not like '%,PEKERJA_RENTAN,%'
                then case when s.group_codes = '' then '' else s.group_codes || ',' end || 'PEKERJA_RENTAN'
            else s.group_codes
        end as group_codes,
        coalesce(j.poor, false) as poor, coalesce(j.risky, false) as risky,
        case when s.paid_until < 119999 and s.paid_until > :first: then s.paid_until else :first: end as from_month
    from standing s
    left join (:judged:) j on j.person = s.person
),
moving as (
    select distinct t.person
    from (select distinct person, group_codes from told where group_codes <> '') t
    join group_rule g on g.transport and ',' || t.group_codes || ',' like '%,' || g.group_code || ',%'
)
select t.person, t.record, t.role, t.region, t.segment, t.listed_since, t.birth_date, t.income_low, t.rank, t.group_codes,
    t.poor, t.risky, t.segment = 'BPU' and m.person is not null as transport,
    coalesce(t.paid_by, '') as paid_by, t.paid_by is not null as kept,
    case when t.paid_by is null then :first: else t.from_month end as from_month,
    case
        when t.dead then 'dead'
        when t.paid_by is not null and t.from_month >= :last: then 'paid_through'
        when t.paid_by is not null then ''
        when t.guarded then 'guarded'
        when t.segment not in ('BPU', 'PU') then 'segment'
        when t.birth_date <= :too_old: then 'over_age'
        when t.birth_date > :too_young: then 'under_age'
        else ''
    end as left_out
from told t
left join moving m on m.person = t.person
