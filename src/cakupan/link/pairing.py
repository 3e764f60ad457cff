"""What becomes of two units that resemble each other: one person, a question for somebody, or two persons.

The weight of a pair is read in the light of the office's own numbers (how many people there are, how many live in one
village) and of who else it could be: whoever has two equally likely counterparts has none. Then pairs are joined
from the surest down, and never so that one person would have two NIKs, or two rows of one list.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from cakupan.engine import Engine
from cakupan.link import recipe as recipes
from cakupan.link.likeness import PRIOR
from cakupan.link.recipe import LEVELS, Recipe

#: Of two units taken at random that may be one person, every second has a counterpart.
_SHARE = 0.5
_MILLION = 1_000_000
#: How many pairs of neighbours are enough to go by; how much more often a slip is met in one person than in two.
_ENOUGH, _TELLING = 1000, 8
_DEPTHS = {"village": 13, "district": 8, "regency": 5, "province": 2}
_TOLD = ", ".join(f"{name}_level" for name in LEVELS)

#: The best pair of faces of each two units.
_BEST = """
select least(f.unit, g.unit) as unit_l, greatest(f.unit, g.unit) as unit_r,
    case when f.unit < g.unit then f.record else g.record end as record_l,
    case when f.unit < g.unit then g.record else f.record end as record_r, {told},
    l.weight / 1000.0 + {prior} + case l.region_level {regions} else 0 end
        + case when f.unit > 0 and g.unit > 0 then case l.nik_level {niks} else 0 end else 0 end as bits
from likeness l
join told f on f.face = l.face_l
join told g on g.face = l.face_r
qualify row_number() over (partition by unit_l, unit_r order by bits desc, l.face_l, l.face_r) = 1
"""
#: Odds beside the odds of others who could be meant. Many rows without a NIK may tell of one NIK: they are no rivals.
_ODDS = """
with odds as (select *, pow(2, least(bits, 60)) as odds from best),
claims as (
    select unit_l as unit, odds from odds where unit_r > 0
    union all
    select unit_r, odds from odds where unit_l > 0
),
rivals as (select unit, sum(odds) as odds from claims group by unit)
select o.unit_l, o.unit_r, o.record_l, o.record_r, {told},
    cast(round({million} * o.odds / (1 + o.odds)) as bigint) as alone,
    cast(round({million} * o.odds / (1 + greatest(o.odds, case when o.unit_r > 0 then l.odds else 0 end,
        case when o.unit_l > 0 then r.odds else 0 end))) as bigint) as probability
from odds o
left join rivals l on l.unit = o.unit_l
left join rivals r on r.unit = o.unit_r
where alone >= {show}
"""
#: People of other names who were born on one day, in one kecamatan or in one kabupaten, of a sample of those who ask.
_NEIGHBOURS = """
with asking as (
    select nik, name, birth_date, sex, region from told where asks and unit > 0 order by face limit 4000
),
near as (
    select cast(s.nik as varchar) as nik_l, cast(t.nik as varchar) as nik_r,
        left(t.region, 8) = left(s.region, 8) as here
    from asking s join told t on t.birth_date = s.birth_date and t.sex = s.sex and left(t.region, 5) = left(s.region, 5)
    where t.unit > 0 and t.nik <> s.nik and jaro_winkler_similarity(s.name, t.name) < 0.7
        and not list_has_any(string_split(s.name, ' '), string_split(t.name, ' '))
)
select {met} from near group by here having count(*) >= {enough}
"""
#: What was decided last of two units; two rows of one unit are told apart among persons.
_DECIDED = """
select least(l.unit, r.unit) as unit_l, greatest(l.unit, r.unit) as unit_r,
    arg_max(d.verdict, d.number) as verdict, arg_max(d.record_l, d.number) as one, arg_max(d.record_r, d.number) as two,
    arg_max(l.unit, d.number) as unit_one
