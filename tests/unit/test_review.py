"""Pairs that may be one person: shown, decided, taken back, and every number that changes is told."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import cakupan
from cakupan import builds, ledger, review, synth
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.results import Answers, Question
from cakupan.review import calibration, evidence
from cakupan.review.changes import MEASURES, OF_GROUPS
from cakupan.review.scores import score_rows
from cakupan.review.shapes import Pair, Row, pair_id
from cakupan.review.truth import read_truth
from cakupan.workspace import Workspace

AT = date(2025, 3, 31)
HEAD = ["NIK", "Nama", "Tgl Lahir", "JK", "Segmen", "Desa", "Kecamatan"]
Line = list[str]


def worker(name: str, born: str, nik: str = "", sex: str = "L", village: str = "Cirahab") -> Line:
    return [nik, name, born, sex, "BPU", village, "Lumbir"]


#: Who is nobody's double, so that a birth date and a village tell something.
OTHERS = [
    worker(f"{first} {last}", f"17-{month:02d}-19{year}", f"33020117{month:02d}{year}{number:04d}")
    for number, (first, last) in enumerate([("EKO", "SALIM"), ("AGUS", "HADI"), ("YANTO", "MULYO")], start=1)
    for month in range(1, 7)
    for year in (60, 70, 80)
]
WORKERS = [
    worker("BUDI SANTOSA", "10-03-1985"),
    worker("SITI AMINAH", "11-04-1986", sex="P"),
    worker("DEWI LESTARI", "14-07-1989", "3302011407890009"),
    worker("SLAMET", "15-08-1990", "3302011508900001"),
    *OTHERS,
]
MEMBERS = [
    worker("BUDI SANTOSO", "10-03-1985", "3302011003850001"),
    worker("SITI AMINAH", "11-04-1986", "3302015104860001", "P"),
    worker("SITI AMINAH", "11-04-1986", "3302015104860002", "P"),
    worker("BAGUS", "14-07-1989", "3302011407890001"),
    worker("SLAMET", "15-08-1990", "3302011508900001", village="Kedunggede"),
]


def add(office: Workspace, name: str, rows: Iterable[Line], kind: str, **said: object) -> str:
    file = office.folder.parent / name
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD, *rows])
    return cakupan.add(office, file, kind=kind, position=AT, **said).batch.name


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = cakupan.create(tmp_path_factory.mktemp("template") / "kantor", "33.02")
    add(made, "pekerja.csv", WORKERS, "workers")
    add(made, "peserta.csv", MEMBERS, "members")
    add(made, "rtrw.csv", [WORKERS[1], WORKERS[4]], "workers", group="RT_RW")
    cakupan.build(made)
    return made


@pytest.fixture
def office(template: Workspace, tmp_path: Path) -> Workspace:
    """Return a copy of an office with a list, a roster and a group, built."""
    return cakupan.open(shutil.copytree(template.folder, tmp_path / "kantor"))


def only(found: list[Pair], standing: str) -> Pair:
    return next(pair for pair in found if pair.standing == standing)


def numbers(office: Workspace, folder: Path) -> dict[tuple[str, ...], object]:
    """Return every number of a build that can be asked for the office's region, by all parts there are."""
    found: dict[tuple[str, ...], object] = {}
    with Answers(office, folder) as answers:
        for by in ((), ("segment",), ("district",), ("district", "segment"), ("village",), ("village", "segment")):
            for measure in MEASURES:
                for r in answers.ask(Question(measure, by=by, at=AT)):
                    found[measure, r.region, r.segment or "", ""] = r.value
        for by in ((), ("district",), ("village",)):
            for measure in OF_GROUPS:
                for r in answers.ask(Question(measure, by=(*by, "group"), at=AT)):
                    found[measure, r.region, "", r.group or ""] = r.value
    return found


# --- what is shown ------------------------------------------------------------------------------------------------


