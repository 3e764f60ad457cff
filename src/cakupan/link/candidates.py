"""Who might be meant: faces that share a key, so that not everybody is held against everybody.

A key is a handful of what is told (a birth date and the beginning of a name, a name and a kabupaten, …). Day and month
count in either order, since spreadsheets turn them round. A key that very many share tells nothing and is left out.
"""

from __future__ import annotations

from cakupan.engine import Engine
from cakupan.link.names import sounding

#: A key is of use while so many faces at most share it.
_CROWD = 100
_KEYS = {
    "born_here": ("turned", "left(region, 8)"),
    "born_named": ("turned", "left(sorted, 3)"),
    "born_called": ("turned", "left(sound, 3)"),
    "named_day": ("sorted", "month(birth_date) * 100 + day(birth_date)"),
    "named_month": ("sorted", "year(birth_date) * 100 + month(birth_date)"),
    "named_year": ("sorted", "year(birth_date) * 100 + day(birth_date)"),
    "named_here": ("sorted", "left(region, 8)"),
    "nik_begins": ("left(nik, 12)", "0"),
}
KEYS = tuple(_KEYS)
#: Two faces of one key are held against each other when one of them asks; two NIKs only across lists and rosters.
ALLOWED = "(l.asks or r.asks) and (l.unit < 0 or r.unit < 0 or l.side <> r.side) and l.unit <> r.unit"

#: Every name once as it sounds: many people share one, and the words of a sound are sorted for each name alone.
_SPOKEN = f"""
select name, sound, words, array_to_string(list_sort(words), ' ') as sorted
from (select *, string_split(sound, ' ') as words from ({sounding("select distinct name from told")}))
"""
#: Day and month in whichever order.
_TURNED = """
select *, year(birth_date) * 10000 + least(month(birth_date), day(birth_date)) * 100
    + greatest(month(birth_date), day(birth_date)) as turned
from (select t.* replace (cast(t.nik as varchar) as nik), s.sound, s.sorted from told t join spoken s on s.name = t.name)
"""
#: What faces tell, and their names as they sound; of a relation that has `face`, and keeps what else it has.
WORDED = """
select k.*, t.unit, t.side, t.asks, cast(t.nik as varchar) as nik, s.sound, s.sorted, s.words, t.birth_date, t.sex,
    t.region
from ({faces}) k join told t on t.face = k.face join spoken s on s.name = t.name
"""


def speak(engine: Engine) -> None:
    """Make the table `spoken`: each name of `told` as it sounds, its words, and these in order of the alphabet."""
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
    engine.hold("keyed", f"select face, asks, {keys} from ({_TURNED})")
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
