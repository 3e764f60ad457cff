with people as (
  {people}
),
thrown as (
  select *, {name} as on_name, {typo} as on_typo, {title} as on_title, {order} as on_order,
         {husband} as on_husband, {nik_throw} as on_nik, {birth_throw} as on_birth,
         {sex} as on_sex, {home} as on_home, {detail} as detail, {letter} as letter
  from people
),
judged as (
  select *,
         case when is_order and {name_birth_order} then 'name_birth_order'
              when woman and {name_husband} then 'name_husband'
              when {name_dropped} then if(word_2 is null, null, 'name_dropped')
              when {name_order} then if(word_2 is null, null, 'name_order')
              when {name_spelling} then 'name_spelling'
              when {name_parent} then if(word_3 is null and not is_order, 'name_parent', null) end as of_name,
         {name_typo} as of_typo, {name_title} as of_title,
         case when {nik_missing} then 'nik_missing' when {nik_typo} then 'nik_typo' when {nik_two} then 'nik_two'
              when {nik_last} then if(nik % 10 = 0, null, 'nik_last')
              when {nik_other} then if(unlisted, null, 'nik_other')
              when {nik_temporary} then 'nik_temporary' end as of_nik,
         case when {birth_swapped} then if(day(birth) = month(birth), null, 'birth_swapped')
              when {birth_year} then 'birth_year'
              when {birth_missing} then 'birth_missing'
              when {birth_first} then if(month(birth) = 1 and day(birth) = 1, null, 'birth_first') end as of_birth,
         case when {sex_missing} then 'sex_missing' when {sex_wrong} then 'sex_wrong' end as of_sex,
         case when {home_far} then 'home_far' when {home_near} then 'home_near' end as of_home
  from thrown
),
-- Words that are called for by what befell the name: other spellings, and a man's name of the region.
spelled as (
  select j.*, a.variant as variant_1, b.variant as variant_2, c.variant as variant_3,
         m.first_pool * {places} + (letter & {places_most}) as man_place
  from judged j
  left join synth_variant a on a.place = case when of_name = 'name_spelling' then number_1 * 4 + (detail & 3) end
  left join synth_variant b
    on b.place = case when of_name = 'name_spelling' then number_2 * 4 + ((detail >> 2) & 3) end
  left join synth_variant c
    on c.place = case when of_name = 'name_spelling' then number_3 * 4 + ((detail >> 4) & 3) end
  left join synth_pattern m on m.place = case
    when of_name in ('name_parent', 'name_husband') then mix * 2 * {patterns} + detail % {patterns} end
),
moved as (
  select s.* replace (if(of_name = 'name_spelling' and coalesce(variant_1, variant_2, variant_3) is null, null, of_name)
           as of_name), w.word as man,
         case when of_home = 'home_near'
                then home_first + (s.place - home_first + 1 + detail % home_villages) % home_villages
              when of_home = 'home_far' then f.village_first + letter % f.villages end as other_place
  from spelled s left join synth_word w on w.place = s.man_place
  left join synth_slot f on f.slot = case when of_home = 'home_far' then {far_first} + detail % {far_slots} end
),
renamed as (
  select m.* exclude (village_code, village, district, regency_title, within),
         coalesce(v.code, m.village_code) as village_code, coalesce(v.village, m.village) as village,
         coalesce(v.district, m.district) as district, coalesce(v.regency, m.regency_title) as regency_title,
         coalesce(v.within, m.within) as within, v.code <> m.village_code as elsewhere,
         case of_name
           when 'name_dropped' then
             case when detail % 10 < 7 then concat_ws(' ', word_1, if(word_3 is null, null, word_2))
                  else concat_ws(' ', word_2, word_3) end
           when 'name_order' then
             case when word_3 is null then word_2 || ' ' || word_1
                  when detail % 2 = 0 then concat_ws(' ', word_3, word_1, word_2)
                  else concat_ws(' ', word_2, word_1, word_3) end
           when 'name_spelling' then
             concat_ws(' ', coalesce(variant_1, word_1), coalesce(variant_2, word_2), coalesce(variant_3, word_3))
           when 'name_parent' then concat_ws(' ', word_1, word_2, if(woman, 'BINTI', 'BIN'), man)
           when 'name_husband' then if(detail % 3 = 0, 'NY. ' || man, word_1 || ' ' || man)
           when 'name_birth_order' then concat_ws(' ', word_2, word_3)
           else concat_ws(' ', word_1, word_2, word_3) end as sound
  from moved m left join synth_village v on v.place = m.other_place
),
-- A slip of the pen falls upon a letter, and always changes the name.
aimed as (
  select *, case when of_typo then spot + if(sound[spot:spot] = ' ', 1, 0) end as fault,
         case when of_typo then (letter >> 6) % 10 end as slip
  from (select *, 1 + letter % length(sound) as spot from renamed)
),
slipped as (
  select *, case
      when fault is null then sound
      when slip < 4 and wrong between 'A' and 'Z'
        then before || chr(65 + ((ascii(wrong) - 64 + detail % 25) % 26)::integer) || behind
      when slip < 4 then before || 'E' || behind
      when slip < 7 and next_one not in ('', ' ', wrong) then before || next_one || wrong || substr(behind, 2)
      when slip < 9 and length(sound) > 4 and wrong <> next_one then before || behind
      else before || wrong || wrong || behind end as written
  from (
    select *, substr(sound, 1, fault - 1) as before, substr(sound, fault, 1) as wrong,
           substr(sound, fault + 1) as behind, substr(sound, fault + 1, 1) as next_one
    from aimed
  )
),
titled as (
  select *, case
      when not of_title then written
      when detail % 5 < 2 then if(woman, 'HJ. ', 'H. ') || written
      when detail % 5 = 2 then if(woman, 'DRA. ', 'DRS. ') || written
      else written || [', S.PD', ', S.E', ', S.KOM', ', A.MD', ', S.H', ', M.PD', ', S.PD.I', ', S.SOS'][1 + detail % 8]
      end as name
  from slipped
),
-- A number with one digit wrong (place) or two (place and other), or with two of them turned.
mistyped as (
  select *, substr(number, 1, place_wrong - 1) as front, substr(number, place_wrong, 1) as digit,
         substr(number, place_wrong + 1, 1) as next_digit, substr(number, place_wrong + 1) as rest
  from (
    select *, nik::varchar as number,
           case of_nik when 'nik_typo' then 2 + letter % 15 when 'nik_two' then 2 + letter % 7 end as place_wrong,
           9 + detail % 8 as place_other
    from titled
  )
),
numbered as (
  select *, case of_nik
      when 'nik_missing' then null
      when 'nik_typo' then
        case when detail % 4 = 0 and next_digit not in ('', digit) then front || next_digit || digit || substr(rest, 2)
             else front || (digit::integer + 1 + detail % 9) % 10 || rest end
      when 'nik_two' then
        front || (digit::integer + 1 + detail % 9) % 10 || substr(rest, 1, place_other - place_wrong - 1)
          || (substr(number, place_other, 1)::integer + 1 + letter % 9) % 10 || substr(number, place_other + 1)
      when 'nik_last' then substr(number, 1, 15) || '0'
      when 'nik_temporary' then '0' || digits || '00' || lpad((detail % 1000)::varchar, 3, '0')
      else number end as nik_seen
  from mistyped
)
select t.row, person, unlisted, key, name, woman as is_woman, birth as born, village_code, village, district,
       regency_title, within, minimum, job,
       {nik_seen} as nik,
       case of_birth
         when 'birth_missing' then null
         when 'birth_swapped' then if(day(birth) > 12, date_trunc('month', birth)::date,
           make_date(year(birth), day(birth), month(birth)))
         when 'birth_year' then (birth + to_years(if(detail % 2 = 0, 1, -1)))::date
         when 'birth_first' then make_date(year(birth), 1, 1)
         else birth end as birth,
       case of_sex when 'sex_missing' then null
                   when 'sex_wrong' then if(woman, 'L', 'P')
                   else if(woman, 'P', 'L') end as sex,
       concat_ws(' ', if(sound = concat_ws(' ', word_1, word_2, word_3), null, of_name),
         if(of_typo, 'name_typo', null), if(of_title, 'name_title', null), of_nik, of_birth, of_sex,
         if(elsewhere, of_home, null)) as corruptions
from numbered t {other_join}