from decision d
join unit l on l.record = d.record_l
join unit r on r.record = d.record_r
where l.unit <> r.unit
group by 1, 2
"""
_WEIGHED = """
select coalesce(w.unit_l, d.unit_l) as unit_l, coalesce(w.unit_r, d.unit_r) as unit_r,
    coalesce(w.record_l, case when d.unit_one = d.unit_l then d.one else d.two end) as record_l,
    coalesce(w.record_r, case when d.unit_one = d.unit_l then d.two else d.one end) as record_r,
    coalesce(w.probability, 0) as probability, coalesce(w.alone, 0) as alone, {told},
    case
        when d.verdict is not null then d.verdict
        when w.name_level = 0 then 'unsure'
        when w.unit_l > 0 and (w.nik_level not in ({telling}) or w.name_level < {close}) then 'unsure'
        when w.probability >= {accept} then 'joined'
        when w.alone >= {accept} then 'rival'
        else 'unsure'
    end as standing
from weighed w
full join decided d on d.unit_l = w.unit_l and d.unit_r = w.unit_r
"""
#: Pairs that stand alone need no care; of the others, in order, with the lists that both units are on.
_TANGLED = """
with edge as (select * from paired where standing in ('joined', 'same', 'apart')),
ends as (select unit_l as unit from edge union all select unit_r from edge),
busy as (select unit from ends group by unit having count(*) > 1),
listed as (
    select u.unit, list(distinct b.turn) as lists
    from unit u join record r on r.record = u.record join batch b on b.batch = r.batch
    where u.unit in (from ends) group by u.unit
)
select e.unit_l, e.unit_r, e.standing, e.name_level >= {same} and e.birth_level = {born} as alike, l.lists, r.lists
from edge e join listed l on l.unit = e.unit_l join listed r on r.unit = e.unit_r
where e.standing <> 'joined' or e.unit_l in (from busy) or e.unit_r in (from busy)
    or len(list_intersect(l.lists, r.lists)) > 0
order by e.standing = 'apart' desc, e.standing = 'same' desc, e.probability desc, e.alone desc, e.unit_l, e.unit_r
"""


def pair(engine: Engine) -> str:
    """Return the SELECT of the table `pairing`.

    Args:
        engine: has the tables `record`, `batch`, `unit`, `told`, `likeness` and `decision`.

    """
    recipe = recipes.shipped()
    slips = _slips(engine, recipe)
    niks = " ".join(f"when {level} then {math.log2(meant / met):.6f}" for level, (_, meant, met) in slips.items())
    prior, regions = _prior(engine), _regions(engine, recipe)
    engine.hold("best", _BEST.format(told=_TOLD, prior=prior, regions=regions, niks=niks))
    engine.hold("weighed", _ODDS.format(told=_TOLD, million=_MILLION, show=recipe.show))
    engine.hold("decided", _DECIDED)
    telling = ", ".join(str(level) for level, (m, _, met) in slips.items() if m > _TELLING * met) or "-9"
    close = recipe.number("name", "close")
    engine.hold("paired", _WEIGHED.format(told=_TOLD, accept=recipe.accept, close=close, telling=telling))
    same, born = recipe.number("name", "same_one"), recipe.number("birth", "same")
    refused = _refused(engine.rows(_TANGLED.format(same=same, born=born)))
    rows = ", ".join(f"({left}, {right}, '{why}')" for left, right, why in refused) or "(0, 0, '')"
    return (
        f"select p.* replace (coalesce(v.why, p.standing) as standing) from paired p left join (values {rows}) "
        "as v(unit_l, unit_r, why) on v.unit_l = p.unit_l and v.unit_r = p.unit_r"
    )


def _prior(engine: Engine) -> float:
    """Return the bits by which a pair is likelier in this office than the weights take for granted."""
    units = engine.rows("select count(distinct unit) from told")[0][0]
    share = _SHARE / max(units, 1)
    return round(math.log2(share / (1 - share)) - math.log2(PRIOR / (1 - PRIOR)), 6)


def _regions(engine: Engine, recipe: Recipe) -> str:
    """Return SQL branches: by how many bits a level of region is worth more here than where the recipe was made."""
    shares, within = [], 0.0
    for level, depth in _DEPTHS.items():
        found = engine.rows(
            f"with part as (select left(region, {depth}) as code, count(*) as n, count(*) filter (asks) as m from told "
            f"where length(region) >= {depth} group by 1) select sum(n * m), "
            "(select count(*) * count(*) filter (asks) from told) from part"
        )[0]
        share = max((found[0] or 0) / (found[1] or 1), 1e-9)
        shares.append((level, max(share - within, 1e-9)))
        within = share
    shares.append(("else", max(1 - within, 1e-9)))
    return " ".join(
        f"when {recipe.number('region', level)} then {math.log2(recipe.chances['region'][level][1] / share):.6f}"
        for level, share in shares
    )


def _slips(engine: Engine, recipe: Recipe) -> dict[int, tuple[float, float, float]]:
    """Return for each level of a slip how often it is met in one person, and in two: by the recipe, and in this office.

    Offices number those born on one day in one kecamatan from 0001 up. Where all of them are on the lists, the NIKs of
    neighbours are a slip apart, and a slip tells nothing.
    """
    levels = LEVELS["nik"]
    met = ", ".join(f"avg(({told} and not ({' or '.join(before)}))::int)" for told, before in _turns(levels))
    found = engine.rows(_NEIGHBOURS.format(met=met, enough=_ENOUGH))
    chances = [recipe.chances["nik"][level] for level in levels]
    most = [max([u, *(shares[turn] for shares in found)]) for turn, (_, u) in enumerate(chances)]
    numbers = [recipe.number("nik", level) for level in levels]
    return {level: (m, u, here) for level, (m, u), here in zip(numbers, chances, most, strict=True)}


def _turns(levels: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the condition of each level with those that come before it."""
    before = ["false"]
    for told in levels.values():
        yield told, list(before)
        before.append(told)


