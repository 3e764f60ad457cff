--- name = { id = "Iuran terutang sebulan", en = "Contributions owed in a month" }
--- text = { id = "Iuran menurut hukum untuk bulan tanggal itu, atas semua pekerjaan yang masa kepesertaannya menyentuh bulan itu; tanpa bagian pemerintah, rekomposisi dan yang ditunda. Yang upah atau risikonya tidak diketahui tidak ikut (lihat temuan contribution_unknown).", en = "Contributions by the law for the month of that date, for all work whose spell touches the month; without the government's part, what is recomposed and what is put off. Where wage or risk is not known, nothing is counted (see finding contribution_unknown)." }
--- kind = "count"
--- unit = "idr"
--- for_groups = "contributions_due_of_group"
select d.region, d.segment, '*' as group_code, d.programme, m.moment, cast(sum(d.amount_m) as bigint) as n
from due d
join moment m on d.since_month <= m.month_no and m.month_no < d.until_month
where d.kind = 'due' and d.amount_m is not null
group by d.region, d.segment, d.programme, m.moment
