"""Shares in words are figures in percent, and raise an alarm only where they are plainly wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cakupan import verify

THIRD = Fraction(100, 3)


def wrong(text: str) -> list[verify.Relation]:
    return [one for one in verify.read(text).relations if one.holds is False]


@pytest.mark.parametrize(
    ("text", "said", "value", "ends"),
    [
        ("Separuh pekerja sudah terlindungi.", "Separuh", 50, (46, 54)),
        ("Setengahnya sudah terdaftar.", "Setengah", 50, (46, 54)),
        ("Hampir separuh pekerja terlindungi.", "separuh", 50, (42, 50)),
        ("Just under half of the workers are covered.", "half", 50, (42, 50)),
        ("More than half of the workers are covered.", "half", 50, (50, 100)),
        ("Kurang dari sepertiga pekerja aktif.", "sepertiga", THIRD, (0, 34)),
        ("About a third of them have a card.", "a third", THIRD, (THIRD - 4, THIRD + 4)),
        ("Nearly two thirds of fishers are insured.", "two thirds", 2 * THIRD, (2 * THIRD - 8, 67)),
        ("Sekitar tiga perempat buruh ikut.", "tiga perempat", 75, (71, 79)),
        ("Lebih dari dua perlima pekerja ikut.", "dua perlima", 40, (40, 100)),
        ("A fifth of the members are women.", "A fifth", 20, (16, 24)),
        ("Baru sepersepuluh yang ikut.", "sepersepuluh", 10, (7, 13)),
        ("Hanya satu dari empat pekerja yang terlindungi.", "satu dari empat", 25, (20, 30)),
        ("Tiga dari sepuluh nelayan punya kartu.", "Tiga dari sepuluh", 30, (25, 35)),
        ("One in four workers is insured.", "One in four", 25, (20, 30)),
        ("That is one worker in five.", "one worker in five", 20, (15, 25)),
        ("Three out of ten traders hold a card.", "Three out of ten", 30, (25, 35)),
        ("Two out of every five members are women.", "Two out of every five", 40, (35, 45)),
    ],
)
def test_a_share_in_words_is_one_figure(
    text: str, said: str, value: Fraction | int, ends: tuple[Fraction | int, Fraction | int]
) -> None:
    figures = verify.read(text).figures
    assert [(one.text, one.value, one.unit) for one in figures] == [(said, value, "percent")]
    assert (figures[0].low, figures[0].high) == ends


@pytest.mark.parametrize(
    "text",
    [
        "Pelatihan itu setengah hari.", "The programme ran for half a year.", "Anggarannya setengah juta rupiah.",
        "Ini baru separuh jalan.", "In the second quarter, membership rose.", "Pada triwulan kedua naik.",
        "Pada kuartal III naik.", "The third quarter was slow.", "The second half of 2024 was slow.",
        "Paruh pertama 2025 lesu.", "Mereka berangkat pada sepertiga malam.", "It supplies half the world.",
        "Three quarters of the year are over.", "A third group came later.", "They work setengah-setengah.",
        "It took satu setengah tahun.", "He returned half of it.", "It was half-finished.",
    ],
)  # fmt: skip
def test_times_measures_and_ways_are_no_shares(text: str) -> None:
    assert [one for one in verify.read(text).figures if one.unit == "percent"] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sebanyak 12 dari 27 kelurahan sudah ikut.", [12, 27]),
        ("Baru 900 dari 12.300 orang terdaftar.", [900, 12_300]),
        ("Dua dari tiga desa sudah ikut.", [2, 3]),
        ("Dua dari tiga pekerja itu meninggal.", [2, 3]),
        ("Tiga dari lima korban selamat.", [3, 5]),
        ("Daerah ini peringkat dua dari lima.", [2, 5]),
    ],
)
def test_counts_of_a_few_stay_two_counts(text: str, values: list[int]) -> None:
    assert [one.value for one in verify.read(text).figures if one.unit != "percent"] == values


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Dari 40.000 pekerja, 27.200 orang terlindungi, atau hampir separuh.", "68,00 persen"),
        ("Of 40,000 workers 27,200 are covered, just under half.", "68,00 persen"),
        ("Half of the 8,000 workers, 6,100 people, are insured.", "76,25 persen"),
        ("Dua pertiga pekerja (54 persen) sudah aktif.", "54,00 persen"),
        (
            "The regency had 74,300 active members at the end of March. Women hold 50,524 of those cards.\n\n"
            '"Women make up just under half of our membership here," the branch manager said.',
            "68,00 persen",
        ),
    ],
)
def test_a_share_that_is_plainly_wrong_raises_an_alarm(text: str, right: str) -> None:
    found = wrong(text)
    assert len(found) == 1
    assert found[0].computed == right or found[0].computed == right.replace(",", ".").replace("persen", "percent")


def test_a_bare_share_is_mended_and_a_hedged_one_is_left_to_its_author() -> None:
    bare = wrong("Half of the 8,000 workers, 6,100 people, are insured.")
    assert [one.suggestion for one in bare] == ["76 percent of the 8,000 workers, 6,100 people, are insured."]
    hedged = wrong("Of 40,000 workers 27,200 are covered, just under half.")
    assert [one.suggestion for one in hedged] == [""]


COUNTS = (
    "Dari 60.000 pekerja di Kabupaten Banyumas, 24.000 orang telah terlindungi.",
    "Sebanyak 24.000 pekerja terdaftar, 6.000 di antaranya nelayan.",
    "Target tahun ini 30.000 pekerja; baru 24.000 orang yang terdaftar.",
    "Of the 60,000 workers in Banyumas regency, 24,000 are covered.",
    "Active members rose from 18,000 to 24,000.",
)
LOOSE = (
    "Hampir separuh peserta adalah perempuan.", "Sepertiga di antaranya nelayan.",
    "Seperempat peserta menunggak iuran.",
    "Lebih dari separuh anggaran sudah terserap.", "Tiga perempat desa sudah punya agen.",
    "Hampir dua pertiga pekerja rentan tinggal di desa.", "Satu dari lima peserta pernah menunggak.",
    "Nearly half of the members are women.", "A third of them are fishers.", "One in five members has fallen behind.",
    "Two thirds of the budget has been spent.", "About a fifth of employers pay late.",
)  # fmt: skip


@pytest.mark.parametrize("loose", LOOSE)
@pytest.mark.parametrize("counts", COUNTS)
def test_loose_talk_beside_counts_raises_no_alarm(counts: str, loose: str) -> None:
    for text in (f"{counts} {loose}", f"{loose} {counts}", f"{counts[:-1]}; {loose[0].lower()}{loose[1:]}"):
        assert [one.text["en"] for one in wrong(text)] == [], text


def test_a_share_in_words_explains_no_figure_in_digits() -> None:
    text = "Hanya satu dari empat pekerja terlindungi, tepatnya 128.904 dari 478.300 orang, 29,65 persen."
    assert [one.stated for one in wrong(text)] == ["29,65 persen"]


def test_half_a_measure_is_a_number() -> None:
    told = verify.read("Lahannya satu setengah hektare, terpaut setengah poin.").figures
    assert [(one.value, one.unit) for one in told] == [(Fraction(3, 2), "other"), (Fraction(1, 2), "points")]
