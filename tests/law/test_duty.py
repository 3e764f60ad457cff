"""Duties: who must join, when contributions are due, what it costs to be late, and what is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cakupan import calculate, law
from cakupan.calculate import Answer, Standing, Told
from cakupan.law import Calendar
from cakupan.law.days import in_month, months_late


def duties(segment: str, month: str, reading: str = "", **facts: Any) -> Answer:
    book = law.read().choosing(filter(None, [reading]))
    return calculate.duties(book, Standing(segment, date.fromisoformat(f"{month}-01"), **facts))


def standing(found: Answer) -> dict[str, str]:
    return {line.programme: line.kind for line in found.lines if line.kind in ("must", "may", "refused")}


def one(found: Answer, kind: str, programme: str, words: str = "") -> Told:
    (line,) = [e for e in found.lines if (e.kind, e.programme) == (kind, programme) and words in e.text["id"]]
    return line


# Perpres 109/2013 Pasal 6 ayat (3) and (4); PP 37/2021 Pasal 4 ayat (3).
@pytest.mark.parametrize(
    ("scale", "must", "may"),
    [
        ("BESAR", {"JKK", "JKM", "JHT", "JP", "JKP"}, set()),
        ("MENENGAH", {"JKK", "JKM", "JHT", "JP", "JKP"}, set()),
        ("KECIL", {"JKK", "JKM", "JHT", "JKP"}, {"JP"}),
        ("MIKRO", {"JKK", "JKM"}, {"JHT", "JP", "JKP"}),
    ],
)
def test_an_employer_must_by_its_scale(scale: str, must: set[str], may: set[str]) -> None:
    found = standing(duties("PU", "2026-02", scale=scale))
    assert {name for name, kind in found.items() if kind == "must"} == must
    assert {name for name, kind in found.items() if kind == "may"} == may


def test_there_is_no_jkp_before_february_2021() -> None:
    assert standing(duties("PU", "2021-01"))["JKP"] == "refused"
    assert standing(duties("PU", "2021-02"))["JKP"] == "must"


def test_other_segments() -> None:
    closed = {"JP": "refused", "JKP": "refused"}
    assert standing(duties("BPU", "2026-02")) == {"JKK": "must", "JKM": "must", "JHT": "may", **closed}
    assert standing(duties("BPU", "2026-02", owner=True)) == {"JKK": "must", "JKM": "must", "JHT": "must", **closed}
    assert standing(duties("JAKON", "2026-02")) == {"JKK": "must", "JKM": "must", "JHT": "refused", **closed}
    assert standing(duties("PMI", "2026-02")) == {"JKK": "must", "JKM": "must", "JHT": "may", **closed}


# PP 44/2015 Pasal 21 and 24, PP 46/2015 Pasal 19 and 21, PP 49/2020 Pasal 4.
@pytest.mark.parametrize(
    ("segment", "programme", "month", "due"),
    [
        ("PU", "", "2025-12", "15 Januari 2026"),
        ("PU", "", "2026-02", "16 Maret 2026"),  # the 15th is a Sunday
        ("PU", "", "2026-07", "18 Agustus 2026"),  # Saturday, Sunday, and the 17th that the office wrote down
        ("PU", "", "2020-07", "18 Agustus 2020"),
        ("PU", "", "2020-08", "30 September 2020"),
        ("PU", "", "2020-09", "30 Oktober 2020"),
        ("PU", "", "2021-01", "26 Februari 2021"),  # February has no 30th, the 28th is a Sunday: the day before
        ("PU", "", "2021-02", "15 Maret 2021"),
        ("BPU", "JKK", "2026-02", "16 Februari 2026"),
        ("BPU", "JHT", "2026-02", "16 Maret 2026"),
    ],
)
def test_due_day(segment: str, programme: str, month: str, due: str) -> None:
    calendar = Calendar(frozenset({date(2026, 8, 17), date(2020, 8, 17)}))
    found = duties(segment, month, programmes=[programme] if programme else (), calendar=calendar)
    assert [due in line.text["id"] for line in found.lines if "jatuh tempo" in line.text["id"]] == [True]


# 462,000 due on 16 March 2026.
@pytest.mark.parametrize(
    ("paid", "months", "fine"),
    [
        (date(2026, 3, 15), 0, 0),
        (date(2026, 3, 16), 0, 0),
        (date(2026, 3, 17), 1, 9_240),
        (date(2026, 4, 16), 1, 9_240),
        (date(2026, 4, 17), 2, 18_480),
        (date(2026, 5, 20), 3, 27_720),
        (date(2027, 3, 16), 12, 110_880),
    ],
)
def test_late_fine(paid: date, months: int, fine: int) -> None:
    found = duties("PU", "2026-02", contribution=462_000, paid=paid)
    late = one(found, "due", "JKK+JKM+JHT+JP", "Dibayar")
    assert (late.amount, late.base, late.rate) == (fine, 462_000, months * 20_000)
    assert found.total == 462_000 + fine
    assert "PP 44/2015 Pasal 22" in late.cite


def test_the_fine_of_whole_months_is_a_reading_with_a_name() -> None:
    found = duties("PU", "2026-02", "whole-months", contribution=462_000, paid=date(2026, 5, 20))
    assert one(found, "due", "JKK+JKM+JHT+JP", "Dibayar").amount == 18_480


@pytest.mark.parametrize(
    ("month", "paid", "fine"),
    [
        ("2020-07", date(2020, 9, 1), 20_000),  # 2 % before the window
        ("2020-08", date(2020, 9, 30), 0),
        ("2020-08", date(2020, 10, 1), 5_000),  # 0.5 % inside
        ("2021-01", date(2021, 3, 1), 5_000),
        ("2021-02", date(2021, 3, 16), 20_000),  # and 2 % after
    ],
)
def test_late_fine_of_2020(month: str, paid: date, fine: int) -> None:
    found = duties("PU", month, contribution=1_000_000, paid=paid)
    assert found.total == 1_000_000 + fine


def test_half_a_rupiah_of_a_fine_is_rounded_up() -> None:
    assert duties("PU", "2026-02", contribution=25, paid=date(2026, 3, 17)).total == 25 + 1


def test_non_wage_earners_pay_no_fine() -> None:
    found = duties("BPU", "2026-02", contribution=16_800, paid=date(2026, 6, 1))
    assert found.total == 16_800
    assert "Tidak ada denda" in one(found, "fine", "BPU").text["id"]


# PP 86/2013 Pasal 10; Pasal 6 counts working days.
def test_ladder_of_sanctions() -> None:
    found = duties("PU", "2026-02", warned=date(2026, 3, 2), contribution=1_000_000, paid=date(2026, 5, 20))
    told = [line.text["id"] for line in found.lines if line.kind == "sanction"]
    assert [text.split("Paling lambat ")[1] for text in told] == ["12 Maret 2026.", "22 Maret 2026.", "21 April 2026."]
    fine = one(found, "due", "SANCTION")
    assert (fine.amount, fine.rate) == (2_000, 2_000)  # from 22 March to 20 May: two months begun, 0.1 % each
    other = duties("PU", "2026-02", "warning-working-days", warned=date(2026, 3, 2))
    told = [line.text["id"] for line in other.lines if line.kind == "sanction" and "Teguran" in line.text["id"]]
    assert [text.split("Paling lambat ")[1] for text in told] == ["16 Maret 2026.", "30 Maret 2026."]


def test_what_an_employer_is_refused_and_threatened_with() -> None:
    found = duties("PU", "2026-02")
    assert one(found, "sanction", "SANCTION", "perizinan").text["id"].count(";") == 4
    assert one(found, "criminal", "SANCTION", "denda").amount == 1_000_000_000
    assert "8 tahun" in one(found, "criminal", "SANCTION", "penjara").text["id"]
    assert not [line for line in duties("BPU", "2026-02").lines if line.programme == "SANCTION"]


def test_terms_that_run_from_the_start_of_work() -> None:
    found = duties("PU", "2026-02", started=date(2026, 2, 2), registered=date(2026, 3, 4))
    assert "Paling lambat 4 Maret 2026: tepat waktu." in one(found, "deadline", "JP").text["id"]
    assert "Paling lambat 11 Februari 2026: terlambat." in one(found, "deadline", "PU", "Nyata").text["id"]
    project = duties("JAKON", "2026-02", started=date(2026, 2, 2))
    assert "20 Februari 2026" in one(project, "deadline", "JAKON", "didaftarkan").text["id"]


# PP 44/2015 Pasal 38, 39, 41, 42.
@pytest.mark.parametrize(("arrears", "lost"), [(0, False), (3, False), (4, True)])
def test_arrears(arrears: int, lost: bool) -> None:
    told = one(duties("BPU", "2026-02", arrears=arrears), "arrears", "JKM").text["id"]
    assert ("hak atas JKM hilang" in told) is lost
    assert ("biaya pemakaman diberikan" in told) is not lost
    told = one(duties("PU", "2026-02", arrears=arrears), "arrears", "JKK").text["id"]
    assert ("pemberi kerja membayar dahulu" in told) is lost


def test_heirs_stand_in_their_order() -> None:
    told = one(duties("PU", "2026-02"), "heirs", "JHT").text["en"]
    order = ["widow", "blood line", "siblings", "parents-in-law", "will", "estate office"]
    assert sorted(order, key=told.index) == order


@pytest.mark.parametrize(
    ("segment", "programme", "born", "registered", "kind"),
    [
        ("BPU", "JKK", date(1961, 2, 16), date(2026, 2, 15), "must"),  # 64
        ("BPU", "JKK", date(1961, 2, 15), date(2026, 2, 15), "refused"),  # 65
        ("BPU", "JKK", date(2008, 2, 15), date(2026, 2, 15), "must"),  # 18
        ("BPU", "JKK", date(2008, 2, 16), date(2026, 2, 15), "refused"),  # 17
        ("PU", "JKP", date(1972, 2, 16), date(2026, 2, 15), "must"),  # 53
        ("PU", "JKP", date(1972, 2, 15), date(2026, 2, 15), "refused"),  # 54
        ("PU", "JP", date(1967, 2, 16), date(2026, 2, 15), "must"),  # 59 in the month, which is still owed
        ("PU", "JP", date(1967, 1, 31), date(2026, 2, 15), "refused"),  # 59 in the month before
    ],
)
def test_ages(segment: str, programme: str, born: date, registered: date, kind: str) -> None:
    found = duties(segment, "2026-02", birth_date=born, registered=registered)
    assert standing(found)[programme] == kind


def test_every_line_has_an_article_and_both_languages() -> None:
    for segment in ("PU", "BPU", "JAKON", "PMI"):
        for line in duties(segment, "2026-02").lines:
            assert line.cite
            assert line.grade in ("A", "B", "C")
            assert line.text["id"] != line.text["en"], line
            assert "{" not in line.text["id"] + line.text["en"]


@pytest.mark.parametrize(
    ("due", "paid", "whole", "begun"),
    [
        (date(2026, 1, 31), date(2026, 2, 1), 0, 1),
        (date(2026, 1, 31), date(2026, 2, 28), 1, 1),
        (date(2026, 1, 31), date(2026, 3, 1), 1, 2),
        (date(2024, 2, 29), date(2025, 2, 28), 12, 12),
        (date(2026, 5, 15), date(2026, 5, 15), 0, 0),
        (date(2026, 5, 15), date(2025, 5, 15), 0, 0),
    ],
)
def test_months_late(due: date, paid: date, whole: int, begun: int) -> None:
    assert months_late(due, paid, part=False) == whole
    assert months_late(due, paid, part=True) == begun


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    assert in_month(date(2021, 1, 1), 1, 30) == date(2021, 2, 28)
    assert in_month(date(2023, 12, 1), 2, 30) == date(2024, 2, 29)
