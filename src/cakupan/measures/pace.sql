--- name = { id = "Laju yang diperlukan", en = "Pace needed" }
--- text = { id = "Pertambahan bersih peserta per bulan agar target tercapai pada tenggatnya: pekerja yang masih diperlukan dibagi bulan yang tersisa (bulan kalender, paling sedikit satu); nol bila sudah tercapai, kosong bila tenggatnya lewat. Di sampingnya pertambahan bersih per bulan selama 3, 6, dan 12 bulan terakhir dan pada bulan-bulan yang sama setahun sebelumnya.", en = "Net joiners a month that meet the target on its date: workers needed over the months left (calendar months, at least one); nought where it is met, none where the date is past. Beside it the net joiners a month over the last 3, 6 and 12 months and over the same months a year before." }
--- formula = "workers_needed ÷ months left"
--- kind = "derived"
--- unit = "persons_month"
--- counts = true
--- lately = true
select w.cell, case when w.top > 0 then w.top else 0 end as top, x.months as bottom
from workers_needed w
join ahead x on x.cell = w.cell
