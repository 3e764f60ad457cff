-- What the office's counts change by if a pair turns out otherwise than it stands: two persons one, or one person two.
-- `stake` is 4 where somebody on a list who is not protected stands beside a member who is, 2 where another count of a
-- group list changes, 1 elsewhere; `chance` is how likely the answer is another than the present one.
with sided as (
    select p.*, l.base as base_l, r.base as base_r, l.groups as groups_l, r.groups as groups_r,
        l.covered as covered_l, r.covered as covered_r,
        list_distinct(list_concat(l.groups, r.groups)) as groups,
        case when p.person_l = p.person_r then -1 else 1 end as turn
    from review_pair p
    join review_side l on l.record = p.record_l and l.one = (p.person_l = p.person_r)
    join review_side r on r.record = p.record_r and r.one = (p.person_l = p.person_r)
),
weighed as (
    select s.*,
        case when s.turn < 0 then 1 - c.same else c.same end as chance,
        case when s.turn < 0 then 1 - c.high else c.low end as chance_low,
        case when s.turn < 0 then 1 - c.low else c.high end as chance_high
    from sided s
    join review_chance c on c.family = s.family and c.least <= s.probability and s.probability < c.below
)
select *,
    -turn * (covered_l and covered_r)::integer as active,
    -turn * (base_l and base_r)::integer as eligible,
    turn * (((base_l or base_r) and not (covered_l or covered_r))::integer
        - (base_l and not covered_l)::integer - (base_r and not covered_r)::integer) as uncovered_named,
    turn * (len(groups) * (covered_l or covered_r)::integer
        - len(groups_l) * covered_l::integer - len(groups_r) * covered_r::integer) as reached,
    turn * (len(groups) - len(groups_l) - len(groups_r)) as listed,
    case
        when covered_l <> covered_r
            and (case when covered_l then base_r or len(groups_r) > 0 else base_l or len(groups_l) > 0 end) then 4
        when len(groups_l) + len(groups_r) > 0 and (covered_l and covered_r or base_l and base_r
            or len(groups) < len(groups_l) + len(groups_r)) then 2
        else 1
    end as stake
from weighed
