-- A constant would make a column that can never be empty, unlike that of lists with corruptions.
with people as (
  {people}
)
select row, person, unlisted, key, concat_ws(' ', word_1, word_2, word_3) as name, woman as is_woman,
       birth as born, village_code, village, district, regency_title, within, minimum, job, nik::varchar as nik, birth,
       if(woman, 'P', 'L') as sex, left(person::varchar, 0) as corruptions
from people
