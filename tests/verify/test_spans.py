"""Spans of months count as months where money is paid for them."""

from __future__ import annotations

import pytest

from cakupan import verify

PAID = "Iuran Rp16.800 per bulan bagi 2.600 nelayan ditanggung APBD {}. Anggarannya Rp{}."
COST = "The council pays premiums of Rp16,800 a month for 2,000 farmers {}. The bill is Rp{}."


def months(text: str) -> list[tuple[str, int]]:
    return [(one.text, int(one.value)) for one in verify.read(text).figures if one.unit == "months"]


def holds(text: str) -> list[bool | None]:
    return [one.holds for one in verify.read(text).relations]


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("April hingga Desember", 9), ("April sampai Desember 2025", 9), ("Oktober–Desember", 3),
        ("Januari s.d. Juni", 6), ("Juli sampai dengan Desember", 6), ("November 2024 sampai Februari 2025", 4),
        ("November hingga Februari", 4), ("1 April hingga 31 Desember 2025", 9), ("Januari 2024–Juni 2025", 18),
    ],
)  # fmt: skip
def test_a_span_is_its_months_both_ends_counted(said: str, count: int) -> None:
    money = f"{2600 * 16800 * count:,}".replace(",", ".")
    text = PAID.format(f"sejak {said}", money)
    assert months(text) == [(said, count)]
    assert holds(text) == [True]


@pytest.mark.parametrize(
    ("said", "count"),
    [("from April to December", 9), ("from April through December", 9), ("between January and June", 6)],
)
def test_the_same_in_english(said: str, count: int) -> None:
    text = COST.format(said, f"{2000 * 16800 * count:,}")
    assert [one for _, one in months(text)] == [count]
    assert holds(text) == [True]


def test_premiums_of_other_months_raise_an_alarm() -> None:
    text = PAID.format("sejak April hingga Desember 2025", "349.440.000")
    assert holds(text) == [False]
    assert verify.read(text).relations[0].computed == "Rp393.120.000"
    beside = text + " Pagu sementara Rp400.000.000."
    assert False in holds(beside)


@pytest.mark.parametrize(
    "text",
    [
        "Sejak April hingga Desember peserta naik 500 orang.",
        "Klaim Januari–November mencapai Rp18 miliar, iuran Rp2 miliar.",
        "Selama Januari–Maret 2025 iuran yang terkumpul Rp1,2 miliar dari 14.000 peserta dengan iuran Rp16.800.",
        "Iuran Rp16.800 dibayar 5 April hingga 20 Desember 2025 bagi 1.000 orang.",
        "Iuran Rp16.800 dibayar dari akhir Juli hingga Desember bagi 1.000 orang.",
    ],
)
def test_no_months_where_no_premium_is_paid_for_them(text: str) -> None:
    assert months(text) == []
    assert False not in holds(text)


def test_a_number_of_months_stands_before_their_span() -> None:
    text = PAID.format("selama tiga bulan, Oktober sampai Desember 2024", "131.040.000")
    assert months(text) == [("tiga", 3)]
    assert holds(text) == [True]


def test_a_span_of_other_months_than_the_number_beside_it_raises_an_alarm() -> None:
    text = PAID.format("selama empat bulan, Oktober sampai Desember 2024", "131.040.000")
    found = [one for one in verify.read(text).relations if one.holds is False]
    assert [(one.kind, one.stated, one.computed) for one in found] == [("denominator", "4", "3")]


def test_a_span_may_leave_out_its_last_month_in_english() -> None:
    assert months(COST.format("for six months, from January to July", "201,600,000")) == [("six", 6)]
