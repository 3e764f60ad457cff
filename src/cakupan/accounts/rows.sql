-- The rows behind changes: that of the file that is the cause, else the one by which the person counts at the date.
held as (:held:),
wanted as (
    select person, delta, record, side, day from change where :wanted:
),
picked as (
    select w.person, w.delta, w.side, coalesce(w.record, h.record) as record,
        row_number() over (partition by w.side, w.person order by h.priority, h.began, h.first_record) as pick
    from wanted w
    left join held h on h.side = w.side and h.person = w.person and h.since <= w.day and w.day < h.until
)
select r.batch, r.sheet, r.row_no, :nik: as nik, p.delta
from picked p
join place r on r.record = p.record
where p.pick = 1
order by r.batch, r.sheet, r.row_no