def test_pairs_come_by_what_they_would_change(office: Workspace) -> None:
    found = review.pairs(office)
    assert [pair.value for pair in found] == sorted((pair.value for pair in found), reverse=True)
    assert {pair.standing for pair in found} >= {"rival", "unsure"}
    rivals = [pair for pair in found if pair.standing == "rival"]
    assert [pair.stake for pair in rivals] == [4, 4]
    assert rivals[0].effect == {"active": 0, "eligible": 0, "uncovered_named": -1, "reached": 2, "listed": 0}
    assert {pair.stake for pair in review.pairs(office, joined=True)} <= {1, 2, 4}
    assert [pair.standing for pair in review.pairs(office, joined=True)] == ["joined"]
    assert review.pairs(office, limit=1) == found[:1]
    assert review.pairs(office, region="Lumbir") == found
    assert not review.pairs(office, region="33.02.02")


def test_nothing_personal_is_shown_unless_asked(office: Workspace) -> None:
    for pair in review.pairs(office) + review.pairs(office, joined=True):
        told = json.dumps(evidence.machine(pair))
        assert not [word for row in (*WORKERS, *MEMBERS) for word in row[1].split() if word in told]
        assert not [row[0] for row in (*WORKERS, *MEMBERS) if row[0] and row[0] in told]
        assert pair.left.name in json.dumps(evidence.machine(pair, unmasked=True))


def row(name: str = "ADI SARJO", **told: object) -> Row:
    cells: dict[str, object] = {
        "record": 1, "batch": "b", "file": "f.csv", "sheet": "", "row_no": 2, "kind": "workers", "role": "base",
        "group": "", "name": name, "nik": None, "nik_key": True, "nik_lost": False, "birth_date": date(1990, 7, 5),
        "sex": "L", "region": "33.02.01.2001", "region_name": "Desa Cirahab", "base": True, "groups": (),
        "covered": False,
    }  # fmt: skip
    return Row(**cells | told)  # type: ignore[arg-type]


def pair(left: Row, right: Row, standing: str = "unsure", **told: object) -> Pair:
    cells: dict[str, object] = {
        "id": "0123456789", "standing": standing, "probability": 500_000, "alone": 500_000, "levels": {}, "others": 0,
        "chance": 0.5, "stake": 1, "effect": {},
    }  # fmt: skip
    return Pair(**cells | told, left=left, right=right)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        (row(), row(), "tanggal lahir sama, desa sama, nama sama; keduanya tanpa NIK"),
        (row(), row("ADI SARJA"), "nama berbeda satu huruf"),
        (row(), row("SARJO ADI"), "urutan katanya berbeda"),
        (row(), row("ADI SARJO PUTRA"), "nama sama, yang satu kurang satu kata"),
        (row(), row("A SARJO"), "yang satu disingkat"),
        (row(), row("ADISARJO"), "spasinya berbeda"),
        (row(), row("KASMIN WIDODO"), "nama berbeda;"),
        (row(), row(birth_date=date(1990, 5, 7)), "hari dan bulan lahir tertukar"),
        (row(), row(birth_date=date(1990, 1, 1)), "yang satu ditulis tanggal 1"),
        (row(), row(birth_date=date(1988, 7, 5)), "tahunnya berbeda dua"),
        (row(), row(birth_date=date(1990, 7, 6)), "harinya berbeda"),
        (row(), row(birth_date=None), "tanggal lahir tidak lengkap"),
        (row(), row(region="33.02.01"), "kecamatan sama"),
        (row(), row(region="33.02.09.2001"), "kabupaten sama"),
        (row(), row(region="31.71.01"), "provinsi berbeda"),
        (row(), row(sex="P"), "jenis kelamin berbeda"),
        (row(nik="330201050790001", nik_lost=True), row(nik="3302010507900012"),
         "angka terakhir NIK hilang, lima belas yang lain sama"),
        (row(nik="3302010507900001"), row(nik="3302010507900010"), "dua angka NIK tertukar"),
        (row(nik="3302010507900001"), row(nik="3302010507900002"), "NIK berbeda satu angka"),
        (row(nik="3302010507900001"), row(), "yang satu tanpa NIK"),
    ],
)  # fmt: skip
def test_evidence_is_told_in_words(left: Row, right: Row, says: str) -> None:
    assert says in evidence.words(pair(left, right)) + ";"
    assert evidence.words(pair(left, right)) == evidence.words(pair(right, left))
    assert "{" not in evidence.words(pair(left, right), "en")


def test_a_missing_word_is_quoted_only_in_full(office: Workspace) -> None:
    one = pair(row(), row("ADI SARJO PUTRA"))
    assert "PUTRA" not in evidence.words(one)
    assert "PUTRA" in evidence.words(one, unmasked=True)
    assert "f.csv" in evidence.why_open(pair(row(), row(), "beside", together="f.csv"))


