"""What the report says of money, of regulations and of activities."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import cakupan
from cakupan import commitments, intake, proof
from cakupan.intake import Said
from cakupan.reports.coverage import facts, page, record, workbook
from cakupan.results import Answers, Question
from cakupan.workspace import Workspace

AT = date(2024, 12, 31)
HEAD = ["NIK", "Nama", "Segmen", "Kecamatan", "Tanggal Kepesertaan"]


def person(number: int) -> str:
    return f"330201010790{number:04d}"


def give(office: Workspace, name: str, rows: list[list[str]], said: Said) -> str:
    file = office.folder.parent / name
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    return intake.add(office, file, said).batch.name


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    """Return an office with rosters of two years, claims, instruments and activities."""
    made = cakupan.create(tmp_path / "kantor", region="33.02")
    begun = {1: "2020-01-01", 2: "2023-05-20", 3: "2024-03-20", 4: "2024-06-10", 5: "2024-06-20", 6: "2024-07-01"}
    for position in (date(2023, 1, 1), AT):
        people = [n for n, day in begun.items() if day <= position.isoformat()]
        roster = [[person(n), f"ORANG {n}", "PU", "Lumbir", begun[n]] for n in people]
        give(made, f"peserta-{position}.csv", [HEAD, *roster], Said("members", position=position))
    give(made, "daftar.csv", [HEAD[:4], *([person(n), f"ORANG {n}", "PU", "Lumbir"] for n in range(1, 9))],
         Said("workers", position=AT))  # fmt: skip
    paid = [["NIK", "Dari Bulan", "Sampai Bulan", "Jumlah", "Tanggal Bayar"]]
    paid += [[person(n), "2024-01", "2024-12", "201600", "2024-01-05"] for n in range(1, 9)]
    give(made, "iuran.csv", paid, Said("payments", group="PEKERJA_RENTAN"))
    claims = [["NIK", "Nama", "Program", "Tanggal Kejadian", "Tanggal Bayar", "Jumlah Manfaat"]]
    claims += [[person(1), "ORANG 1", "JKM", "2024-11-01", "2024-12-01", "42000000"]]
    give(made, "klaim.csv", claims, Said("claims", group="PEKERJA_RENTAN"))
    give(made, "peraturan.csv", [
        ["Jenis", "Nomor", "Tentang", "Berlaku Sampai", "Status", "Syarat PTSP", "Diterapkan"],
        ["Perbup", "12/2022", "Jaminan sosial", "2025-01-31", "Ada", "ya", "belum"],
        ["NKS", "", "Sinergi", "", "Rencana", "", ""],
    ], Said("instruments"))  # fmt: skip
    give(made, "kegiatan.csv", [
        ["Tanggal", "Kegiatan", "Kecamatan", "Dengan", "NIK", "Komitmen", "Batas Waktu", "Selesai"],
        ["2024-06-01", "Sosialisasi", "Lumbir", "Kelompok tani", "", "Daftar nama", "2024-07-01", "belum"],
        ["2024-12-01", "Konsultasi", "Lumbir", "BUNGA WATI", person(2), "", "", ""],
    ], Said("activities"))  # fmt: skip
    cakupan.build(made)
    return made


def test_a_life_table_between_two_ages() -> None:
    assert record._between([20, 25, 30], [1000, 1000, 0], 20, 30) == Fraction(1, 1000)
    assert Fraction(4, 1000) < record._death_rate() < Fraction(6, 1000)
    assert record._age_of(Fraction(1, 1_000_000)) == 20
    assert record._age_of(Fraction(24, 1000)) == 65
    assert record._age_of(Fraction(1, 2)) is None


def test_claims_beside_the_deaths_that_a_life_table_lets_expect(office: Workspace) -> None:
    with Answers(office) as answers:
        money = {(one.group, one.results["claims_amount"].moment): one for one in facts.gather(answers).record.money}
    one = money["PEKERJA_RENTAN", AT]
    assert one.results["claim_ratio"].value == Fraction(42_000_000, 8 * 201_600)
    assert one.deaths is not None
    assert (one.deaths.implied, one.deaths.insured) == (1, 8)
    assert one.deaths.expected == 8 * record._death_rate()
    assert one.deaths.age is None
    assert money["", AT].deaths is None


def test_who_joined_after_an_activity_beside_who_would_have_come_anyway(office: Workspace) -> None:
    with Answers(office) as answers:
        late, early = facts.gather(answers).record.activities
    told = (early.joined, early.before, early.a_year_before)
    assert [int(one.value) for one in told if one and one.value is not None] == [3, 1, 0]
    assert (late.joined, late.partner) == (None, "*")


def test_overdue_commitments_are_those_of_the_measure(office: Workspace) -> None:
    """A promise made for a day is kept on that day; what is told of a state is told of no person."""
    said = [["Tanggal", "Kegiatan", "Kecamatan", "Dengan", "Komitmen", "Batas Waktu", "Selesai"],
            ["2024-10-01", "Rapat", "Lumbir", "Dinas A", "Data", "2024-12-31", "belum"],
            ["2024-10-01", "Rapat", "Lumbir", "Dinas B", "Data", "2024-12-30", ""],
            ["2024-10-01", "Rapat", "Wangon", "Dinas C", "Data", "2024-11-30", "ya"],
            ["2024-10-01", "Rapat", "Wangon", "Dinas D", "Data", "", "belum"]]  # fmt: skip
    give(office, "janji.csv", said, Said("activities"))
    cakupan.build(office)
    with Answers(office) as answers:
        for region in ("33.02", "33.02.01", "33.02.02"):
            for day in (date(2024, 9, 30), date(2024, 12, 31), date(2025, 1, 1)):
                every = [one for one in commitments.promises(answers, region, day) if one.activity.day <= day]
                n = Counter(one.state for one in every)
                names = ("overdue", "kept", "due")
                told = [number(answers, f"commitments_{name}", region, day) for name in names]
                assert told == [n["overdue"], n["done"], n["overdue"] + n["done"]]
        kept = facts.gather(answers, at=AT).record
        assert kept.overdue
        assert (kept.overdue.value, kept.oldest and kept.oldest.partner) == (2, "Kelompok tani")
        shown = proof.prove(answers, kept.overdue.question(), kept.overdue)
    assert shown.holds
    assert {source.file: source.n for source in shown.sources} == {"kegiatan.csv": 1, "janji.csv": 1}


def number(answers: Answers, measure: str, region: str, day: date) -> int:
    (one,) = answers.ask(Question(measure, region=region, at=day))
    return int(one.value or 0)


def test_instruments_end_and_persons_are_not_named(office: Workspace, tmp_path: Path) -> None:
    with Answers(office) as answers:
        told = facts.gather(answers)
        html = page.render(told, "id").decode()
        assert workbook.render(told, "en")
    assert "Ada, berakhir dalam 32 hari" in html
    assert "kepesertaan di loket perizinan (PTSP)" in html
    assert "lewat waktu" in html
    assert "perorangan" in html
    assert "BUNGA" not in html
    assert "Rp42.000.000" in html
