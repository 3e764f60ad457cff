"""The evidence pack, the LKPJ table, compliance and claims: what they say, in every format, and what they hold back."""

from __future__ import annotations

import re
import runpy
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakupan
from cakupan import charts, disclosure, proof, reports
from cakupan.findings import Refusal
from cakupan.reports import blocks
from cakupan.reports.blocks import Card, Cards, Column, Grid, Headline, Number, Picture
from cakupan.reports.claims.facts import divides
from cakupan.results import Answers, Question, receipts
from cakupan.workspace import Workspace
from papers import book, composed, flowing, pdf, unreceipted, words_of

BUKTI = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "bukti.py"))
NAMED = ("claims", "compliance", "inpres", "lkpj")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    ws: Workspace = BUKTI["office"](tmp_path_factory.mktemp("bukti"))
    return ws


@pytest.fixture(scope="module")
def answers(office: Workspace) -> Iterator[Answers]:
    with Answers(office, remembers=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def told(answers: Answers) -> dict[str, Any]:
    """Return the facts of each report."""
    return {name: reports.gather(name, answers) for name in NAMED}


def text_of(content: bytes) -> str:
    """Return the text of a PDF, its lines joined."""
    return flowing(pdf(content)[1])


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", NAMED)
def test_every_report_is_there_in_every_format_without_a_name(told: dict[str, Any], name: str, lang: str) -> None:
    assert reports.formats(name) == [".pdf", ".docx", ".xlsx", ".html"]
    for form in reports.formats(name):
        words = words_of(reports.render(name, told[name], form, lang), form)
        assert "Banyumas" in words
        assert "ORANG 1" not in words
        assert "3302010107" not in words
        assert told[name].headline.receipt in words


@pytest.mark.parametrize("name", NAMED)
def test_every_number_shown_is_known_to_why(
    office: Workspace, answers: Answers, told: dict[str, Any], name: str
) -> None:
    found = told[name].results()
    answers.issue_all(found)
    assert len(found) > 5
    for one in found:
        _, question, _ = receipts.recall(office.folder, one.receipt)
        (again,) = [each for each in answers.ask(question) if each.receipt == one.receipt]
        assert again.value == one.value
        shown = proof.prove(answers, question, again)
        if shown.sources and one.basis == "list" and one.unit not in ("ratio", "points"):
            assert sum(source.n for source in shown.sources) == one.value
    assert proof.of_receipt(office, told[name].headline.receipt).result.value == told[name].headline.value


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", reports.of_region())
def test_every_number_says_where_it_comes_from(answers: Answers, name: str, lang: str) -> None:
    files = [str(one["name"]) for one in answers.batches()]
    assert unreceipted(composed(name, reports.gather(name, answers), lang), files) == []


def test_a_number_that_says_nothing_of_itself_is_found(told: dict[str, Any]) -> None:
    paper = composed("claims", told["claims"])
    headline = next(one for one in paper.blocks if isinstance(one, Headline))
    grid = Grid([Column("desa", "text"), Column("orang", "count")], [["Lumbir", 7], ["Wangon", Number(3, "a" * 16)]])
    bare = [replace(headline, receipt=""), Cards([Card("terlindungi", "12 orang")]), grid]
    assert len(unreceipted(replace(paper, blocks=bare))) == 3
    assert not unreceipted(replace(paper, blocks=[replace(grid, note="Daftarnya: cakupan batches")]))


@pytest.mark.parametrize("name", NAMED)
def test_no_receipt_is_printed_that_is_not_in_the_index(told: dict[str, Any], name: str) -> None:
    known = {one.receipt for one in told[name].results()} | {told[name].build}
    words = text_of(reports.render(name, told[name], ".pdf"))
    printed = set(re.findall(r"\b[0-9a-f]{16}\b", words))
    assert len(printed) > 5
    assert printed <= known


def test_employers_are_matched_by_their_number(told: dict[str, Any]) -> None:
    numbers = {name: int(one.value) for name, one in told["compliance"].numbers.items()}
    monthly = BUKTI["MONTHLY"]
    assert numbers == {
        "employers": 5, "headcount": 37, "headcount_active": 27, "headcount_missing": 10, "employers_partly": 1,
        "employers_without_members": 1, "employers_due": 2 * 21 * monthly, "employers_paid": (2 * 15 + 6) * monthly,
        "employers_arrears": 6 * monthly, "employers_in_arrears": 1, "employers_without_payment": 1,
    }  # fmt: skip


def test_what_the_law_obliges_employers_to_has_its_article(told: dict[str, Any]) -> None:
    by_scale = dict(told["compliance"].must)
    assert [line.programme for line in by_scale["MIKRO"] if line.kind == "must"] == ["JKK", "JKM"]
    assert all(line.cite and line.grade for line in (*by_scale["BESAR"], *told["compliance"].law))
    assert {line.kind for line in told["compliance"].law} == {"deadline", "fine", "sanction", "criminal"}


def test_each_duty_has_its_status_and_who_supplies_what_is_missing(told: dict[str, Any]) -> None:
    facts = told["inpres"]
    status = {one.code: one.status for one in facts.duties}
    assert status["regulation"] == status["budget"] == status["councils"] == "met"
    assert {code for code, one in status.items() if one == "none"} == {
        "construction", "election", "village_officials", "cadres", "extreme_poor", "benefits",
    }  # fmt: skip
    assert facts.count("met") + facts.count("partly") + facts.count("none") == len(facts.criteria)
    assert all({"name", "cite", "grade", "missing", "who", "for"} <= entry.keys() for entry in facts.criteria.values())


def test_the_pack_says_that_it_knows_no_weights(told: dict[str, Any]) -> None:
    for lang, said in (("id", "tidak menghitung nilai"), ("en", "reckons no score")):
        words = text_of(reports.render("inpres", told["inpres"], ".pdf", lang))
        assert said in words


def test_a_group_with_one_left_is_withheld(told: dict[str, Any]) -> None:
    groups = {one.code: one for one in told["inpres"].groups}
    assert groups["NON_ASN"].withheld  # twenty of twenty-one
    assert not groups["RT_RW"].withheld
    hidden = groups["NON_ASN"].reached.receipt
    assert hidden not in {one.receipt for one in told["inpres"].results()}
    assert told["lkpj"].withheld == ["non_asn"]


def test_the_lkpj_table_holds_a_day_against_the_same_day_a_year_before(told: dict[str, Any]) -> None:
    facts = told["lkpj"]
    one = facts.indicators[0]
    assert (one.now.moment, one.before.moment) == (date(2026, 3, 31), date(2025, 3, 31))
    assert (one.now.value, one.before.value) == (Fraction(71, 127), Fraction(57, 127))
    assert one.attainment == Fraction(71, 127) / Fraction(7, 10)
    assert one.short == Fraction(70) - Fraction(7100, 127)
    words = text_of(reports.render("lkpj", facts, ".pdf"))
    assert "71 dari 127 pekerja di Kabupaten Banyumas terlindungi, yaitu 55,91 persen" in words
    assert "cakupannya naik 11,02 poin persen" in words
    assert "kurang 14,09 poin persen, dan capaiannya 79,87 persen dari target itu" in words


def test_ratios_of_a_mixed_column_are_not_counts_in_the_workbook(told: dict[str, Any]) -> None:
    sheet = book(reports.render("lkpj", told["lkpj"], ".xlsx"))["Indikator"]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Cakupan pekerja"]
    assert "55,91%" in row


def test_claims_of_few_are_withheld_with_their_receipts(told: dict[str, Any], answers: Answers) -> None:
    facts = told["claims"]
    periods = {one.until.year: one for one in facts.periods}
    assert periods[2024].withheld  # three claims
    assert set(periods[2024].numbers) == {"contributions"}
    assert periods[2025].numbers["claim_ratio"].value == Fraction(7 * 42_000_000, 30 * 201_600)
    assert periods[2025].interval.claims == 7
    assert [one.until.year for one in facts.groups] == [2025]
    assert (facts.undivided, facts.unprogrammed) == ([2024], [2024])
    (hidden,) = answers.ask(Question("claims_amount", at=date(2024, 12, 31)))
    assert hidden.receipt not in {one.receipt for one in facts.results()}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_report_of_claims_is_headed_by_its_own_day_and_says_why_its_headline_is_older(
    tmp_path: Path, lang: str
) -> None:
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    rows = [("33.02", "2023-12-31", "contributions", 500_000_000), ("33.02", "2023-12-31", "claims_amount", 2 * 10**9),
            ("33.02", "2025-03-31", "claims_amount", 7 * 10**9)]  # fmt: skip
    told = [(region, day, name, value, "idr", "2022-12-31" if day < "2025" else "2024-12-31", "Koran")
            for region, day, name, value in rows]  # fmt: skip
    head = ("region", "date", "measure", "value", "unit", "since", "source")
    cakupan.add(ws, BUKTI["put"](tmp_path / "angka.csv", head, told), kind="figures")
    cakupan.build(ws)
    with Answers(ws, remembers=False) as answers:
        facts = reports.gather("claims", answers)
        page = reports.render("claims", facts, ".html", lang).decode("utf-8")
    assert facts.headline.moment == date(2023, 12, 31)
    (title,) = re.findall("<title>(.*?)</title>", page)
    assert ("31 Maret 2025" if lang == "id" else "31 March 2025") in title
    assert {"id": "Masa 2023 adalah masa terakhir", "en": "The period 2023 is the last of which both"}[lang] in page


def test_deaths_against_the_table_are_those_of_the_measures(told: dict[str, Any], answers: Answers) -> None:
    found = told["claims"].deaths
    since = found.since - timedelta(days=1)
    shown = {one.receipt for one in told["claims"].results()}
    assert {one.part for one in found.rows} == {"all", "duration", "group"}
    for one in found.rows:
        if one.part == "duration":
            continue
        for name in ("person_years", "deaths_expected", "deaths_observed", "deaths_ratio"):
            (again,) = answers.ask(Question(name, group=one.key, at=found.until, since=since))
            assert (again.receipt in shown) == (name in one.results)
            assert name not in one.results or again == one.results[name]
            if name == "deaths_observed":
                assert (one.died is None) == disclosure.is_small(int(again.value or 0))


def test_deaths_not_claimed_are_counted_and_nobody_is_named(told: dict[str, Any]) -> None:
    unpaid = told["claims"].unpaid
    assert {name: int(one.value) for name, one in unpaid.numbers.items()} == {
        "deaths_covered": 6, "deaths_owed": 6, "deaths_to_check": 0, "deaths_owed_amount": 6 * 42_000_000,
    }  # fmt: skip
    assert unpaid.since == date(2026, 1, 9)
    assert {name: int(one.value) for name, one in unpaid.scholarships.items()} == {"scholarships_undrawn": 0}


def test_commitments_have_their_receipts(told: dict[str, Any], answers: Answers) -> None:
    (duty,) = [one for one in told["inpres"].duties if one.code == "commitments"]
    assert {name: int(one.value or 0) for name, one in duty.commitments.items()} == {
        "commitments_kept": 1, "commitments_due": 2, "commitments_overdue": 1,
    }  # fmt: skip
    overdue = duty.commitments["commitments_overdue"]
    assert sum(one.state(overdue.moment) == "overdue" for one in told["inpres"].activities) == overdue.value
    assert overdue.receipt in {one.receipt for one in told["inpres"].results()}


@given(
    st.integers(0, 40), st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 40)),
    st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD"))),
)  # fmt: skip
def test_no_difference_of_what_is_told_is_of_few(
    whole: int, parts: dict[str, int], above: list[tuple[str, str]]
) -> None:
    if not divides(whole, parts, above):
        return
    told = [*parts.values(), *(whole - n for n in parts.values())]
    told += [parts[outer] - parts[inner] for inner, outer in above if inner in parts and outer in parts]
    assert not any(map(disclosure.is_small, told))


