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
         {woman} <> (twin and not same_sex) as woman,
         case when not inside or {moved} then home % {inside} end as away
  from stepped
),
born as (
  select n.*, c.birth, o.front * 10000000000 + (c.dmy + if(woman, 400000, 0)) * 10000
           + 9001 + 3 * (turn % {serials}) + c.sub + {space} * if(unlisted, 2, twin::integer) as nik
  from counted n join synth_cell c on c.cell = n.cell join synth_village o on o.place = n.origin
)
