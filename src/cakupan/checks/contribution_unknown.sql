--- name = { id = "Iuran tidak dapat dihitung", en = "Contributions that cannot be computed" }
--- text = { id = "Upah, tingkat risiko pemberi kerja, atau program tidak disebut daftar dan tidak ditetapkan pada [law] di cakupan.toml; iurannya dibiarkan kosong (program: hanya yang wajib pada skala usahanya), tidak ditaksir.", en = "The wage, the employer's class of risk or the programmes are not on the lists and not set in [law] of cakupan.toml; the contribution stays empty (programmes: only those that are a duty at that scale) and is not guessed." }
with classed as (
    select distinct npp from enterprise where risk is not null and npp <> ''
),
lacking as (
    select s.batch, s.person, 'wage_m' as field
    from spell s
    join law_setting o on true
    where s.record = s.last_record and s.wage_m is null and (s.segment in ('PU', 'JAKON') or (s.segment = 'BPU' and o.income is null))
    union all
    select s.batch, s.person, 'risk' as field
    from spell s
    join law_setting o on o.risk is null
    left join classed c on c.npp = s.npp
    where s.record = s.last_record and s.segment = 'PU' and c.npp is null
    union all
    select s.batch, s.person, 'programmes' as field
    from spell s
    where s.record = s.last_record and s.segment in ('PU', 'BPU', 'JAKON') and s.programmes is null
)
select batch, '' as sheet, 0 as row_no, field,
    cast(count(*) as varchar) || ' masa kepesertaan, ' || cast(count(distinct person) as varchar) || ' orang' as detail
from lacking
group by batch, field
