"""Benefits that nobody claimed: who is owed what, what needs a look first, scholarships, and the list."""

from __future__ import annotations

import json
import runpy
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import calculate, law, ledger, proof, tracking, unclaimed
from cakupan.cli import app
from cakupan.results import Answers, Question
from cakupan.unclaimed import Asked, Case, Unclaimed
from cakupan.workspace import Workspace

MENJAGA = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "menjaga.py"))
Make = Callable[..., Workspace]


def find(ws: Workspace, **asked: Any) -> Unclaimed:
    with Answers(ws) as answers:
        return unclaimed.find(answers, Asked(**asked), unmasked=True)


def case(found: Unclaimed, who: str) -> Case:
    (one,) = [one for one in found.cases if one.nik == MENJAGA[who][0]]
    return one


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    ws: Workspace = MENJAGA["office"](tmp_path_factory.mktemp("menjaga"))
    return ws


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what makes an office of its own of members, registers and claims."""

    def made(members: Sequence[Any], *registers: Sequence[Any], claims: Sequence[Any] = ()) -> Workspace:
        ws = cakupan.create(tmp_path / "kantor", region="33.02")
        cakupan.add(ws, MENJAGA["members"](tmp_path / "peserta.csv", members), kind="members", position="2026-03-31")
        for n, rows in enumerate(registers):
            cakupan.add(ws, MENJAGA["events"](tmp_path / f"buku{n}.csv", rows), kind="events")
        if claims:
            cakupan.add(ws, MENJAGA["claims"](tmp_path / "klaim.csv", claims), kind="claims")
        cakupan.build(ws)
        return ws

    return made


def member(who: str) -> tuple[str, ...]:
    row: tuple[str, ...] = next(row for row in MENJAGA["ROSTER"] if row[0] == MENJAGA[who][0])
    return row


def died(who: str, day: str, name: str = "") -> tuple[str, ...]:
    nik, said, born = MENJAGA[who]
    return nik, name or said, "" if name else born, "Meninggal", day, *MENJAGA["PLACE"], "buku desa"


def findings(ws: Workspace) -> Counter[str]:
    with Answers(ws) as answers:
        return Counter({one["code"]: one["n"] for one in answers.findings()})


def test_each_event_has_one_standing(built: Workspace) -> None:
    found = find(built)
    told = {one.name.split()[0]: (one.event, one.standing) for one in found.cases}
    assert told == {
        "EKO": ("DEATH", "owed"), "HANA": ("DEATH", "owed"), "JARWO": ("DEATH", "owed"), "INDRA": ("ACCIDENT", "owed"),
        "GILANG": ("DEATH", "claimed"), "KARTI": ("DEATH", "check"),
    }  # fmt: skip
    assert found.counts() == {
        "families": 3, "injured": 1, "check": 1, "claimed": 1, "refused": 0, "scholarships": 0,
    }  # fmt: skip


def test_amounts_are_those_of_a_single_case_of_the_law(built: Workspace) -> None:
    book, found = law.read(), find(built)
    for who in ("EKO", "HANA", "JARWO"):
        one = case(found, who)
        event = calculate.Event(one.segment, "death", one.day, programmes=("JKM",), membership_months=one.months)
        assert one.amount == calculate.benefit(book, event).total
    assert (case(found, "HANA").amount, case(found, "HANA").why) == (10_000_000, "waiting")
    assert found.owed == 42_000_000 * 2 + 10_000_000
    assert {one.deadline for one in found.of("families")} == {None}
    hurt = calculate.Event("PU", "accident-death", date(2026, 3, 4), wage=4_000_000, programmes=("JKK",))
    assert case(found, "JARWO").most == calculate.benefit(book, hurt).total


def test_a_death_on_two_registers_is_one_death_on_the_earlier_day(built: Workspace) -> None:
    one = case(find(built), "JARWO")
    assert (one.day, one.last_day, one.n) == (date(2026, 3, 4), date(2026, 3, 5), 2)
    assert findings(built)["death_days_differ"] == 1


def test_savings_paid_out_are_not_the_death_benefit(built: Workspace) -> None:
    """Jarwo's family had his savings (JHT) and not what JKM owes."""
    assert case(find(built), "JARWO").standing == "owed"


def test_a_death_that_only_a_claim_of_savings_tells_is_owed_too(make: Make) -> None:
    claim = (*MENJAGA["JARWO"][:2], "JHT", "Meninggal", "05-03-2026", "20-03-2026", "9000000", *MENJAGA["OTHER"])
    one = case(find(make([member("JARWO")], claims=[claim])), "JARWO")
    assert (one.standing, one.amount, one.day) == ("owed", 42_000_000, date(2026, 3, 5))


