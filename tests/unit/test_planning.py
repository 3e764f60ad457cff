"""From a build to a problem and back: cells, lawful offers, months, prices, lines and names, counted by hand."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakupan
from cakupan import codes, law, worklist
from cakupan.plan.problem import Solved
from cakupan.planning import answered, posing, scenario
from cakupan.planning.posing import Posed
from cakupan.planning.rights import Kind, Lawful, Purse, Right
from cakupan.planning.scenario import Scenario, Weights
from cakupan.results import Answers
from cakupan.workspace import Workspace

AT = date(2025, 12, 31)
JAN = 2026 * 12
HEAD = ("NIK", "Nama", "Segmen", "Kecamatan", "Desa", "Pekerjaan", "Penghasilan")
#: NIK by birth date (day, month, year) and serial.
BASE = (
    ("0107900001", "ADI", "BPU", "Cirahab"), ("0107900002", "BUNGA", "BPU", "Cirahab"),
    ("0107900003", "CITRA", "BPU", "Parungkamal"), ("0107900004", "DEDI", "PU", "Cirahab"),
    ("0107500005", "EKA", "BPU", "Cirahab"),  # 75 years old
    ("0107100006", "FAJAR", "BPU", "Cirahab"),  # 15 years old
    ("0107900007", "GITA", "BPU", "Cirahab"),  # died
    ("0107900008", "HADI", "BPU", "Cirahab"),  # a member whom DBH CHT pays for
    ("0107900009", "INDRA", "BPU", "Cirahab"),  # a member who pays himself
    ("0107900010", "JOKO", "JAKON", "Cirahab"), ("0107900011", "KARNO", "BPU", "Cirahab"),
    ("0107800012", "LUKMAN", "BPU", "Cirahab"),  # older than Adi, else alike
)  # fmt: skip
GROUPS = {
    "PEKERJA_RENTAN": ("ADI", "BUNGA", "CITRA", "DEDI", "EKA", "GITA", "HADI", "LUKMAN"),
    "PETANI_TEMBAKAU": ("BUNGA", "HADI"),
    "NELAYAN": ("CITRA",),
}
TOML = """
name = "Rencana"
year = 2026
{more}
"""
APBD = '[[fund]]\npayer = "APBD_KAB"\nname = "Rentan"\nceiling = 10_000_000\n'
CHT = '[[fund]]\npayer = "DBH_CHT"\nname = "Tembakau"\nceiling = 10_000_000\nuntil = "2026-06"\n'
CSR = '[[fund]]\npayer = "CSR"\nname = "Bank"\nceiling = 10_000_000\n'
VILLAGE = '[[fund]]\npayer = "CSR"\nname = "Desa"\nregion = "33.02.01.2003"\nceiling = 10_000_000\n'


def write(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("rencana")
    office = cakupan.create(folder / "office", region="33.02")
    people = {n: (f"330201{nik}", n, seg, "Lumbir", village, "", "1000000") for nik, n, seg, village in BASE}
    cakupan.add(office, write(folder / "dasar.csv", HEAD, list(people.values())), kind="workers", position="2025-12-31")
    for group, names in GROUPS.items():
        rows = [people[name] for name in names]
        cakupan.add(
            office, write(folder / f"{group}.csv", HEAD, rows), kind="workers", group=group, position="2025-12-31"
        )
    members = [
        (people["HADI"][0], "HADI", "BPU", "Lumbir", "2025-12", "DBH CHT"),
        (people["INDRA"][0], "INDRA", "BPU", "Lumbir", "2025-12", "Mandiri"),
    ]
    head = ("NIK", "Nama", "Segmen", "Kecamatan", "Lunas s.d.", "Sumber Dana")
    cakupan.add(office, write(folder / "peserta.csv", head, members), kind="members", position="2025-12-31")
    died = [(people["GITA"][0], "GITA", "Meninggal", "01-11-2025", "Lumbir")]
    head = ("NIK", "Nama", "Peristiwa", "Tanggal", "Kecamatan")
    cakupan.add(office, write(folder / "mati.csv", head, died), kind="events")
    cakupan.build(office)
    return office


@pytest.fixture
def answers(office: Workspace) -> Iterator[Answers]:
    with Answers(office) as answers:
        yield answers


def told(tmp_path: Path, more: str) -> Scenario:
    path = tmp_path / "SCENARIO.toml"
    path.write_text(TOML.format(more=more), "utf-8")
    return scenario.read(path)


def offers(posed: Posed) -> set[tuple[str, str, int, int, int, int]]:
    """Return payer, groups (the smallest), first month, months, price and worth of each offer."""
    found = set()
    for offer, number in enumerate(posed.right):
        right, cell = posed.rights[number], posed.cells[posed.problem.cell[offer]]
        kind = posed.kinds[cell.kind]
        name = ("kept " if kind.kept else "") + "+".join(kind.groups)
        payer = posed.funds[posed.problem.fund[offer]].payer
        found.add((payer, name, right.since - JAN, right.most, right.price, right.worth))
    return found


def test_who_is_planned_for_and_who_is_not(answers: Answers, tmp_path: Path) -> None:
    posed = posing.pose(answers, told(tmp_path, APBD + CHT))
    assert posed.left_out == {
        "dead": 1, "guarded": 1, "over_age": 1, "under_age": 1, "segment": 1, "employer": 1, "unlawful": 1,
    }  # fmt: skip
    assert int(posed.problem.need.sum()) == 5
    assert int(posed.problem.need.sum()) + sum(posed.left_out.values()) == len(BASE)
    assert int(posed.problem.need[posed.problem.kept].sum()) == 1
    assert posed.least == 4  # three months of waiting for the whole death benefit, and one
    assert offers(posed) == {
        ("APBD_KAB", "PEKERJA_RENTAN", 0, 12, 16800, 10),
        ("APBD_KAB", "PEKERJA_RENTAN+PETANI+PETANI_TEMBAKAU", 0, 12, 16800, 10),
        ("APBD_KAB", "NELAYAN+PEKERJA_RENTAN", 0, 12, 16800, 10),
        ("APBD_KAB", "kept PEKERJA_RENTAN+PETANI+PETANI_TEMBAKAU", 0, 12, 16800, 10),
        ("DBH_CHT", "PEKERJA_RENTAN", 0, 6, 16800, 10),
        ("DBH_CHT", "PEKERJA_RENTAN+PETANI+PETANI_TEMBAKAU", 0, 6, 16800, 10),
        ("DBH_CHT", "NELAYAN+PEKERJA_RENTAN", 0, 6, 16800, 10),
        ("DBH_CHT", "kept PEKERJA_RENTAN+PETANI+PETANI_TEMBAKAU", 0, 6, 16800, 11),
    }
    turns = {(posed.purses[r.purse].payer, posed.kinds[r.kind].groups): (r.turn, r.group) for r in posed.rights}
    assert turns["DBH_CHT", ("PEKERJA_RENTAN", "PETANI", "PETANI_TEMBAKAU")] == (1, "PETANI_TEMBAKAU")
    assert turns["DBH_CHT", ("NELAYAN", "PEKERJA_RENTAN")] == (2, "PEKERJA_RENTAN")
    assert {r.least for r in posed.rights if posed.kinds[r.kind].kept} == {1}


def test_the_uncovered_are_those_of_the_work_list(answers: Answers, tmp_path: Path) -> None:
    posing.pose(answers, told(tmp_path, APBD))
    # Of the work list, those whom a fund pays for are covered; here they come first of all.
    there = worklist.open_people("33.02", "", AT)
    listed = {row[0] for row in answers.engine.rows(f"with {there} select person from uncovered")}
    planned = {
        row[0]
        for row in answers.engine.rows(
            "select person from plan_told where role = 'base' and left_out <> 'guarded' and paid_by = ''"
        )
    }
    assert planned == listed


def test_a_donor_has_the_relief_in_its_months(answers: Answers, tmp_path: Path) -> None:
    """January to March at Rp16,800, then Rp8,400 to December: nine cheap months, or twelve at a mean of Rp10,500."""
    posed = posing.pose(answers, told(tmp_path, CSR))
    anybody = {offer[2:5] for offer in offers(posed) if not offer[1].startswith("kept")}
    assert anybody == {(0, 12, 10500), (3, 9, 8400)}
    kept = {offer[2:5] for offer in offers(posed) if offer[1].startswith("kept")}
    assert kept == {(0, 3, 16800), (0, 12, 10500)}  # nobody who is paid for now has a gap
    assert "unlawful" not in posed.left_out
    (whole,) = {(r.late, r.least) for r in posed.rights if r.most == 12 and not posed.kinds[r.kind].kept}
    assert whole == (True, 4)
    right = next(r for r in posed.rights if r.most == 12 and not posed.kinds[r.kind].kept)
    assert (right.cost(4), right.begins(4)) == ({"JKK": 4 * 5000, "JKM": 4 * 3400}, JAN + 8)
    assert sum(right.cost(12).values()) == 3 * 16800 + 9 * 8400


def test_a_line_pays_in_its_region_alone_and_for_its_groups(answers: Answers, tmp_path: Path) -> None:
    posed = posing.pose(answers, told(tmp_path, VILLAGE))
    paid = {posed.cells[cell].region for cell in posed.problem.cell}
    assert paid == {"33.02.01.2003"}
    posed = posing.pose(answers, told(tmp_path, CSR + 'groups = ["NELAYAN"]\n'))
    assert {posed.kinds[posed.cells[cell].kind].groups for cell in posed.problem.cell} == {
        ("NELAYAN", "PEKERJA_RENTAN")
    }


def test_months_that_are_gone_and_windows_too_short(answers: Answers, tmp_path: Path) -> None:
    posed = posing.pose(answers, told(tmp_path, "day = 2026-03-10\n" + CHT))
    assert {offer[2:4] for offer in offers(posed)} == {(2, 4)}
    posed = posing.pose(answers, told(tmp_path, "day = 2026-04-10\n" + CHT))
    assert {posed.kinds[posed.cells[cell].kind].kept for cell in posed.problem.cell} <= {True}
    posed = posing.pose(answers, told(tmp_path, "day = 2026-04-10\nreading = ['bpu-no-waiting']\n" + CHT))
    assert posed.least == 1
    assert {offer[3] for offer in offers(posed)} == {3}


def test_weights_floors_and_target(answers: Answers, tmp_path: Path) -> None:
    more = (
        "[weights]\nmonth = 2\npoor = 3\nrisky = 5\ngroups = { NELAYAN = 7, PEKERJA_RENTAN = 1 }\n" + APBD
        + '[[floor]]\neach = "village"\nshare = 0.5\n[[floor]]\ngroup = "NELAYAN"\npersons = 1\n'
    )  # fmt: skip
    posed = posing.pose(answers, told(tmp_path, more))
    worth = {name.removeprefix("kept "): points for _, name, _, _, _, points in offers(posed)}
    assert worth["NELAYAN+PEKERJA_RENTAN"] == 2 + 3 + 5 + 7
    assert worth["PEKERJA_RENTAN"] == 2 + 3 + 1
    assert [(floor.persons, len(floor.cells)) for floor in posed.problem.floors] == [(2, 5), (1, 1), (1, 1)]
    target = posing.pose(answers, told(tmp_path, 'goal = "target"\n[target]\npersons = 2\n' + APBD)).problem.target
    assert target is not None
    assert target.persons == 2
    covered = posing.pose(answers, told(tmp_path, 'goal = "target"\n[target]\ncoverage = 0.3\n' + APBD)).problem.target
    assert covered is not None
    assert covered.persons == 2  # of 12 eligible 4 shall be covered, and 2 are


def test_vulnerable_by_the_regulation_may_be_paid_for(answers: Answers, tmp_path: Path) -> None:
    """Karno is on no group list; his income makes him vulnerable, so that the regency may pay for him."""
    before = posing.pose(answers, told(tmp_path, APBD))
    after = posing.pose(answers, told(tmp_path, "vulnerable = true\n" + APBD))
    assert (before.left_out.get("unlawful"), after.left_out.get("unlawful")) == (1, None)


def solved(posed: Posed, chosen: dict[int, tuple[int, int]]) -> Solved:
    persons, months = (np.zeros(len(posed.right), dtype=np.int64) for _ in range(2))
    for offer, (n, m) in chosen.items():
        persons[offer], months[offer] = n, m
    return Solved("feasible", persons, months, 0, 0, 0.0)


def filled(posed: Posed) -> Solved:
    """Return every cell given to the first offer of it, its persons a month less than they could get."""
    first = {int(cell): offer for offer, cell in reversed(list(enumerate(posed.problem.cell)))}
    need, most = posed.problem.need, posed.problem.most
    return solved(posed, {o: (int(need[c]), int(need[c] * most[o]) - 1) for c, o in first.items()})


def test_lines_and_names_add_up(answers: Answers, tmp_path: Path) -> None:
    posed = posing.pose(answers, told(tmp_path, APBD + CSR + 'account = "6.1"\n'))
    plan = filled(posed)
    lines, named = answered.lines(answers, posed, plan), answered.names(answers, posed, plan)
    assert len(named) == len({one.record for one in named}) == int(plan.persons.sum())
    assert sum(one.months for one in named) == int(plan.months.sum())
    spent = answered.spent(posed, plan)
    assert answered.totals(posed, plan) == (int(plan.persons.sum()), int(plan.months.sum()), sum(spent))
    assert sum(spent) == sum(one.rupiah for one in lines) == sum(one.rupiah for one in named)
    by_fund: Counter[int] = Counter()
    for one in named:
        by_fund[one.fund] += one.rupiah
    assert [by_fund[n] for n in range(len(posed.funds))] == spent
    assert all(paid <= bound for paid, bound in zip(spent, _bound(posed, plan), strict=True))
    assert {one.account for one in lines} <= {"6.1", "5.1.06.01.01.0001"}


def _bound(posed: Posed, plan: Solved) -> list[int]:
    told = np.zeros(len(posed.funds), dtype=np.int64)
    np.add.at(told, posed.problem.fund, plan.months * posed.problem.price)
    return [int(n) for n in told]


def test_names_in_the_order_that_the_office_states(answers: Answers, tmp_path: Path) -> None:
    """Of two alike in a cell the older comes first where the office says so, and gets the longer cover."""
    more = 'order = ["{}"]\n' + CSR.replace("CSR", "DONATUR") + 'groups = ["PEKERJA_RENTAN"]\n'
    found = {}
    for order in ("oldest", "youngest"):
        posed = posing.pose(answers, told(tmp_path, more.format(order)))
        cell = max(range(len(posed.cells)), key=lambda n: posed.cells[n].need)
        offer = int(np.flatnonzero(posed.problem.cell == cell)[0])
        found[order] = answered.names(answers, posed, solved(posed, {offer: (2, 11)}))
    records = dict(answers.engine.rows("select record, name from record"))
    assert [(records[one.record], one.months) for one in found["oldest"]] == [("LUKMAN", 6), ("ADI", 5)]
    assert [(records[one.record], one.months) for one in found["youngest"]] == [("ADI", 6), ("LUKMAN", 5)]
    assert [(one.rupiah, one.since - JAN) for one in found["oldest"]] == [(6 * 8400, 6), (5 * 8400, 7)]


def test_who_is_passed_over(answers: Answers, tmp_path: Path) -> None:
    posed = posing.pose(answers, told(tmp_path, CHT))
    turns = [posed.rights[n].turn for n in posed.right]
    later = turns.index(2)
    assert answered.passed_over(posed, solved(posed, {later: (1, 6)})) == {0: (1, 2)}
    assert answered.passed_over(posed, solved(posed, {turns.index(1): (1, 6)})) == {}


def test_wage_earners_are_paid_for_by_their_own_employer_alone(tmp_path: Path) -> None:
    kind = Kind("PU", ("NON_ASN",), False, False, False, False, JAN)
    told = Scenario("x", "x", 2026, wage=2_000_000)
    purses = [Purse(payer, (), JAN, JAN + 12, 0, 2026) for payer in ("APBD_KAB", "DBH_CHT", "CSR")]
    (right,) = lawful(told).rights(purses, [kind], JAN)
    assert (right.purse, right.price, right.group) == (0, 10_800, "NON_ASN")
    assert lawful(replace(told, wage=0)).rights(purses, [kind], JAN) == []


def lawful(told: Scenario) -> Lawful:
    within = frozenset(codes.ancestors(codes.read("groups")))
    return Lawful(law.read(), codes.read("payers"), within, told)


_KINDS = st.builds(
    Kind, st.just("BPU"), st.sampled_from([("PEKERJA_RENTAN",), ("PETANI", "PETANI_TEMBAKAU"), ()]), st.booleans(),
    st.booleans(), st.booleans(), st.booleans(), st.integers(JAN, JAN + 5),
)  # fmt: skip
_PURSES = st.builds(
    Purse, st.sampled_from(["APBD_KAB", "DBH_CHT", "CSR", "APBDES", "DONATUR"]), st.just(()),
    st.integers(JAN - 3, JAN + 8), st.integers(JAN + 2, JAN + 20), st.integers(0, 5), st.just(2026),
)  # fmt: skip


@given(_PURSES, _KINDS)
def test_no_number_of_months_costs_more_than_the_plan_reckons(purse: Purse, kind: Kind) -> None:
    """What a solver gives within least and most is paid for by the price, in months of the window, without a hole."""
    for right in lawful(Scenario("x", "x", 2026, weights=Weights())).rights([purse], [kind], JAN):
        assert 1 <= right.least <= right.most == len(right.months) == right.until - right.since
        assert max(purse.since, kind.first, JAN) <= right.since < right.until <= purse.until
        for months in range(right.least, right.most + 1):
            assert sum(right.cost(months).values()) <= right.price * months
            assert right.since <= right.begins(months) <= right.until - months
        assert not kind.kept or right.begins(right.least) == max(purse.since, kind.first, JAN)


@given(st.integers(1, 50), st.integers(0, 600))
def test_months_are_dealt_out_whole(persons: int, more: int) -> None:
    right = Right(0, 0, "*", 1, JAN, JAN + 12, 16800, ({"JKK": 10000, "JKM": 6800},) * 12, False, 1, 1, 12, "", "A")
    months = min(persons + more, 12 * persons)
    each, extra = divmod(months, persons)
    dealt = answered.Dealt(0, 0, 0, right, persons, each, extra)
    assert sum(dealt.cost().values()) == 16800 * months
