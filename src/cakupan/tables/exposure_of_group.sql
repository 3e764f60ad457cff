--- name = { id = "Masa hidup terlindungi anggota kelompok", en = "Time lived under cover of members of a group" }
--- text = { id = "Masa hidup terlindungi siapa pun yang pernah ada dalam daftar suatu kelompok, atau dalam daftar kelompok di dalamnya.", en = "Time lived under cover of whoever was ever on the list of a group, or on that of a group within it." }
--- view = true
--- later = true
with member as (
    select distinct l.person, w.ancestor
    from listing l
    join group_within w on w.group_code = l.group_code
    where l.role = 'group'
)
select m.ancestor as group_code, x.person, x.segment, x.region, x.sex, x.age, x.deaths, x.began, x.since, x.until,
    x.since_no, x.until_no, x.died
from exposure x
join member m on m.person = x.person