def test_the_deadline_is_that_of_the_law_of_the_day(make: Make) -> None:
    place = MENJAGA["OTHER"]
    events = [(*MENJAGA["DEDI"], "Kecelakaan", day, *place, "rs") for day in ("15-02-2026", "15-02-2020")]
    found = find(make([member("DEDI")], events), at=date(2026, 3, 31))
    told = {one.day: (one.deadline, one.standing, one.doubt) for one in found.cases}
    assert told == {
        date(2026, 2, 15): (date(2031, 2, 15), "owed", ""),
        date(2020, 2, 15): (date(2025, 2, 15), "check", "expired"),
    }
    assert found.limit[0] == 60


def test_a_death_just_after_an_accident_may_be_by_it(make: Make) -> None:
    hurt = (*MENJAGA["EKO"], "Kecelakaan", "20-01-2026", *MENJAGA["PLACE"], "rs")
    found = find(make([member("EKO")], [hurt, died("EKO", "10-02-2026")]))
    death = next(one for one in found.cases if one.event == "DEATH")
    assert (death.hurt, death.most, death.deadline) == (True, 70_000_000, date(2031, 2, 10))


@pytest.mark.parametrize(
    ("registers", "claims", "doubt"),
    [
        ([[died("EKO", "10-02-1993")]], [], None),  # before birth there was no cover either
        ([[died("EKO", "10-02-2026", "PARTO")]], [], "name_differs"),
        ([[died("EKO", "10-02-2023")], [died("EKO", "10-02-2026")]], [], "days_differ"),
        ([[died("EKO", "10-02-2026")]], ["02-01-2026"], "claim_before"),
        ([[died("EKO", "10-02-2026")]], ["02-03-2026"], ""),
    ],
)
def test_what_does_not_hold_together_is_looked_at_first(
    make: Make, registers: list[Any], claims: list[str], doubt: str | None
) -> None:
    paid = [(*MENJAGA["EKO"][:2], "JKM", "Meninggal", "10-02-2026", on, "42000000", *MENJAGA["PLACE"]) for on in claims]
    found = find(make([member("EKO")], *registers, claims=paid))
    if doubt is None:
        assert not found.cases
    else:
        one = case(found, "EKO")
        assert (one.doubt, one.standing) == (doubt, "check" if doubt else "claimed")
        assert found.owed == 0


def test_a_claim_of_nobody_known_on_that_day_is_looked_at_first(make: Make) -> None:
    """As where the NIK on the claim was mistyped."""
    wrong = "3302010107940055"
    claim = (wrong, "EKO P", "JKM", "Meninggal", "10-02-2026", "02-03-2026", "42000000", *MENJAGA["PLACE"])
    one = case(find(make([member("EKO")], [died("EKO", "10-02-2026")], claims=[claim])), "EKO")
    assert (one.standing, one.doubt) == ("check", "claim_near")


def test_who_was_not_covered_on_the_day_is_owed_nothing(make: Make) -> None:
    assert not find(make([member("EKO")], [died("EKO", "31-12-2023"), died("LASTRI", "01-02-2026")])).cases


PAID = ("JKM", "Meninggal", "12-01-2024", "02-02-2024", "42000000", *MENJAGA["PLACE"])
OLD = (*MENJAGA["ADI"], *MENJAGA["_BPU"], "01-01-2020", "", "2026-03", "APBD", *MENJAGA["PLACE"])


def drawn(on: str) -> tuple[str, ...]:
    return (*MENJAGA["ADI"][:2], "JKM", "Beasiswa", "12-01-2024", on, "1500000", *MENJAGA["PLACE"])


def measured(ws: Workspace, day: date) -> list[int]:
    """Return how many scholarships are not drawn, and what they bring, as measures whose files sum to them."""
    with Answers(ws) as answers:
        asked = [Question(f"scholarships_{name}", at=day) for name in ("undrawn", "least", "most")]
        found = [(question, *answers.ask(question)) for question in asked]
        assert all(proof.prove(answers, question, one).holds for question, one in found)
    return [int(one.value or 0) for _, one in found]