@pytest.mark.parametrize(
    ("name", "code"),
    [("claims", "report_no_claims"), ("compliance", "report_no_employers"), ("inpres", "report_empty"),
     ("lkpj", "report_empty")],
)  # fmt: skip
def test_a_region_without_data_is_refused_in_one_sentence(answers: Answers, name: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        reports.gather(name, answers, region="33.02.09")
    assert refused.value.code == code


def test_lists_that_lack_what_is_needed_are_said(tmp_path: Path) -> None:
    """Employers without a number, without workers or payments: nothing is guessed of them."""
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    head = ("Nama Badan Usaha", "Jumlah Tenaga Kerja", "Kecamatan")
    rows = [(f"CV Contoh {n}", n, "Lumbir") for n in range(1, 7)]
    cakupan.add(ws, BUKTI["put"](tmp_path / "usaha.csv", head, rows), kind="employers", position="2026-03-31")
    cakupan.build(ws)
    with Answers(ws, remembers=False) as answers:
        facts = reports.gather("compliance", answers, at=date(2026, 3, 31))
        words = text_of(reports.render("compliance", facts, ".pdf"))
    assert facts.lacking == ["members", "payments"]
    assert "employers_due" not in facts.numbers
    assert "Belum ada daftar peserta" in words
    assert "Belum ada daftar iuran" in words


def test_payments_of_persons_alone_make_no_arrears(office: Workspace, tmp_path: Path) -> None:
    copy = cakupan.open(Path(shutil.copytree(office.folder, tmp_path / "kantor")))
    paid = next(one for one in copy.batches() if one.about["file"] == "iuran-badan-usaha.csv")
    cakupan.withdraw(copy, paid.name)
    cakupan.build(copy)
    with Answers(copy, remembers=False) as answers:
        facts = reports.gather("compliance", answers)
        words = text_of(reports.render("compliance", facts, ".pdf"))
    assert facts.unpaid
    assert "tunggakan tidak dapat dihitung" in words
    assert "menunggak Rp" not in words


@pytest.mark.parametrize(("name", "titles"), [
    ("inpres", ["Perkembangan cakupan", "Cakupan menurut segmen", "Kelompok yang menjadi perhatian"]),
    ("lkpj", ["Cakupan tahun ini dan setahun sebelumnya"]),
])  # fmt: skip
def test_evidence_is_drawn_where_there_are_figures(told: dict[str, Any], name: str, titles: list[str]) -> None:
    drawn = [one for one in composed(name, told[name]).blocks if isinstance(one, Picture)]
    assert [one.title for one in drawn] == titles
    for one in drawn:
        words = str(one.make(760)["description"])
        assert words == one.alt
        assert "NON_ASN" not in words
        assert "non-ASN" not in words  # withheld in the table, hence not drawn either
    assert "55,91%" in charts.svg(drawn[0].make(760))


def test_words_with_several_numbers_have_the_receipts_of_all(told: dict[str, Any]) -> None:
    (grid,) = [one for one in composed("inpres", told["inpres"]).blocks if isinstance(one, Grid) and one.every]
    duties = {one.code: (one, row) for one, row in zip(told["inpres"].duties, grid.rows, strict=True)}
    for code in ("employers", "commitments"):
        duty, row = duties[code]
        found = {one.receipt for one in (*duty.results, *duty.commitments.values())}
        assert len(found) == 3
        assert set(blocks.printed(grid, row)) == found
    assert "dana.csv baris 2" in str(blocks.bare(duties["budget"][1][3]))


@pytest.mark.parametrize("name", NAMED)
def test_no_column_of_a_table_is_empty(told: dict[str, Any], name: str) -> None:
    paper = composed(name, told[name])
    for grid in (one for one in paper.blocks if isinstance(one, Grid)):
        for at, column in enumerate(grid.columns):
            shown = {blocks.shown(row[at], column.form, "id") for row in grid.rows}
            assert at == 0 or shown - {"", "–"}, f"{grid.title}: {column.heading}"


def test_one_receipt_opens_how_many_are_listed_and_reached(told: dict[str, Any]) -> None:
    tables = [one for one in composed("inpres", told["inpres"]).blocks if isinstance(one, Grid)]
    (grid,) = [one for one in tables if one.sheet == "Kelompok"]
    reaches = {one.reach.receipt for one in told["inpres"].groups if one.reach and not one.withheld}
    assert {code for row in grid.rows for code in blocks.receipts(row)} == reaches