def test_the_name_of_a_pair_stays(office: Workspace) -> None:
    (one, *_) = review.pairs(office)
    assert one.id == pair_id(one.left.record, one.right.record) == pair_id(one.right.record, one.left.record)
    assert review.look_up(office, [one.id[:6]]) == [one]


# --- deciding, and taking it back ---------------------------------------------------------------------------------


def test_every_number_that_changes_is_told_and_undone(office: Workspace) -> None:
    before = builds.build(office)
    was = numbers(office, before.folder)
    chosen = only(review.pairs(office), "rival")
    done = review.decide(office, "same", [chosen.id], by="Siti A.", why="KTP dicek")
    after = builds.build(office)
    now = numbers(office, after.folder)
    assert done.builds == (before.name, after.name)
    assert done.changes is not None
    told = {(c.measure, c.region, c.segment, c.group): (c.before, c.after) for c in done.changes}
    assert all((was.get(key) or 0, now.get(key) or 0) == (ends[0] or 0, ends[1] or 0) for key, ends in told.items())
    assert all(ends != (None, None) for ends in told.values())
    differ = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    assert differ == told.keys()
    assert told["uncovered_named", "33.02", "", ""] == (len(WORKERS) - 2, len(WORKERS) - 3)
    assert ("reached", "33.02.01", "", "RT_RW") in told

    (number,) = done.events
    back = review.take_back(office, number)
    assert back.builds == (after.name, before.name)
    assert back.changes is not None
    assert {(c.measure, c.region, c.segment, c.group): (c.after, c.before) for c in back.changes} == told
    assert only(review.pairs(office), "rival")


def test_a_wrong_merge_by_nik_is_parted(office: Workspace) -> None:
    workers, members = (batch.name for batch in office.batches()[:2])
    with Answers(office) as answers:
        (before,) = answers.ask(Question("uncovered_named", at=AT))
    done = review.decide(office, "apart", [f"{workers[:6]}::5", f"{members[:6]}::6"], by="Siti A.", why="dua orang")
    with Answers(office) as answers:
        (after,) = answers.ask(Question("uncovered_named", at=AT))
    assert after.value == (before.value or 0) + 1
    assert ("uncovered_named", "33.02") in {(c.measure, c.region) for c in done.changes or ()}


def test_only_noted(office: Workspace) -> None:
    chosen = review.pairs(office)[0]
    current = office.current()
    done = review.decide(office, "apart", [chosen.id], by="Siti A.", why="bukan", build=False)
    assert (done.changes, done.builds) == (None, ("", ""))
    assert office.current() == current
    assert [one.state for one in review.decisions(office)] == ["not_built"]


def test_the_same_said_again_is_not_noted_again(office: Workspace) -> None:
    chosen = review.pairs(office)[0]
    assert review.decide(office, "same", [chosen.id], by="Siti A.", why="dicek").events
    again = review.decide(office, "same", [chosen.id], by="Budi", why="dicek")
    assert (again.events, again.changes) == ((), ())


def test_of_two_who_disagree_the_last_counts_and_both_are_kept(office: Workspace) -> None:
    chosen = only(review.pairs(office), "rival")
    review.decide(office, "same", [chosen.id], by="Siti A.", why="dicek", build=False)
    review.decide(office, "apart", [chosen.id], by="Budi", why="bukan dia")
    first, last = review.decisions(office)
    assert (first.by, first.verdict, first.state) == ("Siti A.", "same", "superseded")
    assert (last.by, last.verdict, last.state) == ("Budi", "apart", "applies")
    review.take_back(office, last.number)
    assert [one.state for one in review.decisions(office)] == ["applies", "undone"]
    assert chosen.id not in {one.id for one in review.pairs(office)}


def test_a_decision_about_rows_that_are_gone_rests_and_wakes(office: Workspace) -> None:
    chosen = only(review.pairs(office), "rival")
    review.decide(office, "same", [chosen.id], by="Siti A.", why="dicek")
    (roster,) = [batch for batch in office.batches() if batch.about["kind"] == "members"]
    cakupan.withdraw(office, roster.name)
    cakupan.build(office)
    (one,) = review.decisions(office)
    assert (one.state, one.right.file) == ("resting", "peserta.csv")
    add(office, "peserta.csv", MEMBERS, "members")
    cakupan.build(office)
    assert [one.state for one in review.decisions(office)] == ["applies"]