def test_scholarships_not_drawn_year_by_year(make: Make) -> None:
    ws = make([OLD], claims=[(*MENJAGA["ADI"][:2], *PAID), drawn("15-09-2024")])
    for day in (date(2025, 6, 30), date(2025, 7, 1), date(2026, 3, 31), date(2026, 7, 1)):
        waiting = find(ws, at=day).scholarships
        assert measured(ws, day) == [len(waiting), sum(one.least for one in waiting), sum(one.most for one in waiting)]
    (one,) = find(ws, at=date(2026, 3, 31)).scholarships
    assert one.years == (date(2025, 7, 1),)
    assert (one.least, one.most) == (1_500_000, 24_000_000)
    (one,) = find(ws, at=date(2026, 7, 1)).scholarships
    assert (one.years, one.least, one.most) == ((date(2025, 7, 1), date(2026, 7, 1)), 3_000_000, 48_000_000)
    assert not find(ws, at=date(2025, 6, 30)).scholarships


def test_no_scholarship_before_the_months_suffice_unless_by_an_accident(make: Make) -> None:
    new = (*OLD[:7], "01-06-2022", *OLD[8:])
    ws = make([new], claims=[(*MENJAGA["ADI"][:2], *PAID)])
    assert not find(ws, at=date(2026, 3, 31)).scholarships
    shutil.rmtree(ws.folder)
    accident = (*MENJAGA["ADI"][:2], "JKK", *PAID[1:])
    assert find(make([new], claims=[accident]), at=date(2026, 3, 31)).scholarships


def test_the_list_is_kind_masked_and_read_back(built: Workspace, tmp_path: Path) -> None:
    shutil.copytree(built.folder, tmp_path / "kantor")
    ws, runner, book = cakupan.open(tmp_path / "kantor"), CliRunner(), tmp_path / "keluarga.xlsx"
    at = ["unclaimed", "-w", str(ws.folder)]
    told = runner.invoke(app, [*at, "-o", str(book)])
    assert told.exit_code == 0
    assert "EKO" not in told.stdout
    made = openpyxl.load_workbook(book)
    assert made.sheetnames[:5] == ["Keluarga yang ditinggalkan", "Kecelakaan dan penyakit", "Diperiksa dahulu",
                                   "Beasiswa anak", "Berkas yang disiapkan"]  # fmt: skip
    page = made.worksheets[0]
    head = next(n for n in range(1, 30) if page.cell(n, 1).value == "No")
    assert any("dukacita" in str(page.cell(n, 1).value) for n in range(1, head))
    heads = [cell.value for cell in page[head]]
    niks = [page.cell(n, heads.index("NIK") + 1).value for n in range(head + 1, page.max_row + 1)]
    assert niks == ["330201**********"] * 3
    page.cell(head + 1, heads.index("Status tindak lanjut") + 1).value = "Keluarga sudah diberi tahu"
    made.save(book)
    done = runner.invoke(app, [*at, "--read", str(book), "--by", "Siti", "--format", "json"])
    assert Counter(one["fate"] for one in json.loads(done.stdout)) == {"taken": 1, "unchanged": 4}
    (event,) = ledger.events(ws.ledger, kinds=(tracking.CLAIM.kind,))
    assert event.content["status"] == "INFORMED"
    assert Counter(one.said.status for one in find(ws).of("families")) == {"INFORMED": 1, "NOT_VISITED": 2}


def test_lists_of_candidates_with_the_dead_and_the_old_are_said(make: Make, tmp_path: Path) -> None:
    ws = make([member("EKO")], [died("EKO", "10-02-2026")])
    old = ("3302010103610001", "SARTO WIYONO", "01-03-1961", "01-04-2026", "31-12-2026", *MENJAGA["PLACE"])
    dead = (*MENJAGA["EKO"], "01-04-2026", "31-12-2026", *MENJAGA["PLACE"])
    fine = (*MENJAGA["LASTRI"], "01-04-2026", "31-12-2026", *MENJAGA["PLACE"])
    cakupan.add(ws, MENJAGA["candidates"](tmp_path / "calon.csv", [old, dead, fine]), kind="workers",
                group="PEKERJA_RENTAN", payer="DBH_CHT", position="2026-04-01", received="2026-03-20")  # fmt: skip
    before = find(ws)
    cakupan.build(ws)
    told = findings(ws)
    assert (told["candidate_dead"], told["candidate_over_age"]) == (1, 1)
    assert [one.standing for one in find(ws).cases] == [one.standing for one in before.cases] == ["owed"]


def test_what_cannot_be_is_said(make: Make) -> None:
    paid = (*MENJAGA["EKO"][:2], "JKM", "Meninggal", "10-02-2026", "02-01-2026", "42000000", *MENJAGA["PLACE"])
    told = findings(make([member("EKO")], [died("EKO", "10-02-1990")], claims=[paid]))
    assert told["event_before_birth"] == 1
    assert told["claim_before_event"] == 1
