"""Figures that belong together by the weight of all signs: the trees, and texts whose words alone do not tell."""

from __future__ import annotations

import pytest

from cakupan import verify
from cakupan.verify.heard import measures
from cakupan.verify.reading import taken_apart
from cakupan.verify.relations import evidence, judged
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.evidence.trees import trees
from cakupan.verify.relations.evidence.ways import ways
from cakupan.verify.relations.found import Found
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


def weighed(statement: Statement) -> list[evidence.Weighed]:
    bonds, tied = Bonds(statement), ties(statement)
    known = [one.found for one in judged.by_words(statement, bonds, tied) if one.holds]
    return evidence.odds(statement, measures().likely(statement), bonds, tied, known)


def test_every_question_asks_a_sign_that_there_is(statement: Statement) -> None:
    bonds, tied = Bonds(statement), ties(statement)
    told = evidence.weighed(statement, measures().likely(statement), bonds, tied, [])
    assert {name for _way, signs in told for name in signs} == set(trees().names)
    asked = {node[0] for tree in trees().trees for node in tree if isinstance(node, tuple)}
    assert asked <= set(range(len(trees().names)))


def test_all_families_are_taken(statement: Statement) -> None:
    taken = {one.kind for one in ways(statement, Bonds(statement))}
    assert taken >= {"share", "sum", "growth", "points", "product", "rest", "to_target", "pair"}


def test_a_way_that_words_hardly_fit_is_not_weighed(statement: Statement) -> None:
    assert all(one.heard >= 0.05 for one in weighed(statement))


def test_what_words_tell_already_is_not_weighed(statement: Statement) -> None:
    told = {one.way.stated.size for one in weighed(statement)}
    bonds, tied = Bonds(statement), ties(statement)
    without = {
        way.stated.size for way, _signs in evidence.weighed(statement, measures().likely(statement), bonds, tied, [])
    }
    assert told < without


def test_no_way_that_holds_is_weighed(statement: Statement) -> None:
    assert not any(one.way.holds for one in weighed(statement))


def test_nothing_is_evident_in_a_true_text(statement: Statement) -> None:
    assert not evidence.evident(weighed(statement), [])


def test_more_is_asked_once_a_text_is_known_to_contradict_itself(statement: Statement) -> None:
    told = trees()
    first, *others = (one.way for one in weighed(statement))
    other = next(one for one in others if not set(one.drafts) & set(first.drafts))
    just = [evidence.Weighed(first, told.least[first.kind] + told.again / 2, 0.5)]
    assert evidence.evident(just, [])
    assert not evidence.evident(just, [other])


def test_what_all_signs_deny_is_doubted(statement: Statement) -> None:
    way = next(one.way for one in weighed(statement) if one.way.kind == "share")
    said, plain = (Found("ratio", "share", way.stated, way.of, bond) for bond in (0.6, 1.2))
    below = evidence.Weighed(way, trees().doubt - 1, 0.5)
    assert evidence.doubted([below], [said]) == [said]
    assert not evidence.doubted([below], [plain]), "words are plain"
    assert evidence.doubted([evidence.Weighed(way, 3 * trees().doubt, 0.5)], [plain]) == [plain]
    assert not evidence.doubted([evidence.Weighed(way, trees().doubt + 1, 0.5)], [said])
    assert not evidence.doubted([], [said]), "nothing is known of it"


def test_a_relation_in_doubt_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "Peserta aktif 214.687 orang dari 684.654 pekerja, cakupannya 46,8 persen."
    assert [one.holds for one in verify.read(wrong).relations] == [False]
    monkeypatch.setattr(judged, "doubted", lambda _weighed, wrong_: wrong_)
    monkeypatch.setattr(judged, "evident", lambda _weighed, _wrong: [])
    assert [one.holds for one in verify.read(wrong).relations] == [None]


def test_two_pairs_of_one_whole_are_held_against_each_other() -> None:
    text = (
        "Peserta aktif 31.416 orang dan itu setara 42 persen dari pekerja yang berhak. Peserta informal 8.976 orang "
        "disebut 15 persen dari pekerja berhak itu juga."
    )
    pairs = [one.way for one in weighed(taken_apart(text, "id", None, "")) if one.way.kind == "pair"]
    assert [one.right for one in pairs] == [12]
    true = text.replace("15 persen", "12 persen")
    assert not [one for one in verify.read(true).relations if one.holds is False]


def ways_of(text: str, kind: str) -> list[Found]:
    statement = taken_apart(text, "id", None, "")
    return [one for one in ways(statement, Bonds(statement)) if one.kind == kind]


def test_a_target_is_meant_to_the_dot() -> None:
    (way,) = ways_of("Cakupan 29,5 persen dan target 42 persen, masih kurang 13,5 poin.", "points")
    assert not way.holds
    (way,) = ways_of("Cakupan naik dari 29,5 persen menjadi 42 persen, bertambah 13,5 poin.", "points")
    assert way.holds, "42 may be cut from 42.99"


@pytest.mark.parametrize(
    ("other", "taken"), [("Provinsi Jawa Tengah", True), ("Kabupaten Cilacap", False), ("Kabupaten Banyumas", True)]
)
def test_figures_of_regions_that_lie_in_one_another_are_weighed(other: str, taken: bool) -> None:
    text = f"Di Kabupaten Banyumas peserta aktif 214.687 dari 684.654 pekerja. Di {other} cakupan 41 persen."
    assert bool(ways_of(text, "share")) == taken


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
