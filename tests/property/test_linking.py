"""Who is who: right often enough, the same whatever was built before, and the same people in any order of receipt.

`python -m benches.linking` does the first with a million people, beside the peers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from benches.linking import SCENES, measure
from hypothesis import given
from hypothesis import strategies as st

from cakupan.engine.duckdb import DuckDB
from cakupan.link import MADE, candidates, likeness, link
from cakupan.schema import RECORD, TABLES, empty
from cakupan.steps import values

AT = date(2025, 12, 31)
#: Lists in order of receipt: their kind and role.
LISTS = (("workers", "base"), ("members", ""), ("workers", "group"), ("members", ""), ("workers", "base"))
FIRST = ("SITI", "SRI", "MUHAMMAD", "AGUS", "DWI", "WAYAN", "SLAMET", "NUR")
LAST = ("AMINAH", "WAHYUNI", "SETIAWAN", "SUSANTO", "RAHAYU", "")
VILLAGES = ("33.02.01.2001", "33.02.01.2002", "33.02.02.2001", "33.01.01.2001")


@pytest.mark.parametrize(("name", "floor"), [("plain", 0.995), ("without-nik", 0.97), ("hard", 0.96)])
def test_members_find_their_workers(name: str, floor: float, tmp_path: Path) -> None:
    (ours,) = measure(replace(SCENES[name], workers=20_000, members=8_000, rivals=()), tmp_path)
    assert ours.listed > 6_000
    assert ours.f1 > floor
    assert ours.precision > 0.99


@dataclass(frozen=True)
class Person:
    nik: str
    name: str
    born: date
    sex: str
    village: str


@dataclass(frozen=True)
class World:
    """Rows of five lists in the shape of `record`; people share names, days and villages as they do."""

    rows: tuple[dict[str, object], ...]

    @classmethod
    def of(cls, seed: int) -> World:
        dice = Random(seed)
        people = [_person(dice, number) for number in range(dice.choice((8, 40, 120)))]
        rows = []
        for turn in range(len(LISTS)):
            named = [one for one in people if dice.random() < 0.5]
            rows += [_row(dice, one, turn, place) for place, one in enumerate(named, start=1)]
        return cls(tuple(rows))


def _person(dice: Random, number: int) -> Person:
    born = date(dice.choice((1980, 1981)), dice.randint(1, 4), dice.randint(1, 9))
    village, sex = dice.choice(VILLAGES), dice.choice("LP")
    nik = f"{village[:2]}{village[3:5]}{village[6:8]}{born.day + 40 * (sex == 'P'):02}{born:%m%y}{number % 40 + 1:04}"
    return Person(nik, f"{dice.choice(FIRST)} {dice.choice(LAST)}".strip(), born, sex, village)


def _row(dice: Random, one: Person, turn: int, place: int) -> dict[str, object]:
    """Return a row about a person, with or without a NIK, in which something may be wrong."""
    name, born, nik, key, stem = one.name, one.born, one.nik, True, None
    what = dice.random()
    if what < 0.25:
        nik, key = "", False
    elif what < 0.35:
        stem, nik, key = int(nik[:15]), "", False
    elif what < 0.45:
        at = dice.randrange(12, 16)
        nik = nik[:at] + dice.choice("0123456789") + nik[at + 1 :]
    if dice.random() < 0.2:
        at = dice.randrange(len(name))
        name = name[:at] + dice.choice("AEINRU") + name[at + 1 :]
    if dice.random() < 0.1:
        born = date(born.year, born.day, born.month)
    return {
        "record": turn * 1000 + place, "batch": f"list-{turn}", "nik": nik or None, "nik_key": key, "nik_stem": stem,
        "name": " ".join(name.split()) or "X", "birth_date": None if dice.random() < 0.05 else born,
        "sex": None if dice.random() < 0.05 else one.sex,
        "region": one.village if dice.random() < 0.9 else dice.choice(VILLAGES),
    }  # fmt: skip


def build(world: World, turns: list[int], folder: Path, standing: Path | None = None) -> DuckDB:
    """Write the tables of linking for some lists, received in the order given; return an engine that has them."""
    engine = DuckDB()
    told = [row for row in world.rows if row["batch"] in {f"list-{turn}" for turn in turns}]
    cells = ", ".join(f"({', '.join(_literal(row[c]) for c in row)})" for row in told)
    made = ", ".join(
        f"cast({c.name if c.name in world.rows[0] else 'null'} as {c.type}) as {c.name}" for c in RECORD.columns
    )
    engine.hold("record", f"select {made} from (values {cells}) as v({', '.join(world.rows[0])})")
    batches = [_batch(turn, place) for place, turn in enumerate(turns, start=1)]
    engine.hold("batch", values("batch", batches))
    engine.hold("decision", empty(TABLES["decision"]))
    folder.mkdir()
    for name, write in link(engine, standing):
        write(folder / f"{name}.parquet")
        engine.table(name, [folder / f"{name}.parquet"])
    return engine


def _batch(turn: int, place: int) -> tuple[object, ...]:
    kind, role = LISTS[turn]
    told = {"batch": f"list-{turn}", "kind": kind, "role": role, "position": AT, "revision": 1, "turn": place}
    other = {"VARCHAR": "", "BOOLEAN": False}
    return tuple(told.get(c.name, other.get(c.type)) for c in TABLES["batch"].columns)


def _literal(value: object) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool | int) else f"'{value}'"


def together(engine: DuckDB) -> set[frozenset[int]]:
    """Return the rows of each person."""
    return {frozenset(rows) for (rows,) in engine.rows("select list(record) from person group by person")}


@given(seed=st.integers(0, 2**32), crowd=st.sampled_from((3, 6, 100)))
def test_what_was_built_before_changes_nothing(seed: int, crowd: int) -> None:
    world, turns = World.of(seed), list(range(len(LISTS)))
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as place:
        patch.setattr(candidates, "_CROWD", crowd)
        anew = build(world, turns, Path(place) / "anew")
        earlier: Path | None = None
        for known in (2, 3, 5):
            folder = Path(place) / f"with-{known}"
            grown = build(world, turns[:known], folder, earlier)
            earlier = folder
        for name in MADE:
            assert grown.rows(f"from {name} order by all") == anew.rows(f"from {name} order by all"), name


def test_what_was_weighed_before_is_not_sought_among_all_pairs(tmp_path: Path) -> None:
    """The engine joins by the sizes it guesses; whatever they are, no plan holds all candidates against one another."""
    world, turns = World.of(3), list(range(len(LISTS)))
    build(world, turns[:4], tmp_path / "earlier")
    engine = build(world, turns, tmp_path / "later", tmp_path / "earlier")
    for many in (1, 10, 1_000):
        engine.hold("candidate", f"select candidate.* from candidate, range({many})")
        for select in (likeness._STOOD, likeness._KEPT):
            plan = " ".join(text for _, text in engine.rows(f"explain {select}"))
            assert "Hash Join" in plan
            assert not re.search(r"(Nl|Ie|Merge|Asof) Join|Cross|Nested", plan), plan


@given(seed=st.integers(0, 2**32))
def test_order_of_receipt_names_persons_but_does_not_choose_them(seed: int) -> None:
    world, turns = World.of(seed), list(range(len(LISTS)))
    with TemporaryDirectory() as place:
        engine = build(world, turns, Path(place) / "one")
        other = build(world, Random(seed).sample(turns, len(turns)), Path(place) / "other")
        assert together(engine) == together(other)
        assert sum(map(len, together(engine))) == len(world.rows)