def test_a_decision_that_others_forbid_is_told(office: Workspace) -> None:
    one, other = (pair for pair in review.pairs(office) if pair.standing == "rival")
    review.decide(office, "same", [one.id, other.id], by="Siti A.", why="keduanya", build=False)
    sitis = [str((pair.right if pair.left.nik is None else pair.left).record) for pair in (one, other)]
    review.decide(office, "apart", sitis, by="Budi", why="kembar")
    states = sorted(found.state for found in review.decisions(office))
    assert states == ["applies", "applies", "overruled"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (["ffffffffff"], "review_no_pair"),
        (["bukan id"], "review_no_pair"),
        ([""], "review_no_pair"),
        (["12345678901234567"], "review_no_row"),
        (["{workers}::2"], "review_rows_odd"),
        (["{workers}::2", "{workers}::2"], "review_row_itself"),
        (["{workers}::999", "{workers}::2"], "review_no_row"),
        (["{workers}:Lembar:2", "{workers}::2"], "review_no_row"),
        (["{workers}::dua", "{workers}::2"], "review_no_row"),
        (["tidak-ada::2", "{workers}::2"], "no_batch"),
    ],
)
def test_what_is_not_known_is_refused(office: Workspace, told: list[str], code: str) -> None:
    workers = office.batches()[0].name
    with pytest.raises(Refusal) as refused:
        review.decide(office, "same", [one.format(workers=workers) for one in told], by="S", why="w", build=False)
    assert refused.value.code == code
    assert not ledger.events(office.ledger)


def test_who_and_why_are_asked_for_and_numbers_are_of_decisions(office: Workspace) -> None:
    (one, *_) = review.pairs(office)
    for by, why in (("", "w"), ("S", " ")):
        with pytest.raises(Refusal) as refused:
            review.decide(office, "same", [one.id], by=by, why=why, build=False)
        assert refused.value.code == "review_unsaid"
    with pytest.raises(Refusal) as refused:
        review.decide(office, "mungkin", [one.id], by="S", why="w", build=False)
    assert refused.value.code == "no_choice"
    (number,) = review.decide(office, "same", [one.id], by="S", why="w", build=False).events
    review.take_back(office, number, build=False)
    for wrong, code in (
        (number, "review_undone_before"),
        (number + 1, "review_no_decision"),
        (99, "review_no_decision"),
    ):
        with pytest.raises(Refusal) as refused:
            review.take_back(office, wrong, build=False)
        assert refused.value.code == code


# --- by workbook --------------------------------------------------------------------------------------------------

COLUMNS = {"id": 1, "verdict": 13, "by": 14, "why": 15, "mark": 16}
FIRST = 6


def filled(file: Path, to: Path, cells: dict[int, dict[str, str]]) -> Path:
    """Fill a workbook in as an office would: number of the pair, from 0, to column and value."""
    with file.open("rb") as stream:
        book = openpyxl.load_workbook(stream)
    page = book["Pasangan"]
    for number, columns in cells.items():
        for column, value in columns.items():
            page.cell(FIRST + number, COLUMNS[column]).value = value
    book.save(to)
    return to


