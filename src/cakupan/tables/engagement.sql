--- name = { id = "Kegiatan", en = "Activities" }
--- text = { id = "Rapat, sosialisasi, dan konsultasi menurut daftar terakhir yang menyebutnya: hari, wilayah, jenis, mitra, dan komitmen yang sama.", en = "Meetings, outreach and consultations as the latest list that names them has them: the same day, region, kind, partner and commitment." }
with turn as (
    select batch, row_number() over (
        order by coalesce(position, date '0001-01-01'), revision, batch
    ) as turn
    from batch
),
told as (
    select a.record, a.batch, a.sheet, a.row_no, c.person, a.region, a.day, a.activity, a.npp, a.nib, a.group_code,
        a.partner, a.commitment, a.owner, a.due, a.done, a.done_on, a.source,
        row_number() over (
            partition by a.region, a.day, a.activity, a.npp, a.nib, c.person, lower(a.partner), lower(a.commitment)
            order by t.turn desc, a.record desc
        ) as pick
    from activity a
    join turn t on t.batch = a.batch
    left join concerned c on c.record = a.record
)
select record, batch, sheet, row_no, person, region, day, activity, npp, nib, group_code, partner, commitment, owner, due,
    done, done_on, source
from told
where pick = 1
