"""Cover that is about to end: who, why, what is lost by law, what keeps it, and what becomes of the list."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import ledger, renewals, tracking
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.renewals import Asked, Case, Renewals
from cakupan.results import Answers
from cakupan.workspace import Workspace

MENJAGA = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "menjaga.py"))
FULL, CHILDREN = 42_000_000, 174_000_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    ws: Workspace = MENJAGA["office"](tmp_path_factory.mktemp("menjaga"))
    return ws


@pytest.fixture
def office(built: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(built.folder, tmp_path / "kantor")
    return cakupan.open(tmp_path / "kantor")


@pytest.fixture(scope="module")
def found(built: Workspace) -> Iterator[Renewals]:
    with Answers(built) as answers:
        yield renewals.find(answers, Asked(days=100), unmasked=True)


def case(found: Renewals, who: str) -> Case:
    return next(one for one in found.cases if one.nik == MENJAGA[who][0])


def test_everybody_has_one_cause_and_its_days(found: Renewals) -> None:
    told = {one.name.split()[0]: (one.cause, one.ends_on, one.covered_until) for one in found.cases}
    assert told == {
        "ADI": ("grace", date(2026, 4, 1), date(2026, 4, 1)),
        "BUNGA": ("window", date(2026, 7, 1), date(2026, 10, 1)),
        "CITRA": ("paid", date(2026, 5, 1), date(2026, 8, 1)),
        "DEDI": ("stated", date(2026, 5, 31), date(2026, 5, 31)),
        "FITRI": ("paid", date(2026, 5, 1), date(2026, 8, 1)),
        "INDRA": ("paid", date(2026, 4, 1), date(2026, 7, 1)),
    }


def test_the_dead_are_left_aside_and_counted(found: Renewals) -> None:
    assert found.dead == 3
    assert {"EKO PRIYO", "GILANG TONO", "HANA LESTARI"}.isdisjoint(one.name for one in found.cases)


def test_what_is_lost_is_what_the_law_promises(found: Renewals) -> None:
    adi, citra, dedi = (case(found, who) for who in ("ADI", "CITRA", "DEDI"))
    assert (adi.months, adi.death, adi.scholarship, adi.accident) == (60, FULL, CHILDREN, 70_000_000)
    assert (citra.months, citra.death, citra.scholarship) == (3, FULL, 0)
    assert (dedi.segment, dedi.death, dedi.accident) == ("PU", FULL, 262_000_000)
    law = found.law
    assert (law.full, law.waiting, law.delayed, law.waiting_months) == (FULL, 10_000_000, 32_000_000, 3)
    assert (law.scholarship, law.scholarship_months) == (CHILDREN, 36)


def test_what_keeps_them_is_what_the_law_asks_of_their_payer(found: Renewals) -> None:
    """The relief of 2026 halves what a member pays himself; whom the state pays for has none."""
    assert (case(found, "BUNGA").month_price, case(found, "BUNGA").year_price) == (16_800, 201_600)
    assert case(found, "CITRA").month_price == 8_400
    assert case(found, "CITRA").year_price == 8 * 8_400 + 4 * 16_800
    assert case(found, "DEDI").year_price is None
    assert found.total.unknown == 1


def test_who_loses_most_comes_first(found: Renewals) -> None:
    losses = [one.loss for one in found.cases if not one.aged]
    assert losses == sorted(losses, reverse=True)
    assert [one.name.split()[0] for one in found.cases[:2]] == ["DEDI", "ADI"]


@pytest.mark.parametrize("by", ["cause", "payer", "village", "month"])
def test_parts_sum_to_the_whole(found: Renewals, by: str) -> None:
    sums = found.sums(by)
    for key in ("persons", "loss", "earned", "year_price", "unknown"):
        assert sum(getattr(one, key) for one in sums) == getattr(found.total, key)


def test_what_is_expected_is_the_life_table_of_each(found: Renewals) -> None:
    adi = case(found, "ADI")
    assert adi.chance == pytest.approx(0.002174)
    assert sum(one.expected for one in found.sums("cause")) == pytest.approx(found.total.expected)


def test_fewer_days_and_other_questions_find_fewer(built: Workspace) -> None:
    with Answers(built) as answers:
        near = renewals.find(answers, Asked(days=31))
        assert {one.cause for one in near.cases} == {"grace", "paid"}
        assert all("*" in one.nik for one in near.cases)
        group = renewals.find(answers, Asked(days=100, group="PEKERJA_RENTAN"))
        assert [one.cause for one in group.cases] == ["window"]
        payer = renewals.find(answers, Asked(days=100, payer="MANDIRI"))
        assert len(payer.cases) == 3
        village = renewals.find(answers, Asked(days=100, region="33.02.01.2001"))
        assert {one.region for one in village.cases} == {"33.02.01.2001"}


@pytest.mark.parametrize("days", [0, -5, 99_999])
def test_days_that_make_no_sense_are_refused(built: Workspace, days: int) -> None:
    with Answers(built) as answers, pytest.raises(Refusal) as refused:
        renewals.find(answers, Asked(days=days))
    assert refused.value.code == "days_ahead"


def test_somebody_past_the_age_limit_is_marked_and_not_priced(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    old = ("3302010103610001", "SARTO WIYONO", "01-03-1961", *MENJAGA["_BPU"], "01-01-2024", "", "2026-03", "Mandiri",
           *MENJAGA["PLACE"])  # fmt: skip
    cakupan.add(ws, MENJAGA["members"](tmp_path / "peserta.csv", [old]), kind="members", position="2026-03-31")
    cakupan.build(ws)
    with Answers(ws) as answers:
        found = renewals.find(answers, Asked())
    assert [(one.aged, one.cause) for one in found.cases] == [(True, "paid")]
    assert (found.total.persons, found.total.year_price) == (1, 0)


def rows(file: Path, sheet: int = 0) -> tuple[list[str], list[dict[str, Any]]]:
    page = openpyxl.load_workbook(file).worksheets[sheet]
    head = next(n for n in range(1, 30) if page.cell(n, 1).value == "No")
    heads = [str(cell.value) for cell in page[head]]
    told = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=head + 1)]
    return heads, told


def test_the_list_is_masked_and_says_who_asked_for_more(office: Workspace, tmp_path: Path) -> None:
    runner, book = CliRunner(), tmp_path / "perpanjangan.xlsx"
    asked = ["renewals", "--days", "100", "-w", str(office.folder), "-o", str(book)]
    assert runner.invoke(app, asked).exit_code == 0
    _, told = rows(book)
    assert len(told) == 6
    assert {row["NIK"][6:] for row in told} == {"*" * 10}
    assert not ledger.events(office.ledger, kinds=("unmasked",))
    assert runner.invoke(app, [*asked, "--unmasked"]).exit_code == 0
    assert {row["NIK"] for row in rows(book)[1]} >= {MENJAGA["ADI"][0]}
    (event,) = ledger.events(office.ledger, kinds=("unmasked",))
    assert event.content["what"] == "renewals"
    assert "ADI" not in json.dumps(event.content)


def filled(book: Path, who: str, status: str, remark: str = "") -> None:
    made = openpyxl.load_workbook(book)
    page = made.worksheets[0]
    head = next(n for n in range(1, 30) if page.cell(n, 1).value == "No")
    heads = [str(cell.value) for cell in page[head]]
    name, said, why = (heads.index(word) + 1 for word in ("Nama", "Status tindak lanjut", "Keterangan"))
    for row in range(head + 1, page.max_row + 1):
        if page.cell(row, name).value == who:
            page.cell(row, said).value, page.cell(row, why).value = status, remark or None
    made.save(book)


def test_a_list_that_comes_back_is_read_once(office: Workspace, tmp_path: Path) -> None:
    runner, book = CliRunner(), tmp_path / "perpanjangan.xlsx"
    at = ["-w", str(office.folder)]
    runner.invoke(app, ["renewals", *at, "-o", str(book)])
    filled(book, "ADI SARJO", "Diusulkan diperpanjang", "lewat ADD")
    again = [*at, "--read", str(book), "--by", "Siti A."]
    for n in (1, 1):
        done = runner.invoke(app, ["renewals", *again])
        assert done.exit_code == 0
        assert len(ledger.events(office.ledger, kinds=("renewal",))) == n
    (event,) = ledger.events(office.ledger, kinds=("renewal",))
    assert (event.content["status"], event.content["by"]) == ("PROPOSED", "Siti A.")
    told = json.loads(runner.invoke(app, ["renewals", *at, "--format", "json"]).stdout)
    assert [one["status"] for one in told["cases"] if one["cause"] == "grace"] == ["PROPOSED"]


def test_what_was_said_since_is_not_overwritten_and_foreign_files_are_refused(
    office: Workspace, tmp_path: Path
) -> None:
    runner, book = CliRunner(), tmp_path / "perpanjangan.xlsx"
    at = ["-w", str(office.folder)]
    runner.invoke(app, ["renewals", *at, "-o", str(book)])
    with Answers(office) as answers:
        adi = case(renewals.find(answers, Asked(), unmasked=True), "ADI")
    tracking.say(office, [tracking.Change(adi.record, "RENEWED")], by="Budi", topic=tracking.RENEWAL)
    filled(book, "ADI SARJO", "Tidak melanjutkan")
    (fates,) = tracking.read(office, book, [tracking.RENEWAL]).values()
    assert [(one.fate, one.why) for one in fates if one.fate != "unchanged"] == [("refused", "newer")]
    filled(book, "ADI SARJO", "entah")
    (fates,) = tracking.read(office, book, [tracking.RENEWAL]).values()
    assert [one.why for one in fates if one.fate == "refused"] == ["no_status"]
    with pytest.raises(Refusal) as refused:
        tracking.read(office, book, [tracking.CLAIM])
    assert refused.value.code == "tracking_foreign"
    assert runner.invoke(app, ["renewals", *at, "--read", str(book)]).exit_code != 0


def test_what_was_said_of_an_end_long_ago_says_nothing_of_this_one(office: Workspace) -> None:
    said = tracking.Said(1, "2025-06-01T00:00:00+00:00", "RENEWED", "Siti", "")
    assert renewals.cases._of_this_end(said, date(2026, 4, 1)).status == "NOT_ASKED"
    assert renewals.cases._of_this_end(said, date(2025, 7, 1)) == said


def test_seasons_are_counted_without_breaks_between_funds(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    make, place = MENJAGA["candidates"], MENJAGA["PLACE"]
    for year, payer, people in ((2024, "DBH_CHT", "ADI BUNGA CITRA"), (2025, "APBD_KAB", "ADI BUNGA")):
        lines = [(*MENJAGA[who], f"01-{'04' if year == 2024 else '01'}-{year}", f"31-12-{year}", *place)
                 for who in people.split()]  # fmt: skip
        cakupan.add(ws, make(tmp_path / f"{year}.csv", lines), kind="workers", group="PEKERJA_RENTAN", payer=payer,
                    position=f"{year}-04-01", scope="33.02.01")  # fmt: skip
    cakupan.add(ws, MENJAGA["members"](tmp_path / "p.csv", [MENJAGA["ROSTER"][2]]), kind="members",
                position="2026-01-31")  # fmt: skip
    cakupan.build(ws)
    with Answers(ws) as answers:
        season = renewals.season(answers)
    begun = {m.month: m.begun for m in season.months if sum(m.begun.values())}
    stopped = {m.month: m.stopped for m in season.months if sum(m.stopped.values())}
    assert begun == {4: {2024: 3}}
    assert stopped == {1: {2025: 1, 2026: 2}}
    assert (season.peak.month, season.hole.month) == (4, 1)
    assert dict(season.funded)[date(2024, 12, 1)] == 3
    assert dict(season.funded)[date(2026, 1, 1)] == 0
    drawn = renewals.chart(season, tmp_path / "musim.svg")
    assert "Apr" in drawn.read_text("utf-8")
    with pytest.raises(Refusal):
        renewals.chart(season, tmp_path / "musim.gif")
