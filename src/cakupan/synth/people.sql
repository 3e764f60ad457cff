housed as (
  select b.*, case when away is null then b.village_first else s.village_first end as home_first,
         case when away is null then b.villages else s.villages end as home_villages,
         case when away is null then origin else s.village_first + {village} % s.villages end as place
  from born b left join synth_slot s on s.slot = b.away
),
called as (
  select h.* exclude (place), v.place, v.code as village_code, v.village, v.district, v.regency as regency_title,
         v.digits, v.within, {words} as turns, {job} % {jobs} as job,
         (mix * 2 + woman::integer) * {patterns} + {pattern} % {patterns} as pattern
  from housed h join synth_village v on v.place = h.place
),
worded as (
  select c.*, p.first_pool * {places} + (turns & {places_most}) as place_1,
         p.second_pool * {places} + ((turns >> 10) & {places_most}) as place_2,
         p.third_pool * {places} + ((turns >> 20) & {places_most}) as place_3
  from called c join synth_pattern p on p.place = c.pattern
)
select row, person, unlisted, key, birth, woman, nik, w.place, home_first, home_villages, village_code,
       village, district, regency_title, digits, within, mix, minimum, job,
       if(twin and same_sex, a.kin, a.word) as word_1, if(b.word = a.word, b.kin, b.word) as word_2, c.word as word_3,
       case when not (twin and same_sex) then a.number end as number_1,
       case when b.word <> a.word then b.number end as number_2, c.number as number_3, a.is_order
from worded w join synth_word a on a.place = w.place_1
left join synth_word b on b.place = w.place_2 left join synth_word c on c.place = w.place_3
