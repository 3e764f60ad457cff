"""Numbers and dates as people read them."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from cakupan import wording

BANYUMAS = Fraction(214_687, 684_654)


def test_counts_have_the_marks_of_their_language() -> None:
    assert wording.count(684_654) == "684.654"
    assert wording.count(684_654, "en") == "684,654"
    assert wording.count(-1_234) == "-1.234"
    assert wording.count(0) == "0"


def test_a_ratio_is_written_as_percent_with_two_decimals() -> None:
    assert wording.percent(BANYUMAS) == "31,36 persen"
    assert wording.percent(BANYUMAS, short=True) == "31,36%"
    assert wording.percent(BANYUMAS, "en") == "31.36 percent"
    assert wording.percent(Fraction(1)) == "100,00 persen"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(1, 8), "0,13"),
        (Fraction(-1, 8), "-0,13"),
        (Fraction(31_355, 1000), "31,36"),
        (Fraction(-1, 1000), "0,00"),
        (Fraction(99_995, 10_000), "10,00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Fraction, written: str) -> None:
    assert wording.decimal(value) == written


def test_differences_of_percentages_are_points_never_percent() -> None:
    assert wording.points(Fraction(379, 100)) == "3,79 poin persen"
    assert wording.points(Fraction(379, 100), signed=True) == "+3,79 poin persen"
    assert wording.points(Fraction(379, 100), "en", short=True) == "3.79 pts"
    assert wording.points(Fraction(-20)) == "-20,00 poin persen"


def test_rupiah_and_dates() -> None:
    assert wording.rupiah(1_500_000) == "Rp1.500.000"
    assert wording.rupiah(-42_000_000) == "-Rp42.000.000"
    assert wording.rupiah(1_500_000, "en") == "Rp1,500,000"
    assert wording.day(date(2025, 3, 31)) == "31 Maret 2025"
    assert wording.day(date(2025, 3, 1), "en") == "1 March 2025"
    assert wording.month(date(2025, 8, 1), short=True) == "Agu 2025"


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "written"),
    [
        (Fraction(1, 100), "lt", "ratio", "kurang dari 1 persen"),
        (Fraction(60, 100), "approx_below", "ratio", "hampir 60 persen"),
        (Fraction(700_000), "rounded", "workers", "sekitar 700.000 pekerja"),
        (Fraction(4_226), "exact", "employers", "4.226 badan usaha"),
        (Fraction(16), "exact", "rank", "peringkat 16"),
        (Fraction(1_500_000_000), "rounded", "idr", "sekitar Rp1.500.000.000"),
        (BANYUMAS, "exact", "ratio", "31,36 persen"),
        (Fraction(379, 100), "exact", "points", "3,79 poin persen"),
        (Fraction(5), "odd", "count", "5 (odd)"),
        (None, "exact", "ratio", wording.NOTHING),
    ],
)
def test_a_cell_has_value_unit_and_hedge(value: Fraction | None, qualifier: str, unit: str, written: str) -> None:
    assert wording.cell(SimpleNamespace(value=value, qualifier=qualifier, unit=unit)) == written


def test_codes_have_names_and_unknown_ones_stand_for_themselves() -> None:
    assert wording.label("basis", "list") == "daftar nama"
    assert wording.label("level", "regency") == "kabupaten/kota"
    assert wording.label("kind", "something else", "en") == "something else"
    assert len(wording.calendar()["months"]) == 12


def test_a_change_that_the_written_percentages_do_not_give_says_so() -> None:
    then, now = Fraction(12, 55), Fraction(17, 60)  # 21,82 and 28,33: a reader gets 6,51, and 6,52 is right
    change = 100 * (now - then)
    assert wording.points(change) == "6,52 poin persen"
    assert wording.unrounded(then, now, change) == "dihitung sebelum dibulatkan"
    assert wording.unrounded(now, then, -change, "en") == "computed before rounding"
    assert wording.unrounded(Fraction(1, 4), Fraction(1, 2), Fraction(25)) == ""
    assert wording.unrounded(then, now, Fraction(6)) == ""  # told by another, who may have reckoned otherwise
    assert wording.remarked("6,52", "") == "6,52"
