--- name = { id = "Calon melewati batas umur", en = "A candidate past the age limit" }
--- text = { id = "Daftar orang yang iurannya akan ditanggung memuat orang yang pada mulainya sudah mencapai batas umur pendaftaran segmennya (BPU bila segmennya tidak disebut); pendaftarannya akan ditolak.", en = "A list of those to be paid for has somebody who has reached the age limit of registration of the segment (BPU where none is stated) when it begins; the registration will be refused." }
select r.batch, r.sheet, r.row_no, 'birth_date' as field,
    'batas ' || cast(a.years as varchar) || ' tahun, lahir ' || substr(cast(r.birth_date as varchar), 1, 4) as detail
from record r
join batch b on b.batch = r.batch
join age_limit a on a.segment = case when r.segment = 'X' then 'BPU' else r.segment end
    and a.since <= coalesce(r.since, b.position) and coalesce(r.since, b.position) < a.until
join day n on n.day = r.birth_date
join calendar c on c.month_no = n.month_no + 12 * a.years
where b.kind = 'workers' and r.payer is not null and (
    c.until <= coalesce(r.since, b.position) or (
        c.since <= coalesce(r.since, b.position) and substr(cast(r.birth_date as varchar), 9, 2)
            <= substr(cast(coalesce(r.since, b.position) as varchar), 9, 2)
    )
)
