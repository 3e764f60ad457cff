"""Whatever a text holds, it is read: no crash, figures where they stand, nobody's number told."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakupan import verify

NIK = "3302120101900001"
PIECES = (
    "12.171", "51.674", "46,8 persen", "46.8 percent", "Rp1,5 miliar", "700 ribu", "1,76 juta", "seratus dua puluh",
    " dari ", " of ", "target", "peringkat ke-16 dari 34 provinsi", "Kabupaten Banyumas", "Jambi", "BPU", "naik",
    "Rabu (24/4/2024)", ". ", ", ", "\n- ", "(", ")", "pekerja", "peserta aktif", "0", "0 persen", "100%", "selisih",
    "hampir", "kurang dari", "12 bulan", "Rp16.800", " x ", "-5", "1/0", "dua dari tiga", "separuh", "satu dari empat",
    "two thirds", "April hingga Desember", NIK, "\u202e", "\x00", "½",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = verify.read(text)
    assert len(reading.text) == len(text)
    for figure in reading.figures:
        assert reading.text[figure.start : figure.end] == figure.text
    for relation in reading.relations:
        assert all(0 <= at < len(reading.figures) for at in relation.figures)
    assert NIK not in json.dumps(reading.machine())


@pytest.mark.parametrize(
    "text", ["", "Belum ada angka yang disampaikan.", "seribu satu", string.whitespace, "9" * 50_000, "( " * 9_000]
)
def test_texts_without_a_statement(text: str) -> None:
    assert [one for one in verify.read(text).relations if one.holds is False] == []


def test_words_without_figures_are_said_to_be_so() -> None:
    assert [one.code for one in verify.read("Pemerintah daerah terus berupaya.").remarks] == ["no_figures"]


def test_three_regions_keep_their_figures_apart() -> None:
    text = (
        "Di Kabupaten Banyumas 214.687 dari 684.654 pekerja terlindungi (31,36 persen). "
        "Di Kabupaten Cilacap 180.000 dari 720.000 pekerja terlindungi (25 persen). "
        "Di Kabupaten Kebumen baru 90.000 dari 600.000 pekerja terlindungi, atau 51 persen."
    )
    reading = verify.read(text)
    assert {one.region for one in reading.figures if one.region} == {"33.02", "33.01", "33.05"}
    wrong = [one for one in reading.relations if one.holds is False]
    assert [one.kind for one in wrong] == ["ratio"]
    assert wrong[0].computed.startswith("15")
    assert wrong[0].suggestion.endswith("atau 15 persen.")
