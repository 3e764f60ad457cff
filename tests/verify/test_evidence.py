"""Figures that belong together by the weight of all signs: the trees, and texts whose words alone do not tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cakupan import verify
from cakupan.verify.heard import measures
from cakupan.verify.reading import taken_apart
from cakupan.verify.relations import evidence, judged
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.evidence import slips
from cakupan.verify.relations.evidence.fitting import Hearing
from cakupan.verify.relations.evidence.readings import to_the_dot
from cakupan.verify.relations.evidence.trees import Trees, trees
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


def every_way(statement: Statement) -> Iterator[Found]:
    return ways(statement, Bonds(statement), Hearing(measures().likely(statement)))


def test_every_question_asks_a_sign_that_there_is(statement: Statement) -> None:
    bonds, tied = Bonds(statement), ties(statement)
    told = evidence.weighed(statement, measures().likely(statement), bonds, tied, [])
    assert {name for _way, signs in told for name in signs} == set(trees().names)
    grown = [tree for forest in trees().forests for tree in forest.trees]
    asked = {node[0] for tree in grown for node in tree if isinstance(node, tuple)}
    assert asked <= set(range(len(trees().names)))


def test_forests_say_the_mean_between_them_unless_the_first_is_clear() -> None:
    asks = {"odds": 1.0, "trees": [[[0, 0.5, 2], 1.0, 3.0]]}
    told: dict[str, Any] = {"least": {}, "again": 1.0, "doubt": -1.0, "names": ["gap"]}
    told["forests"] = [asks, {"odds": 0.0, "trees": [[5.0]]}]
    assert [Trees.of(told).sum({"gap": gap}) for gap in (0.5, 0.6)] == [3.5, 4.5]
    told["forests"] = [{"odds": -9.0, "trees": []}, {"odds": 9.0, "trees": []}]
    assert Trees.of(told).sum({"gap": 0.0}) == -9.0


def test_all_families_are_taken(statement: Statement) -> None:
    taken = {one.kind for one in every_way(statement)}
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
    return [one for one in every_way(statement) if one.kind == kind]


def test_a_target_is_meant_to_the_dot() -> None:
    (way,) = ways_of("Cakupan 29,5 persen dan target 42 persen, masih kurang 13,5 poin.", "points")
    assert not way.holds
    way, *dotted = ways_of("Cakupan naik dari 29,5 persen menjadi 42 persen, bertambah 13,5 poin.", "points")
    assert way.holds, "42 may be cut from 42.99"
    assert not any(one.holds for one in dotted)


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


@pytest.mark.parametrize(
    ("text", "kind", "digits"),
    [
        ("Peserta aktif 380.000 orang dari 880.000 pekerja, cakupannya 35 persen.", "share", 2),
        ("Dari 88.600 orang menjadi 97.460 orang, tumbuh 45 persen.", "growth", 0),
        ("Dari 88.600 orang menjadi 98.760 orang, tumbuh 11,0 persen.", "growth", 4),
        ("Anggaran Rp5.040.000 untuk 250 orang selama 12 bulan, iuran Rp16.800.", "product", 0),
        ("Anggaran Rp50.400.000 untuk 260 orang selama 12 bulan, iuran Rp16.800.", "product", 2),
    ],
)
def test_a_slip_in_a_part_is_seen(text: str, kind: str, digits: int) -> None:
    wrong = [one for one in ways_of(text, kind) if not one.holds]
    assert max(slips.of_part(text.lower(), one) for one in wrong) == digits


def test_a_sum_is_weighed_beside_the_share_of_its_figures() -> None:
    text = "Dari 96.250 pekerja, 61.600 orang aktif, sama dengan 64 persen. Sisanya 44.650 orang."
    sums = [one for one in weighed(taken_apart(text, "id", None, "")) if one.way.kind == "sum"]
    assert [[int(part.value) for part in one.way.drafts] for one in sums] == [[96250, 61600, 44650]]


def test_a_target_that_words_do_not_name_may_be_meant_to_the_dot() -> None:
    text = (
        "Cakupan hingga September 47,35 persen. Yang harus dicapai di ujung 2025 ialah 55 persen, kurangnya 8,65 poin."
    )
    dotted = [one for one in ways_of(text, "points") if to_the_dot(one)]
    assert [one.holds for one in dotted] == [False]
    assert [one.holds for one in ways_of(text, "points") if not to_the_dot(one)] == [True]


def test_a_figure_has_its_place_in_every_list() -> None:
    text = "Sleman 54,1 persen, Bantul 46,3 persen, Kulon Progo 39,0 persen. Bantul di peringkat ketiga."
    places = [one for one in ways_of(text, "place") if one.of[0].size == 46.3]
    assert [one.right for one in places] == [2]