def test_a_workbook_is_filled_in_and_read_back(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "pasangan.xlsx"
    found = review.pairs(office, limit=None)
    assert review.write(office, file) == len(found) == 3
    with file.open("rb") as stream:
        page = openpyxl.load_workbook(stream)["Pasangan"]
    assert [page.cell(FIRST + n, 1).value for n in range(3)] == [pair.id for pair in found]
    assert "sama,beda,tunda" in str(page.data_validations.dataValidation[0].formula1)
    assert "AMINAH" not in "".join(str(cell.value) for line in page.iter_rows() for cell in line)

    given = {
        0: {"verdict": "Sama", "by": "Siti A.", "why": "KTP dicek"},
        1: {"verdict": "beda", "by": "Siti A.", "why": "kembarannya"},
        2: {"verdict": "tunda"},
    }
    back = filled(file, tmp_path / "kembali.xlsx", given)
    done = review.read(office, back)
    assert [(fate.fate, fate.why) for fate in done.fates] == [("taken", ""), ("taken", ""), ("unchanged", "later")]
    assert [one.verdict for one in review.decisions(office)] == ["same", "apart"]
    assert done.changes

    twice = review.read(office, back)
    assert [(fate.fate, fate.why) for fate in twice.fates][:2] == [("unchanged", "read_before")] * 2
    assert (twice.events, twice.changes) == ((), None)


def test_reading_an_old_workbook_again_does_not_undo_what_was_decided_since(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "pasangan.xlsx"
    review.write(office, file)
    back = filled(file, tmp_path / "kembali.xlsx", {0: {"verdict": "sama", "by": "Siti A.", "why": "dicek"}})
    (number,) = review.read(office, back, build=False).events
    review.take_back(office, number, build=False)
    assert not review.read(office, back, build=False).events
    changed = filled(back, tmp_path / "lagi.xlsx", {0: {"verdict": "beda", "why": "ternyata bukan"}})
    assert len(review.read(office, changed, build=False).events) == 1


def test_a_workbook_that_was_altered(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "pasangan.xlsx"
    review.write(office, file)
    said = {"by": "Siti A.", "why": "dicek"}
    with file.open("rb") as stream:
        page = openpyxl.load_workbook(stream)["Pasangan"]
    other = str(page.cell(FIRST + 1, COLUMNS["mark"]).value)
    cases = {
        "altered": {0: {"verdict": "sama", "id": "0000000000", **said}},
        "no_word": {0: {"verdict": "mungkin", **said}},
        "nobody": {0: {"verdict": "sama", "why": "dicek"}},
        "no_reason": {0: {"verdict": "sama", "by": "Siti A."}},
        "no_rows": {
            0: {"verdict": "sama", "mark": "4294967297/4294967298", "id": pair_id(4294967297, 4294967298), **said}
        },
    }
    for why, cells in cases.items():
        (fate, *_) = review.read(office, filled(file, tmp_path / f"{why}.xlsx", cells), build=False).fates
        assert (fate.fate, fate.why) == ("refused", why)
    swapped = {0: {"verdict": "sama", "mark": other, **said}}
    (fate, *_) = review.read(office, filled(file, tmp_path / "swapped.xlsx", swapped), build=False).fates
    assert (fate.fate, fate.why) == ("refused", "altered")
    mark, name = (str(page.cell(FIRST, COLUMNS[column]).value) for column in ("mark", "id"))
    quarrel = {0: {"verdict": "sama", **said}, 1: {"verdict": "beda", "mark": mark, "id": name, **said}}
    fates = review.read(office, filled(file, tmp_path / "quarrel.xlsx", quarrel), build=False).fates
    assert [(fate.fate, fate.why) for fate in fates[:2]] == [("refused", "quarrel")] * 2
    assert not [event for event in ledger.events(office.ledger) if event.kind == "decision"]
    filled(file, tmp_path / "by.xlsx", {0: {"verdict": "sama"}})
    assert len(review.read(office, tmp_path / "by.xlsx", by="Siti A.", why="dicek", build=False).events) == 1


def test_what_is_no_workbook_of_pairs(office: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "lain.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "Keputusan"
    book.save(other)
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 bukan buku")
    for name, code in (("lain.xlsx", "review_foreign"), ("rusak.xlsx", "file_damaged"), ("tiada.xlsx", "no_file")):
        with pytest.raises(Refusal) as refused:
            review.read(office, tmp_path / name)
        assert refused.value.code == code
    with pytest.raises(Refusal) as refused:
        review.write(office, tmp_path / "pasangan.csv")
    assert refused.value.code == "not_xlsx"


def test_names_in_full_are_told_to_the_ledger(office: Workspace, tmp_path: Path) -> None:
    review.write(office, tmp_path / "penuh.xlsx", unmasked=True)
    (event,) = ledger.events(office.ledger)
    assert (event.kind, event.content["pairs"]) == ("review_unmasked", 3)
    with (tmp_path / "penuh.xlsx").open("rb") as stream:
        page = openpyxl.load_workbook(stream)["Pasangan"]
    assert "AMINAH" in "".join(str(cell.value) for line in page.iter_rows() for cell in line)


# --- how good it is -----------------------------------------------------------------------------------------------


def told_truth(folder: Path, workers: list[int], members: list[int]) -> Path:
    """Write the truth: for each row of both lists the number of its person."""
    file = folder / "kebenaran.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["file", "row", "person"],
                                   *(["pekerja.csv", n, who] for n, who in enumerate(workers, start=1)),
                                   *(["peserta.csv", n, who] for n, who in enumerate(members, start=1))])  # fmt: skip
    return file


def test_precision_and_recall_are_those_of_the_truth(office: Workspace, tmp_path: Path) -> None:
    """Linking joins Budi and Slamet; in truth Budi is two, Slamet one, and Siti is the second Siti."""
    others = list(range(100, 100 + len(OTHERS)))
    truth = told_truth(tmp_path, [1, 2, 3, 4, *others], [9, 8, 2, 7, 4])
    with Answers(office) as answers:
        done = review.quality(answers, truth)
    rows, crossing = done.scores
    assert done.labelled == len(WORKERS) + len(MEMBERS)
    assert (crossing.right, crossing.joined, crossing.together) == (1, 2, 2)
    assert (crossing.precision, crossing.recall, crossing.f1) == (0.5, 0.5, 0.5)
    assert (rows.right, rows.joined, rows.together) == (1, 2, 2)
    bands = {(point.family, point.same, point.pairs) for point in done.curve}
    assert ("joined", 0, 1) in bands
    assert ("rival", 1, 2) in bands


def test_labels_are_what_people_decided(office: Workspace) -> None:
    joined = review.pairs(office, joined=True)[0]
    one, other = (pair for pair in review.pairs(office) if pair.standing == "rival")
    review.decide(office, "apart", [joined.id, one.id], by="S", why="w", build=False)
    review.decide(office, "same", [other.id], by="S", why="w")
    with Answers(office) as answers:
        done = review.quality(answers)
    (score,) = done.scores
    assert (score.scope, score.right, score.joined, score.together) == ("decided", 0, 1, 1)
    assert (score.precision, score.recall) == (0.0, 0.0)
    assert {(point.family, point.same, point.pairs) for point in done.curve} == {("joined", 0, 1), ("rival", 1, 2)}


def test_what_is_open_widens_a_number_and_what_is_decided_does_not(office: Workspace) -> None:
    with Answers(office) as answers:
        wide = {margin.measure: margin for margin in review.quality(answers).margins if not margin.group}
    named = wide["uncovered_named"]
    assert named.low < named.counted
    assert named.low <= named.expected <= named.high
    assert wide["eligible"].low <= wide["eligible"].counted <= wide["eligible"].high
    for pair in review.pairs(office) + review.pairs(office, joined=True):
        verdict = "same" if pair.standing == "joined" else "apart"
        review.decide(office, verdict, [pair.id], by="S", why="w", build=False)
    cakupan.build(office)
    with Answers(office) as answers:
        narrow = {margin.measure: margin for margin in review.quality(answers).margins if not margin.group}
    assert all(margin.low == margin.counted == margin.high for margin in narrow.values())


def test_reach_of_a_group_has_a_margin_with_its_ratio(office: Workspace) -> None:
    with Answers(office) as answers:
        (reach,) = [m for m in review.quality(answers).margins if m.group == "RT_RW"]
    told = reach.machine()
    assert (told["counted"], told["of"], told["low"]) == (0, 2, 0)
    assert told["high"] >= 1
    assert told["ratio_low"] <= told["ratio_expected"] <= told["ratio_high"] == told["high"] / 2


_TRUE = """
    with listed as (
        select distinct t.who, l.role, l.group_code from listing l join truth t on t.record = l.record
        where l.since <= date '2025-12-31' and date '2025-12-31' < l.until and starts_with(l.region, '33.02')
    ),
    covered as (
        select distinct t.who, p.region from protected p join truth t on t.record = p.spell
        where p.since <= date '2025-12-31' and date '2025-12-31' < p.until
    )
    select count(distinct who) filter (role = 'base'),
        count(distinct who) filter (role = 'base' and who not in (select who from covered)),
        count(distinct who) filter (group_code = 'RT_RW' and who in (select who from covered))
    from listed
"""


@pytest.mark.parametrize("seed", [3, 4])
def test_the_true_numbers_lie_within_the_margins(tmp_path: Path, seed: int) -> None:
    """Of invented people with hard errors, calibrated by them: the count is wrong, and the margin reaches the truth."""
    made = cakupan.create(tmp_path / "kantor", "33.02")
    files = synth.write(
        tmp_path / "rekaan", 6_000, 2_400, seed=seed, errors=synth.HARD, region="33.02", groups=["RT_RW"]
    )
    for file in files[:-1]:
        cakupan.add(made, file.path, kind=file.kind, position=file.position, group=file.group)
    cakupan.build(made)
    with Answers(made) as answers:
        done = {(m.measure, m.group): m for m in review.quality(answers, files[-1].path).margins}
        (true,) = answers.engine.rows(_TRUE)
    wrong = 0
    for key, n in zip((("eligible", ""), ("uncovered_named", ""), ("reach", "RT_RW")), true, strict=True):
        assert done[key].low <= n <= done[key].high, key
        wrong += done[key].counted != n
    assert wrong


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (50, 100, 0.4038, 0.5962), (8, 10, 0.4902, 0.9433)],
)
def test_interval_by_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert calibration.wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_what_an_office_sees_itself_soon_says_more() -> None:
    cell = ("joined", len(calibration.BANDS) - 1)
    shipped = calibration.chances()[cell]
    own = calibration.chances({cell: (0, 1000)})[cell]
    assert shipped.same > 0.95
    assert own.same < 0.1
    assert all(chance.low <= chance.same <= chance.high for chance in calibration.chances().values())


