-- The clock: who is in the cell at the first date by one build and not by the other.
opened as (
    select person from a_timeline where track = ':track:' and since <= :first: and :first: < until and :cell:
),
revised as (
    select person from b_timeline where track = ':track:' and since <= :first: and :first: < until and :cell:
),
-- Most are in both: what is left of either is looked at, and nothing else.
apart as materialized (
    select o.person as left_out, r.person as let_in
    from opened o
    full join revised r on r.person = o.person
    where o.person is null or r.person is null
),
gone as (
    select left_out as person from apart where let_in is null
),
came as (
    select let_in as person from apart where left_out is null
),
-- Rows of a person of one build under the persons of the other.
gone_to as materialized (
    select distinct g.person, n.person as other
    from gone g
    join a_person o on o.person = g.person
    join b_person n on n.record = o.record
    join revised r on r.person = n.person
),
came_from as materialized (
    select distinct c.person, o.person as other
    from came c
    join b_person n on n.person = c.person
    join a_person o on o.record = n.record
    join opened w on w.person = o.person
),
-- The same person under another number: each is the first that the other became.
first_other as (
    select g.person, min(g.other) as other from gone_to g join came c on c.person = g.other group by g.person
),
first_person as (
    select c.person, min(c.other) as other from came_from c join gone g on g.person = c.other group by c.person
),
renamed as (
    select g.person, g.other
    from first_other g
    join first_person c on c.person = g.other and c.other = g.person
),
-- The files that did it: those that no longer count and showed a person, those that count now and show one.
gone_file as (:gone:),
came_file as (:came:),
gone_by as (
    select f.person, f.cause, f.record, row_number() over (partition by f.person order by f.cause, f.record) as pick
    from gone_file f
    join gone g on g.person = f.person
),
came_by as (
    select f.person, f.cause, f.record, row_number() over (partition by f.person order by f.cause, f.record) as pick
    from came_file f
    join came c on c.person = f.person
),
clock_out as (
    select g.person, -1 as delta,
        case when m.person is not null then 'merged' when f.cause is not null then f.cause else :rest_out: end as cause,
        case when m.person is null then f.record end as record
    from gone g
    left join (select distinct person from gone_to) m on m.person = g.person
    left join gone_by f on f.person = g.person and f.pick = 1
    where not exists (select 1 from renamed r where r.person = g.person)
),
clock_in as (
    select c.person, 1 as delta,
        case when m.person is not null then 'unmerged' when f.cause is not null then f.cause else :rest_in: end as cause,
        case when m.person is null then f.record end as record
    from came c
    left join (select distinct person from came_from) m on m.person = c.person
    left join came_by f on f.person = c.person and f.pick = 1
    where not exists (select 1 from renamed r where r.other = c.person)
)
