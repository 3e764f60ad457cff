"""A text held against an office: the same, another, or not to be told; and no alarm for a basis of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import cakupan
from cakupan import verify
from cakupan.results import Answers
from cakupan.verify.against import against
from cakupan.verify.shapes import Relation

AT = date(2025, 3, 31)
HEAD = "NIK,Nama,Segmen,Kode Desa\n"
FIGURES = """region,date,measure,value,unit,qualifier,definition,source
15,2024-12-02,coverage,45.17,percent,exact,bpjstk-eligible,Harian Contoh
15,2024-12-02,active,592806,persons,exact,bpjstk-eligible,Harian Contoh
15,2024-12-02,eligible,1312370,persons,exact,bpjstk-eligible,Harian Contoh
12,2024-12-31,coverage,60,percent,approx_below,bpjstk-eligible,Harian Contoh
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> cakupan.Workspace:
    """Return an office where 60 of 160 workers are protected by 65 memberships, beside two published provinces."""
    folder = tmp_path_factory.mktemp("kantor")
    ws = cakupan.create(folder, region="33.02")
    rows = [f"330201{n % 28 + 1:02d}0190{n:04d},ORANG {n},{('BPU', 'PU')[n % 2]},33.02.01.2001\n" for n in range(160)]
    twice = [row.replace("BPU", "PU") for row in rows[:10:2]]
    (folder / "pekerja.csv").write_text(HEAD + "".join(rows), "utf-8")
    (folder / "peserta.csv").write_text(HEAD + "".join(rows[:60] + twice), "utf-8")
    (folder / "angka.csv").write_text(FIGURES, "utf-8")
    cakupan.add(ws, folder / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, folder / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.add(ws, folder / "angka.csv", kind="figures")
    cakupan.build(ws)
    return ws


@pytest.fixture(scope="module")
def answers(office: cakupan.Workspace) -> Iterator[Answers]:
    with Answers(office) as opened:
        yield opened


def said(answers: Answers, text: str, region: str = "", published: date | None = None) -> dict[str, Relation]:
    """Return what is said of each figure of a text, by the figure."""
    reading = against(verify.read(text, published=published, home="33.02"), answers, region=region)
    of = [one for one in reading.relations if one.kind == "workspace"]
    return {reading.figures[one.figures[0]].text: one for one in of}


def holds(answers: Answers, text: str) -> dict[str, bool | None]:
    return {figure: one.holds for figure, one in said(answers, text).items()}


def test_what_the_office_counts_holds_with_a_receipt(answers: Answers, office: cakupan.Workspace) -> None:
    text = "Per 31 Maret 2025, cakupan Jamsostek di Kabupaten Banyumas 37,5 persen, yakni 60 dari 160 pekerja."
    told = said(answers, text)
    assert {figure: one.holds for figure, one in told.items()} == {"37,5": True, "60": True, "160": True}
    assert "37,50 persen" in told["37,5"].text["id"]
    assert cakupan.why(office, told["60"].receipt).result.value == 60


def test_a_single_number_of_the_lists_that_is_another_is_an_alarm(answers: Answers) -> None:
    told = said(answers, "Cakupan Jamsostek di Kabupaten Banyumas per 31 Maret 2025 mencapai 41,2 persen.")
    assert told["41,2"].holds is False
    assert told["41,2"].computed == "37,50 persen"
    assert "41,2 persen" in told["41,2"].text["id"]
    assert "41,2 percent" in told["41,2"].text["en"]
    assert told["41,2"].suggestion == "Cakupan Jamsostek di Kabupaten Banyumas per 31 Maret 2025 mencapai 37,5 persen."


def test_one_number_among_others_of_a_basis_is_an_alarm_and_perhaps_a_misprint(answers: Answers) -> None:
    told = said(
        answers, "Per 31 Maret 2025, cakupan Jamsostek di Kabupaten Banyumas 37,5 persen, yakni 80 dari 160 pekerja."
    )
    assert told["80"].holds is False
    assert [cause.code for cause in told["80"].causes] == ["misprint"]
    assert told["80"].suggestion.endswith("37,5 persen, yakni 60 dari 160 pekerja.")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Cakupan Jamsostek di Kabupaten Banyumas mencapai 41,2 persen.", "41,2"),
        ("Cakupan Jamsostek di Kabupaten Banyumas per 31 Desember 2026 mencapai 41,2 persen.", "41,2"),
        ("Cakupan Jamsostek di Provinsi Jambi per 2 Desember 2024 mencapai 31,9 persen.", "31,9"),
        ("Cakupan Jamsostek di Provinsi Sumatera Utara per 31 Desember 2024 mencapai 41,9 persen.", "41,9"),
        ("Per 31 Maret 2025, cakupan Jamsostek di Kabupaten Banyumas 41,2 persen, yakni 206 dari 500 pekerja.", "206"),
    ],
    ids=["no date", "other date", "other publisher", "roughly known", "a basis of its own"],
)
def test_another_date_basis_or_definition_is_no_lie(answers: Answers, text: str, figure: str) -> None:
    assert holds(answers, text)[figure] is None


