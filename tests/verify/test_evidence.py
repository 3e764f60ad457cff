"""Figures that belong together by the weight of all signs: the trees, and texts whose words alone do not tell."""

from __future__ import annotations

import pytest

from cakupan import verify
from cakupan.verify.reading import taken_apart
from cakupan.verify.relations import evidence, judged
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.evidence.trees import trees
from cakupan.verify.relations.ties import ties
from cakupan.verify.statement import Statement

TEXT = (
    "Peserta aktif di Kabupaten Banyumas 214.687 orang dari 684.654 pekerja, cakupannya 31,36 persen, naik dari "
    "203.100 orang setahun lalu. Target akhir tahun 40 persen. Anggaran Rp201.600.000 untuk 1.000 pekerja selama "
    "12 bulan dengan iuran Rp16.800. Yang belum terlindungi 469.967 orang, atau 68,64 persen, masih kurang 8,64 poin."
)


@pytest.fixture
def statement() -> Statement:
    return taken_apart(TEXT, "id", None, "")


def weighed(statement: Statement) -> evidence.Weighed:
    bonds, tied = Bonds(statement), ties(statement)
    known = [one.found for one in judged.by_words(statement, bonds, tied) if one.holds]
    return evidence.odds(statement, bonds, tied, known)


def test_every_question_asks_a_sign_that_there_is(statement: Statement) -> None:
    bonds, tied = Bonds(statement), ties(statement)
    told = evidence.weighed(statement, bonds, tied, [])
    assert {name for _way, signs in told for name in signs} == set(trees().names)
    asked = {node[0] for tree in trees().trees for node in tree if isinstance(node, tuple)}
    assert asked <= set(range(len(trees().names)))


def test_all_families_are_taken(statement: Statement) -> None:
    families = {way.kind for _odds, way in weighed(statement)}
    assert families >= {"share", "sum", "growth", "points", "product", "rest"}


def test_no_way_that_holds_is_weighed(statement: Statement) -> None:
    assert not any(way.holds for _odds, way in weighed(statement))


def test_the_likeliest_come_first(statement: Statement) -> None:
    odds = [each for each, _way in weighed(statement)]
    assert odds == sorted(odds, reverse=True)
    assert odds[0] < trees().least, "the text is true"


def test_a_text_without_figures_has_no_ways() -> None:
    assert weighed(taken_apart("Tidak ada angka di sini.", "id", None, "")) == []


def test_figures_far_apart_are_held_against_one_another() -> None:
    wrong = (
        "Pemerintah Kabupaten Tegal menggelar rapat tentang jaminan sosial ketenagakerjaan, Selasa. Pekerja di daerah "
        "itu 512.000 orang menurut data terakhir. Kepala dinas mengatakan petugas bekerja keras. Sampai Juni peserta "
        "aktifnya tercatat 153.600 orang. Dengan begitu cakupannya baru 39 persen."
    )
    alarms = [one for one in verify.read(wrong).relations if one.holds is False]
    assert alarms
    assert not [one for one in verify.read(wrong.replace("39 persen", "30 persen")).relations if one.holds is False]
