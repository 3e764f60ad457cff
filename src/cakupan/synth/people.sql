with source as (
  {source}
),
-- The younger of a pair may be a twin of the elder, or bear his name.
paired as (
  select *, person % 2 = 1 and not unlisted and {twin} as twin,
         person % 2 = 1 and not unlisted and not {twin} and {twin_or_namesake} as namesake
  from (select *, {pair} as pair from source)
),
related as (
  select *, {key} as key, if(unlisted, {others}, {workers}) as people,
         person - twin::integer as as_born, person - (twin or namesake)::integer as as_called
  from paired
),
keyed as (
  select *, key - (twin or namesake)::integer as kin, as_called * {slots} // people as slot_of_kin from related
),
-- The kabupaten of the NIK: its people are numbered from 0 (turn), and its villages follow each other.
laid as (
  select k.*, s.regency, s.inside, s.village_first, s.villages, s.mix, s.minimum,
         (s.slot_first * people + {slots} - 1) // {slots} as regency_first,
         (s.slot_past * people + {slots} - 1) // {slots} as regency_past
  from keyed k join synth_slot s on s.slot = k.slot_of_kin
),
numbered as (
  select *, as_born - regency_first as turn,
         village_first + (as_called - regency_first) * villages // (regency_past - regency_first) as origin
  from laid
),
-- Who shares a serial number with another of the kabupaten is born on another day.
stepped as (
  select *, {steps} as steps, {home} as home, {same_sex} as same_sex from numbered
),
counted as (
  select *, ((1 + steps % {steps_most}) * (turn // {serials}) + steps // {steps_most}) % {cells} as cell,
         if(twin and not same_sex, key, kin) as sex_key,
         case when not inside or {moved} then home % {inside} end as away
  from stepped
),
born as (
  select n.*, c.birth, c.dmy, {woman} as woman,
         9001 + 3 * (turn % {serials}) + c.sub + {space} * if(unlisted, 2, twin::integer) as serial
  from counted n join synth_cell c on c.cell = n.cell
),
housed as (
  select b.*, case when away is null then b.village_first else s.village_first end as home_first,
         case when away is null then b.villages else s.villages end as home_villages,
         case when away is null then origin else s.village_first + {village} % s.villages end as place
  from born b left join synth_slot s on s.slot = b.away
),
called as (
  select h.* exclude (place), v.place, v.code as village_code, v.village, v.district, v.regency as regency_title,
         v.digits, v.within, {words} as turns, {job} % {jobs} as job,
         (mix * 2 + woman::integer) * {patterns} + {pattern} % {patterns} as pattern,
         o.front * 10000000000 + (dmy + if(woman, 400000, 0)) * 10000 + serial as nik
  from housed h join synth_village o on o.place = h.origin join synth_village v on v.place = h.place
),
worded as (
  select c.*, p.first_pool * {places} + (turns & {places_most}) as place_1,
         p.second_pool * {places} + ((turns >> 10) & {places_most}) as place_2,
         p.third_pool * {places} + ((turns >> 20) & {places_most}) as place_3
  from called c join synth_pattern p on p.place = c.pattern
)
select row, person, unlisted, key, twin, namesake, birth, woman, nik, w.place, home_first, home_villages, village_code,
       village, district, regency_title, digits, within, mix, minimum, job,
       if(twin and same_sex, a.kin, a.word) as word_1, if(b.word = a.word, b.kin, b.word) as word_2, c.word as word_3,
       case when not (twin and same_sex) then a.number end as number_1,
       case when b.word <> a.word then b.number end as number_2, c.number as number_3, a.is_order
from worded w join synth_word a on a.place = w.place_1
left join synth_word b on b.place = w.place_2 left join synth_word c on c.place = w.place_3
