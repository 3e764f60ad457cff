"""Who might be meant: faces that share a key, so that not everybody is held against everybody.

A key is a handful of what is told (a birth date and the beginning of a name, a name and a kabupaten, …). Day and month
count in either order, since spreadsheets turn them round. A key that very many share tells nothing and is left out, and
so is a name.
"""

from __future__ import annotations

from cakupan.engine import Engine
from cakupan.link.names import sounding

#: A key is of use while so many faces at most share it.
_CROWD = 100
#: A name makes keys while so many faces at most bear it: else a file with one name for all asks for millions of pairs.
#: As lists come both counts only grow, and neither limit moves: what is left out once stays out, so that weights which
#: an earlier build kept are all that there are.
_BORNE = 20_000
_KEYS = {
    "born_here": ("turned", "left(region, 8)"),
    "born_named": ("turned", "begins"),
    "born_called": ("turned", "called"),
    "named_day": ("named", "month(birth_date) * 100 + day(birth_date)"),
    "named_month": ("named", "year(birth_date) * 100 + month(birth_date)"),
    "named_year": ("named", "year(birth_date) * 100 + day(birth_date)"),
    "named_here": ("named", "left(region, 8)"),
    "nik_begins": ("left(nik, 12)", "0"),
}
KEYS = tuple(_KEYS)
#: Two faces of one key are held against each other when one of them asks; two NIKs only across lists and rosters.
ALLOWED = "(l.asks or r.asks) and (l.unit < 0 or r.unit < 0 or l.side <> r.side) and l.unit <> r.unit"

#: Every name once, as it sounds, with its words in order, and how it and these begin: many people share a name.
_SPOKEN = f"""
select name, sound, words, sorted, case when borne <= {_BORNE} then hash(sorted) end as named,
    case when borne <= {_BORNE} then left(sorted, 3) end as begins,
    case when borne <= {_BORNE} then left(sound, 3) end as called
from (
    select *, string_split(sound, ' ') as words, array_to_string(list_sort(string_split(sound, ' ')), ' ') as sorted
    from ({sounding("select name, count(*) as borne from told group by name")})
)
"""
_KEYED = """
select face, asks, {keys}
from (
    select t.* replace (cast(t.nik as varchar) as nik), s.named, s.begins, s.called,
        year(t.birth_date) * 10000 + least(month(t.birth_date), day(t.birth_date)) * 100
            + greatest(month(t.birth_date), day(t.birth_date)) as turned
    from told t join spoken s on s.name = t.name
)
"""
#: What faces tell, and their names as they sound; of a relation that has `face`, and keeps what else it has.
WORDED = """
select k.*, t.unit, t.side, t.asks, cast(t.nik as varchar) as nik, s.sound, s.sorted, s.words, t.birth_date, t.sex,
    t.region
from ({faces}) k join told t on t.face = k.face join spoken s on s.name = t.name
"""


def speak(engine: Engine) -> None:
    """Make the table `spoken`: each name of `told` as it sounds, with its words."""
    engine.hold("spoken", _SPOKEN)


def candidates(engine: Engine) -> bool:
    """Make the table `candidate`: the faces that ask and those that share a key with one of them; say if any do.

    Args:
        engine: has the table `told`.

    """
    if not engine.rows("select 1 from told where asks limit 1"):
        return False
    keys = ", ".join(f"{_key(*parts)} as {name}" for name, parts in _KEYS.items())
    speak(engine)
    engine.hold("keyed", _KEYED.format(keys=keys))
    for name in KEYS:
        asked = f"select {name} from keyed where asks"
        shared = f"select {name} from keyed where {name} in ({asked}) group by {name}"
        engine.hold(f"of_{name}", f"{shared} having count(*) between 2 and {_CROWD}")
    useful = ", ".join(f"case when {name} in (from of_{name}) then {name} end as {name}" for name in KEYS)
    told = ", ".join(KEYS)
    found = f"select * from (select face, {useful} from keyed) where coalesce({told}) is not null"
    engine.hold("candidate", WORDED.format(faces=found))
    return True


def _key(one: str, other: str) -> str:
    return f"case when {one} is not null and {other} is not null then hash({one}, {other}) end"