@pytest.mark.parametrize(
    ("content", "code"),
    [("a,b\n1,2\n", "truth_columns"), ("file,row,person\nlain.csv,1,1\n", "truth_of_others"), (None, "no_file")],
)
def test_a_truth_that_cannot_be_used(office: Workspace, tmp_path: Path, content: str | None, code: str) -> None:
    file = tmp_path / "truth.csv"
    if content:
        file.write_text(content, "utf-8")
    with Answers(office) as answers, pytest.raises(Refusal) as refused:
        review.quality(answers, file)
    assert refused.value.code == code


def test_scores_are_those_of_all_pairs(office: Workspace, tmp_path: Path) -> None:
    """Count pair by pair what the SELECT counts by cells."""
    workers = [n % 5 for n in range(len(WORKERS))]
    truth = told_truth(tmp_path, workers, [0, 1, 2, 3, 4])
    with Answers(office) as answers:
        read_truth(answers.engine, truth, office.batches())
        (rows, crossing) = score_rows(answers.engine)
        found = answers.engine.rows(
            "select t.who, p.person, b.kind from truth t join person p using (record) join record r using (record) "
            "join batch b on b.batch = r.batch"
        )
    pairs = [(one, other) for n, one in enumerate(found) for other in found[n + 1 :]]
    for score, chosen in ((rows, pairs), (crossing, [(a, b) for a, b in pairs if a[2] != b[2]])):
        assert score.together == sum(a[0] == b[0] for a, b in chosen)
        assert score.joined == sum(a[1] == b[1] for a, b in chosen)
        assert score.right == sum(a[:2] == b[:2] for a, b in chosen)


def test_one_nik_told_apart_is_shown_and_joined(tmp_path: Path) -> None:
    made = cakupan.create(tmp_path / "kantor", "33.02")
    nik = "3302010107900001"
    add(made, "satu.csv", [worker("ADI SARJO", "01-07-1990", nik), worker("BUNGA WATI", "02-07-1991", nik)], "workers")
    cakupan.build(made)
    (one,) = review.pairs(made, split=True)
    assert (one.standing, one.stake) == ("split", 1)
    assert "NIK sama" in evidence.words(one)
    with Answers(made) as answers:
        assert [r.value for r in answers.ask(Question("eligible", at=AT))] == [2]
    done = review.decide(made, "same", [one.id], by="S", why="ganti nama")
    assert {(c.measure, c.region, c.before, c.after) for c in done.changes or () if c.measure == "eligible"} >= {
        ("eligible", "33.02", 2, 1)
    }
    assert not review.pairs(made, split=True)


def test_python_face() -> None:
    assert {"pairs", "decide", "take_back", "decisions", "quality", "write", "read"} <= set(review.__all__)
    assert Said("workers").kind == "workers"
