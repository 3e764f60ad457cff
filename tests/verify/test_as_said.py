"""Numbers as people say and write them: what they count, how they are hedged, and of whom they are."""

from __future__ import annotations

import pytest

from cakupan import verify


def figures(text: str) -> list[tuple[str, str, str]]:
    return [(one.text, one.unit, one.measure) for one in verify.read(text).figures]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Persentasenya 55 lah, silakan dicek.", ("55", "percent", "coverage")),
        ("Kita bayar enam belas ribu delapan ratus satu bulan.",
         ("enam belas ribu delapan ratus", "rupiah", "premium")),
        ("Bakul memotong enam belas ribu delapan ratus, sekali sebulan.",
         ("enam belas ribu delapan ratus", "rupiah", "premium")),
        ("Iurannya masih 16.800 Pak?", ("16.800", "rupiah", "premium")),
        ("Targetnya enam puluh dua setengah persen.", ("enam puluh dua setengah", "percent", "target")),
    ],
)  # fmt: skip
def test_what_is_said_is_heard(text: str, figure: tuple[str, str, str]) -> None:
    assert figures(text) == [figure]


def test_and_a_half_is_half_of_one() -> None:
    assert [float(one.value) for one in verify.read("Enam puluh dua setengah persen pekerja terlindungi.").figures] == [
        62.5
    ]


def test_no_months_by_the_thousand() -> None:
    told = figures("Peserta aktif 91.067 tenaga kerja; tiga bulan sebelumnya 88.412. Tambahan 2.655 tenaga kerja.")
    assert [unit for _, unit, _ in told] == ["persons", "months", "persons", "persons"]


def test_the_day_of_a_month_counts_nothing() -> None:
    assert figures("Daftar disetor paling lambat tanggal 19.") == []
    assert figures("Daftar tanggal 19 orang.") != []


def test_rows_of_neighbourhoods_are_counts() -> None:
    told = figures("RW 01 ........ 83\nRW 02 ........ 112\nRW 03 ........ 76")
    assert [text for text, *_ in told] == ["83", "112", "76"]
    assert figures("RT 01/RW 02 dan RT 03 RW 04 sudah selesai.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Benefits climbed to Rp 248.3 billion, 16.8 percent above the Rp 212.6 billion of 2023.",
        "The city has 438,951 members, 26,645 more than the 412,306 of a year before.",
        "Iuran Rp2,4 miliar, 30 persen di atas Rp1,85 miliar tahun lalu.",
    ],
)
def test_words_that_compare_hedge_nothing(text: str) -> None:
    assert {one.qualifier for one in verify.read(text).figures} == {"exact"}


def test_more_than_hedges_where_it_compares_nothing() -> None:
    told = verify.read("Cakupan 45 persen, di atas 40 persen. Lebih dari 12.000 pekerja terlindungi.").figures
    assert [one.qualifier for one in told] == ["exact", "gt", "gt"]


def test_what_one_number_became_is_of_now() -> None:
    text = (
        "Iuran yang semula Rp16.800 berubah menjadi Rp36.800 per bulan sejak Juli hingga Desember 2025 bagi 100 orang."
    )
    for paid, holds in ((22_080_000, True), (10_080_000, False)):
        printed = f"{paid:,}".replace(",", ".")
        told = verify.read(f"{text} Anggarannya Rp{printed}.").relations
        assert holds in [one.holds for one in told if one.kind == "premium"]


def test_a_growth_goes_the_way_that_words_say() -> None:
    text = "Peserta aktif Tarakan 62.480 orang pada akhir tahun lalu, pada penutupan 2023 masih 55.300 orang."
    assert not any(one.holds for one in verify.read(f"{text} Pertambahan 11,5 persen.").relations)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Cakupan Sidrap 38,4 persen.", ["73.14"]),
        ("Cakupan Kota Baubau 36,4 persen, Konawe 39,8 persen.", ["74.72", "74.02"]),
        ("Peserta aktif OKU Timur 24.000 orang.", ["16.08"]),
        ("Dua Pekalongan. Di kota, peserta aktif 61.380 orang. Di kabupaten, peserta aktif 138.470 orang.",
         ["33.75", "33.26"]),
    ],
)  # fmt: skip
def test_regions_as_people_call_them(text: str, regions: list[str]) -> None:
    told = verify.read(text).figures
    assert [one.region for one in told if one.value > 2] == regions