class _Clusters:
    """Units joined so far, with the NIKs and lists of each cluster and what must stay apart."""

    def __init__(self) -> None:
        self.above: dict[int, int] = {}
        self.niks: dict[int, set[int]] = {}
        self.lists: dict[int, set[int]] = {}
        self.apart: dict[int, set[int]] = defaultdict(set)

    def root(self, unit: int, lists: list[int]) -> int:
        """Return the unit that stands for the cluster of a unit."""
        if unit not in self.above:
            self.above[unit] = unit
            self.niks[unit] = {unit} if unit > 0 else set()
            self.lists[unit] = set(lists)
        while self.above[unit] != unit:
            self.above[unit] = unit = self.above[self.above[unit]]
        return unit

    def parted(self, one: int, other: int) -> bool:
        """Say whether somebody decided that a unit of the one cluster is not one of the other."""
        return any(self.root(unit, []) == other for unit in self.apart[one])

    def join(self, one: int, other: int) -> None:
        """Make two clusters one."""
        self.above[other] = one
        self.niks[one] |= self.niks[other]
        self.lists[one] |= self.lists[other]
        self.apart[one] |= self.apart[other]


def _refused(edges: list[tuple[int, int, str, bool, list[int], list[int]]]) -> Iterator[tuple[int, int, str]]:
    """Yield the pairs that are not joined, with the reason; pairs come with what was decided first, then the surest."""
    clusters = _Clusters()
    for left, right, standing, alike, lists, others in edges:
        one, other = clusters.root(left, lists), clusters.root(right, others)
        if standing == "apart":
            clusters.apart[one].add(right)
            clusters.apart[other].add(left)
            continue
        why = _why_not(clusters, (left, right), (one, other), alike) if one != other else ""
        if standing == "same" and why != "apart":
            why = ""
        if why:
            yield left, right, why
        elif one != other:
            clusters.join(one, other)


def _why_not(clusters: _Clusters, pair: tuple[int, int], roots: tuple[int, int], alike: bool) -> str:
    """Return why the clusters of a pair of units are not one person, or empty text."""
    one, other = roots
    if clusters.parted(one, other) or clusters.parted(other, one):
        return "apart"
    mine, yours = clusters.niks[one], clusters.niks[other]
    if mine and yours and (mine, yours) != ({pair[0]}, {pair[1]}):
        return "chain"
    if clusters.lists[one] & clusters.lists[other] and (not alike or (mine and yours)):
        return "beside"
    return ""