@pytest.mark.parametrize(
    "text",
    [
        "Kepesertaan di Kabupaten Banyumas per 31 Maret 2025 tercatat 65 peserta aktif.",
        "Per 31 Maret 2025 cakupan Jamsostek di Kabupaten Banyumas hampir 38 persen.",
        "Per 31 Maret 2025 cakupan Jamsostek di Kabupaten Banyumas lebih dari 37 persen.",
        "Cakupan Jamsostek di Provinsi Jambi per 2 Desember 2024 mencapai 45,1 persen.",
    ],
    ids=["memberships", "nearly", "more than", "cut"],
)
def test_another_way_of_counting_a_hedge_and_a_cut_explain_a_number(answers: Answers, text: str) -> None:
    assert set(holds(answers, text).values()) == {True}


def test_a_day_of_another_sentence_is_that_of_a_figure_only_if_it_is_the_only_one(answers: Answers) -> None:
    first = "Per 31 Maret 2025 cakupan Jamsostek di Kabupaten Banyumas 37,5 persen. "
    second = "Peserta aktif di Kabupaten Banyumas 80 orang."
    between = "Per 31 Desember 2024 cakupan Jamsostek di Kabupaten Banyumas 35 persen. "
    alone, several = (verify.read(text, home="33.02") for text in (first + second, first + between + second))
    assert [(one.date, one.carried) for one in alone.figures] == [(AT, False), (AT, True)]
    assert (several.figures[-1].date, several.figures[-1].carried) == (AT, True)
    assert holds(answers, first + second)["80"] is False
    assert holds(answers, first + between + second).get("80") is None


def test_a_measure_that_is_only_heard_is_held_against_no_number(answers: Answers) -> None:
    reading = verify.read("Per 31 Maret 2025 peserta aktif di Kabupaten Banyumas 80 orang.")
    unsure = replace(reading, figures=tuple(replace(one, heard=True) for one in reading.figures))
    assert [one.holds for one in against(reading, answers).relations] == [False]
    assert not against(unsure, answers).relations


def test_a_number_of_a_publisher_whose_others_agree_is_an_alarm(answers: Answers) -> None:
    text = "Per 2 Desember 2024, 529.806 dari 1.312.370 pekerja di Provinsi Jambi menjadi peserta aktif Jamsostek."
    assert holds(answers, text) == {"529.806": False, "1.312.370": True}


def test_what_the_office_knows_nothing_of_is_left_alone(answers: Answers) -> None:
    assert not said(answers, "Cakupan Jamsostek di Provinsi Papua per 31 Maret 2025 mencapai 41,2 persen.")
    assert not said(answers, "Cakupan JKN di Kabupaten Banyumas per 31 Maret 2025 mencapai 98 persen.")
    assert not said(answers, "Cakupan Jamsostek per 31 Maret 2025 mencapai 37,5 persen.")


def test_a_text_that_names_no_region_is_of_the_one_that_is_told(answers: Answers) -> None:
    told = said(answers, "Cakupan Jamsostek per 31 Maret 2025 mencapai 37,5 persen.", region="33.02")
    assert told["37,5"].holds is True


def test_an_office_without_a_build_leaves_a_reading_as_it_is(tmp_path: Path) -> None:
    reading = verify.read("Cakupan Jamsostek di Banyumas 41,2 persen.")
    assert verify.in_office(reading, cakupan.create(tmp_path / "baru")) == reading
