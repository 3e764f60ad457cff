"""Enrolment cases: every reason of the check, every file there and back, slots, money and what is posted."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import cakupan
from cakupan import enrolment, ledger
from cakupan.enrolment import Approval, Receipt, Source, Wanted, layout
from cakupan.enrolment.checking import Excluded
from cakupan.enrolment.rows import of_nik
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.workspace import Workspace

HOME, C, K = "33.02", "33.02.01.2001", "33.02.01.2002"
TODAY = date(2025, 4, 10)
#: Number, what is wrong with him, and in which village he lives; all are invented.
PEOPLE = {
    1: "fine", 2: "fine", 3: "fine", 4: "old", 5: "young", 6: "dead", 7: "nik", 8: "asn", 9: "member", 10: "paid_for",
    11: "no_village", 12: "wage", 13: "fine", 14: "fine", 15: "own_fund", 16: "widow",
}  # fmt: skip
BORN = {"old": (1950, 1), "young": (2010, 2)}
JOBS = {"asn": "PNS Guru", "widow": "Istri TNI"}
HEAD = "NIK;Nama;Tgl Lahir;Segmen;Pekerjaan;RT;RW;Desa;Kecamatan\n"


def born(who: int) -> date:
    year, month = BORN.get(PEOPLE[who], (1980, 3))
    return date(year, month, 1 + who % 28)


def nik(who: int) -> str:
    return "" if PEOPLE[who] == "nik" else f"330201{born(who):%d%m%y}{who:04d}"


def name(who: int) -> str:
    return f"ORANG REKAAN {chr(64 + who)}" if who != 2 else "=HYPERLINK(1)"


def village(who: int) -> str:
    return "" if PEOPLE[who] == "no_village" else "Canduk" if who in (3, 14) else "Cirahab"


def line(who: int) -> str:
    job, segment = JOBS.get(PEOPLE[who], "Petani"), "PU" if PEOPLE[who] == "wage" else "BPU"
    cells = (nik(who), name(who), f"{born(who):%d-%m-%Y}", segment, job, f"{who:03d}", "002", village(who), "Lumbir")
    return ";".join(cells) + "\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office with a list on which everything is wrong that can be, built."""
    folder = tmp_path_factory.mktemp("enrolment")
    ws = cakupan.create(folder / "kantor", region=HOME)

    def add(file: str, text: str, **said: Any) -> None:
        (folder / file).write_text(text, "utf-8")
        cakupan.add(ws, folder / file, **said)

    at = "2025-03-31"
    add("calon.csv", HEAD + "".join(map(line, PEOPLE)), kind="workers", group="PEKERJA_RENTAN", position=at)
    roster = "NIK;Nama;Segmen;Lunas s.d.;Penanggung;Desa;Kecamatan\n"
    for who, payer in ((9, "MANDIRI"), (15, "APBD_KAB")):
        roster += f"{nik(who)};{name(who)};BPU;2025-03;{payer};Cirahab;Lumbir\n"
    add("peserta.csv", roster, kind="members", position=at)
    other = HEAD + line(10)
    add("cht.csv", other, kind="workers", group="PETANI", payer="DBH_CHT", position=at)
    add("wafat.csv", f"NIK;Nama;Tanggal;Peristiwa;Kecamatan\n{nik(6)};{name(6)};2025-02-01;Meninggal;Lumbir\n",
        kind="events", position=at)  # fmt: skip
    cakupan.build(ws)
    return ws.folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Workspace:
    return cakupan.open(shutil.copytree(built, tmp_path / "kantor"))


@pytest.fixture
def answers(office: Workspace) -> Iterator[Answers]:
    with Answers(office) as opened:
        yield opened


def batch(office: Workspace, file: str = "calon.csv") -> str:
    return next(one.name for one in office.batches() if one.about["file"] == file)


def wanted(**said: Any) -> Wanted:
    told: dict[str, Any] = {
        "name": "Rentan",
        "payer": "APBD_KAB",
        "since": date(2025, 4, 1),
        "until": date(2025, 12, 1),
    }
    return Wanted(**(told | said))


def opened(answers: Answers, reserve: Path | None = None, **said: Any) -> enrolment.Case:
    return enrolment.open_case(answers, wanted(**said), Source(batch(answers.workspace)), reserve=reserve).case


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as error:
        call()
    return error.value.code


def told(answers: Answers) -> dict[int, tuple[str, ...]]:
    """Return the reasons against each, by who he is."""
    case = enrolment.read(answers.workspace, "1")
    return {entry.no: entry.why for entry in case.entries.values()}


def approve_all(office: Workspace, *levels: tuple[str, str]) -> None:
    for level, region in levels or (("village", C), ("village", K), ("district", "33.02.01"), ("regency", HOME)):
        enrolment.approve(office, "1", Approval(level, region, "SITI"))


def filled(file: Path, answer: Callable[[int, dict[str, str]], dict[str, str]]) -> Path:
    """Return a result file: what was sent, with what the branch fills in on each line."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for number, row in enumerate(sheet.iter_rows(min_row=2), start=1):
        cells = {head: str(cell.value or "") for head, cell in zip(heads, row, strict=True)}
        for head, text in answer(number, cells).items():
            row[heads.index(head)].value = text
    back = file.with_name(f"hasil-{file.name}")
    book.save(back)
    return back


def yes(number: int, _cells: dict[str, str]) -> dict[str, str]:
    return {"No KPJ": f"2500000{number:04d}", "Status": "Diterima"}


def sent(answers: Answers, tmp_path: Path, **said: Any) -> Path:
    """Open a case, bring all who may be through to the branch, and return the file."""
    opened(answers, **said)
    enrolment.check(answers, "1", TODAY)
    approve_all(answers.workspace)
    return enrolment.export(answers, "1", tmp_path / "cabang.xlsx", TODAY).file


def test_every_reason_stops_whom_it_should_and_nobody_else(answers: Answers) -> None:
    opened(answers)
    done = enrolment.check(answers, "1", TODAY)
    fine = {who for who, why in told(answers).items() if not why}
    reasons = {PEOPLE[no]: why for no, why in _by_person(answers).items() if why}
    assert reasons == {
        "old": ("enrol_too_old",), "young": ("enrol_too_young",), "dead": ("enrol_dead",), "nik": ("enrol_nik",),
        "asn": ("enrol_excluded",), "member": ("enrol_active",), "paid_for": ("enrol_other_payer",),
        "no_village": ("enrol_no_village",), "wage": ("enrol_segment",),
    }  # fmt: skip
    assert {PEOPLE[who] for who, why in _by_person(answers).items() if not why} == {"fine", "own_fund", "widow"}
    assert dict(done.why) == dict.fromkeys((why for (why,) in reasons.values()), 1)
    assert done.case.counts() == {"checked": len(fine), "failed": 9}


def _by_person(answers: Answers) -> dict[int, tuple[str, ...]]:
    """Return the reasons by the people of this file, whose rows stand in the order of the list."""
    case = enrolment.read(answers.workspace, "1")
    return {(record & 0xFFFF) - 1: entry.why for record, entry in case.entries.items()}


def test_the_ages_are_those_of_the_law_and_of_the_office(answers: Answers) -> None:
    office = answers.workspace
    opened(answers)
    (office.folder / "law").mkdir()
    (office.folder / "law" / "bpu.toml").write_text(
        '[[duty.age_below]]\nsince = 2025-01-01\nvalue = 90\nunit = "years"\ncite = "Perbup rekaan"\ngrade = "C"\n',
        "utf-8",
    )
    enrolment.check(answers, "1", TODAY)
    assert [PEOPLE[who] for who, why in _by_person(answers).items() if "enrol_too_old" in why] == []
    assert enrolment.checking.ages(answers, "BPU", date(2021, 3, 31)).below == 56


def test_checked_again_it_says_that_nothing_changed(answers: Answers) -> None:
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    before = ledger.events(answers.workspace.ledger)
    again = enrolment.check(answers, "1", TODAY)
    assert (again.changed, again.same) == (0, len(PEOPLE))
    assert ledger.events(answers.workspace.ledger) == before


def test_the_same_list_sent_twice_is_one(answers: Answers) -> None:
    case = opened(answers)
    done = enrolment.open_case(answers, wanted(), Source(batch(answers.workspace)))
    assert (done.changed, done.case.number, len(enrolment.everything(answers.workspace))) == (0, case.number, 1)
    assert refused(lambda: opened(answers, payer="DBH_CHT")) == "enrol_name_taken"
    assert len(ledger.events(answers.workspace.ledger)) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"payer": "MANDIRI"}, "enrol_payer"), ({"payer": "KAS"}, "enrol_payer"), ({"name": "12"}, "enrol_name"),
        ({"name": " "}, "enrol_name"), ({"until": date(2025, 3, 1)}, "enrol_months"),
        ({"until": date(2029, 3, 1)}, "enrol_months"), ({"price": 0}, "enrol_price"),
        ({"segment": "PU"}, "enrol_price_needed"), ({"segment": "XY"}, "no_code"),
        ({"slots": {C: 0}}, "enrol_slots"), ({"slots": {C: 2, HOME: 9}}, "enrol_slots"),
        ({"slots": {"Entah": 2}}, "no_region"), ({"levels": ("regency", "village")}, "enrol_levels"),
        ({"levels": ()}, "enrol_levels"), ({"line": "3302010107900001"}, "remark_nik"),
    ],
)  # fmt: skip
def test_terms_that_make_no_sense_are_one_sentence(answers: Answers, said: dict[str, Any], code: str) -> None:
    assert refused(lambda: opened(answers, **said)) == code
    assert not enrolment.everything(answers.workspace)


def test_prices_are_those_of_the_law_month_by_month(answers: Answers) -> None:
    opened(answers, since=date(2025, 12, 1), until=date(2026, 4, 1), payer="CSR")
    prices = enrolment.read(answers.workspace, "1").terms.prices
    assert prices == {"2025-12": 16_800, "2026-01": 16_800, "2026-02": 16_800, "2026-03": 16_800, "2026-04": 8_400}


def test_names_come_from_a_group_a_batch_or_a_file(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    everybody = enrolment.opening.names(answers, Source(batch(office)))
    assert len(everybody) == len(PEOPLE)
    assert set(enrolment.opening.names(answers, Source(group="PEKERJA_RENTAN"))) == set(everybody)
    files = {
        "a.json": json.dumps({"names": [{"record": record} for record in everybody[:3]]}),
        "b.csv": "no;record\n" + "".join(f"{n};{record}\n" for n, record in enumerate(everybody[:3])),
        "c.txt": "".join(f"{record}\n" for record in everybody[:3]),
    }
    for file, text in files.items():
        (tmp_path / file).write_text(text, "utf-8")
        assert enrolment.opening.names(answers, Source(records=tmp_path / file)) == everybody[:3]
    for text in ("record\nabc\n", "{", "1\n2\n"):
        (tmp_path / "x.csv").write_text(text, "utf-8")
        source = Source(records=tmp_path / "x.csv")
        assert refused(lambda source=source: enrolment.open_case(answers, wanted(), source)) in (
            "enrol_records",
            "enrol_no_rows",
        )
    assert refused(lambda: enrolment.opening.names(answers, Source())) == "enrol_source"
    assert refused(lambda: enrolment.opening.names(answers, Source(group="X", batch="y"))) == "enrol_source"
    assert refused(lambda: enrolment.opening.names(answers, Source(batch(office, "wafat.csv")))) == "enrol_batch"


def test_levels_approve_in_their_turn_their_own_region(answers: Answers) -> None:
    office = answers.workspace
    opened(answers)
    assert refused(lambda: approve_all(office, ("village", C))) == "enrol_not_yet"
    enrolment.check(answers, "1", TODAY)
    assert refused(lambda: approve_all(office, ("district", "33.02.01"))) == "enrol_not_yet"
    assert refused(lambda: approve_all(office, ("village", "33.02.01"))) == "enrol_level_region"
    assert refused(lambda: approve_all(office, ("province", "33"))) == "enrol_level"
    assert refused(lambda: approve_all(office, ("village", "33.02.02.2001"))) == "enrol_nobody_there"
    elsewhere = next(entry.no for entry in enrolment.read(office, "1").entries.values() if entry.slot == K)
    said = Approval("village", C, "SITI", struck=(elsewhere,), why="pindah")
    assert refused(lambda: enrolment.approve(office, "1", said)) == "enrol_elsewhere"
    approve_all(office, ("village", C))
    case = enrolment.read(office, "1")
    assert {entry.slot for entry in case.of("approved_village")} == {C}
    assert {entry.slot for entry in case.of("checked")} == {K}
    again = enrolment.approve(office, "1", Approval("village", C, "SITI"))
    assert (again.changed, again.same) == (0, case.counts()["approved_village"])


def test_who_is_struck_off_has_a_reason_and_his_slot_is_free(answers: Answers) -> None:
    office = answers.workspace
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    one = next(enrolment.read(office, "1").of("checked")).no
    assert (
        refused(lambda: enrolment.approve(office, "1", Approval("village", C, "SITI", struck=(one,))))
        == "enrol_no_reason"
    )
    assert refused(lambda: enrolment.approve(office, "1", Approval("village", C, " "))) == "enrol_no_name"
    assert (
        refused(lambda: enrolment.approve(office, "1", Approval("village", C, "S", why="NIK 3302 0101 0790 0001")))
        == "remark_nik"
    )
    free = enrolment.read(office, "1").free()
    done = enrolment.approve(office, "1", Approval("village", C, "SITI", "SK 1", struck=(one,), why="pindah"))
    (entry,) = done.case.of("refused")
    assert (entry.no, entry.why, dict(done.why)) == (one, ("pindah",), {"refused": 1})
    assert done.case.free()[C] == free[C] + 1
    assert done.case.letters[0][:4] == ("village", C, "SITI", "SK 1")


def test_the_file_for_the_branch_is_safe_and_an_event(answers: Answers, tmp_path: Path) -> None:
    file = sent(answers, tmp_path)
    rows = list(openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == tuple(column.heading for column in layout.read(answers.workspace.folder).columns)
    assert "=HYPERLINK(1)" in [row[2] for row in rows]
    cells = [cell for row in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    enrolment.export(answers, "1", tmp_path / "cabang.csv", TODAY, again=1)
    plain = list(csv.reader(io.StringIO((tmp_path / "cabang.csv").read_text("utf-8-sig")), delimiter=";"))
    assert "'=HYPERLINK(1)" in [row[2] for row in plain]
    assert not [cell for row in plain for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert [row[:2] for row in plain[1:]] == [[str(row[0]), row[1]] for row in rows[1:]]
    kinds = [event.kind for event in ledger.events(answers.workspace.ledger)]
    assert (kinds.count("enrolment_unmasked"), kinds.count("enrolment_exported")) == (2, 1)


def test_no_event_holds_a_nik_a_name_or_a_card(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    back = filled(sent(answers, tmp_path), yes)
    enrolment.take_back(office, "1", back)
    enrolment.people(office, enrolment.read(office, "1"), unmasked=True)
    text = json.dumps([event.content for event in ledger.events(office.ledger)])
    assert not re.search(r"(?<!\d)\d{16}(?!\d)|REKAAN|25000000", text)


def test_whoever_fell_since_is_stopped_before_the_file_is_made(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    approve_all(office)
    n = enrolment.read(office, "1").counts()["approved"]
    file = tmp_path / "wafat2.csv"
    file.write_text(f"NIK;Nama;Tanggal;Peristiwa;Kecamatan\n{nik(1)};{name(1)};2025-04-01;Meninggal;Lumbir\n", "utf-8")
    cakupan.add(office, file, kind="events", position="2025-04-05")
    cakupan.build(office)
    with Answers(office) as now:
        made = enrolment.export(now, "1", tmp_path / "cabang.xlsx", TODAY)
    assert made.lines == n - 1
    assert [entry.why for entry in made.done.case.of("failed") if "enrol_dead" in entry.why] == [("enrol_dead",)] * 2
    whole = enrolment.differences(office, made.done.case)[1]
    assert (whole.decreed, whole.waiting, whole.stopped) == (n, n - 1, 1)


def test_the_answer_of_the_branch_is_read_once(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    file = sent(answers, tmp_path)

    def answer(number: int, cells: dict[str, str]) -> dict[str, str]:
        if number == 2:
            return {"Status": "DITOLAK", "Keterangan": "Sudah terdaftar aktif di perusahaan lain"}
        return yes(number, cells)

    back = filled(file, answer)
    done = enrolment.take_back(office, "1", back)
    assert (dict(done.why), done.left) == ({"ACTIVE": 1}, 0)
    again = enrolment.take_back(office, "1", back)
    assert (again.changed, again.same) == (0, done.changed)
    assert again.case.counts() == done.case.counts()
    seen = {person.no: person for person in enrolment.people(office, done.case, unmasked=True)}
    kpj = {person.kpj for person in seen.values() if person.state == "accepted"}
    assert kpj == {f"2500000{n:04d}" for n in range(1, done.changed + 1) if n != 2}
    assert not any(person.kpj for person in enrolment.people(office, done.case))
    (lost,) = [person for person in seen.values() if person.state == "rejected"]
    assert lost.why == ("Sudah peserta aktif",)


def test_a_part_of_the_answer_may_come_first(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    file = sent(answers, tmp_path)
    first = filled(file, lambda number, cells: yes(number, cells) if number == 1 else {})
    assert refused(lambda: enrolment.take_back(office, "1", first)) == "enrol_result_missing"
    part = enrolment.take_back(office, "1", first, partial=True)
    assert (part.changed, part.case.counts()["accepted"]) == (1, 1)
    rest = enrolment.take_back(office, "1", filled(file, yes))
    assert (rest.same, rest.left) == (1, 0)
    against = filled(
        file, lambda number, cells: {"Status": "Gagal", "Keterangan": "NIK"} if number == 1 else yes(number, cells)
    )
    assert refused(lambda: enrolment.take_back(office, "1", against)) == "enrol_result_against"


def test_paid_by_receipt_month_by_month(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    assert refused(lambda: enrolment.pay(office, "1", Receipt("NTPN 1"))) == "enrol_no_case"
    file = sent(answers, tmp_path)
    assert refused(lambda: enrolment.pay(office, "1", Receipt("NTPN 1"))) == "enrol_nobody_accepted"
    done = enrolment.take_back(office, "1", filled(file, yes))
    n = done.case.counts()["accepted"]
    april = Receipt("NTPN 1", date(2025, 4, 1))
    assert refused(lambda: enrolment.pay(office, "1", Receipt("N", date(2025, 4, 1), amount=1))) == "enrol_amount"
    assert refused(lambda: enrolment.pay(office, "1", Receipt("N", date(2026, 4, 1)))) == "enrol_month"
    stopped = next(done.case.of("failed")).no
    assert refused(lambda: enrolment.pay(office, "1", Receipt("N", only=(stopped,)))) == "enrol_not_accepted"
    right = Receipt("NTPN 1", date(2025, 4, 1), amount=16_800 * n)
    assert enrolment.pay(office, "1", right).changed == n
    assert enrolment.pay(office, "1", april).changed == 0
    both = enrolment.pay(office, "1", Receipt("NTPN 2", date(2025, 4, 1), date(2025, 5, 1), amount=16_800 * n))
    assert {frozenset(entry.months) for entry in both.case.of("paid")} == {frozenset(("2025-04", "2025-05"))}
    assert enrolment.meters(office, both.case, TODAY).whole.spent == 2 * 16_800 * n


def test_slots_go_to_the_reserve_in_its_order(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    everybody = enrolment.opening.names(answers, Source(batch(office)))
    order = [everybody[who - 1] for who in (1, 13, 2, 15, 3, 14)]
    (tmp_path / "urut.csv").write_text("record\n" + "".join(f"{record}\n" for record in order), "utf-8")
    source = Source(records=tmp_path / "urut.csv")
    case = enrolment.open_case(answers, wanted(slots={C: 2, K: 2}), source).case
    assert [entry.record for entry in case.of("named") if entry.slot == C] == order[:2]
    assert [entry.record for entry in case.of("reserve")] == order[2:4]
    none = enrolment.refill(office, "1")
    assert (none.changed, none.left) == (0, 2)
    first = next(case.of("named")).no
    gone = enrolment.take_off(office, "1", (first,), "pindah", by="SITI").case
    assert gone.free() == {C: 1, K: 0}
    full = enrolment.refill(office, "1").case
    assert [entry.record for entry in full.of("named") if entry.slot == C] == [order[1], order[2]]
    assert [entry.record for entry in full.of("reserve")] == [order[3]]
    assert full.counts().total() == 6
    assert enrolment.take_off(office, "1", (first,), "pindah").changed == 0


def test_whoever_the_check_stopped_may_give_his_slot_up(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    everybody = enrolment.opening.names(answers, Source(batch(office)))
    order = [everybody[who - 1] for who in (4, 1)]
    (tmp_path / "urut.csv").write_text("".join(f"{record}\n" for record in order), "utf-8")
    enrolment.open_case(answers, wanted(slots={C: 1}), Source(records=tmp_path / "urut.csv"))
    enrolment.check(answers, "1", TODAY)
    assert enrolment.refill(office, "1").changed == 0
    case = enrolment.refill(office, "1", failed=True).case
    assert [(entry.record, entry.state, entry.replaced) for entry in case.entries.values()] == [
        (order[0], "failed", True), (order[1], "named", False)]  # fmt: skip
    assert enrolment.check(answers, "1", TODAY).case.counts() == {"failed": 1, "checked": 1}
    meter = enrolment.meters(office, enrolment.read(office, "1"), TODAY).whole
    assert (meter.funded, meter.named, meter.failed, meter.replaced, meter.free) == (1, 1, 0, 1, 0)


def test_the_meter_counts_slots_money_and_months(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    sent(answers, tmp_path, slots={C: 20, K: 5})
    case = enrolment.read(office, "1")
    found = enrolment.meters(office, case, date(2025, 10, 3))
    parts = {part.region: part for part in found.parts}
    n = case.counts()["exported"]
    assert (parts[C].funded, parts[K].funded, found.whole.funded) == (20, 5, 25)
    assert sum(part.exported for part in found.parts) == found.whole.exported == n
    assert (found.months_left, found.last, found.budget) == (3, "2025-12", 25 * 9 * 16_800)
    assert found.whole.free == 25 - n
    assert found.whole.idle == (25 - n) * 3 * 16_800
    assert sum(part.idle or 0 for part in found.parts) == found.whole.idle


def test_two_cases_do_not_have_one_person(answers: Answers) -> None:
    office = answers.workspace
    opened(answers)
    opened(answers, name="Kedua", payer="CSR", since=date(2025, 6, 1))
    second = enrolment.check(answers, "2", TODAY).case
    assert all("enrol_other_case" in entry.why for entry in second.entries.values())
    first = enrolment.check(answers, "1", TODAY).case
    assert not [entry for entry in first.entries.values() if "enrol_other_case" in entry.why]
    enrolment.close(office, "1", "batal")
    second = enrolment.check(answers, "2", TODAY).case
    assert not [entry for entry in second.entries.values() if "enrol_other_case" in entry.why]
    assert refused(lambda: enrolment.check(answers, "1", TODAY)) == "enrol_closed"
    opened(answers, name="Ketiga", since=date(2026, 1, 1), until=date(2026, 2, 1))
    third = enrolment.check(answers, "3", TODAY).case
    assert not [entry for entry in third.entries.values() if "enrol_other_case" in entry.why]


def test_one_person_twice_on_a_list_is_enrolled_once(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    file = tmp_path / "ganda.csv"
    file.write_text(HEAD + line(1) + line(2), "utf-8")
    cakupan.add(office, file, kind="workers", group="NELAYAN", position="2025-03-31")
    cakupan.build(office)
    with Answers(office) as now:
        sent(now, tmp_path)
        added = enrolment.add(now, "1", Source(batch(office, "ganda.csv")), spare=True)
        assert (added.changed, added.case.counts()["reserve"]) == (2, 2)
        assert enrolment.add(now, "1", Source(batch(office, "ganda.csv"))).changed == 0
        enrolment.refill(office, "1", failed=True)
        case = enrolment.check(now, "1", TODAY).case
    twice = [entry for entry in case.entries.values() if "enrol_twice" in entry.why]
    assert {entry.state for entry in twice} == {"failed"}
    assert len(twice) == 2, "the first of each is with the branch already"
    people = dict(_persons(office, case))
    on_the_way = [people[entry.record] for entry in case.entries.values() if entry.standing and entry.state != "failed"]
    assert len(set(on_the_way)) == len(on_the_way)


def test_whoever_the_fund_pays_for_goes_on_past_the_age(answers: Answers) -> None:
    office = answers.workspace
    opened(answers, since=date(2025, 4, 1))
    (office.folder / "law").mkdir()
    (office.folder / "law" / "bpu.toml").write_text(
        '[[duty.age_below]]\nsince = 2025-01-01\nvalue = 40\nunit = "years"\ncite = "rekaan"\ngrade = "C"\n', "utf-8"
    )
    enrolment.check(answers, "1", TODAY)
    assert [PEOPLE[who] for who, why in _by_person(answers).items() if not why] == ["own_fund"]


def _persons(office: Workspace, case: enrolment.Case) -> list[tuple[int, int]]:
    with Answers(office) as now:
        return now.engine.rows("select record, person from person")


def test_a_mended_row_is_the_same_one(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    given = cakupan.fix(office, batch(office), tmp_path / "perbaikan.xlsx")
    assert given.file.is_file()
    book = openpyxl.load_workbook(tmp_path / "perbaikan.xlsx")
    for row in (row for sheet in book.worksheets for row in sheet.iter_rows()):
        if any(cell.value == name(7) for cell in row):
            row[0].value = f"330201{born(7):%d%m%y}0007"
    book.save(tmp_path / "perbaikan.xlsx")
    cakupan.add(office, tmp_path / "perbaikan.xlsx")
    cakupan.build(office)
    with Answers(office) as now:
        done = enrolment.check(now, "1", TODAY)
    assert done.changed == 1
    assert _by_person(answers)[7] == ()
    assert len(done.case.entries) == len(PEOPLE)


def test_a_list_that_was_withdrawn_stops_its_people_and_loses_nobody(answers: Answers) -> None:
    office = answers.workspace
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    cakupan.withdraw(office, batch(office))
    cakupan.build(office)
    with Answers(office) as now:
        case = enrolment.check(now, "1", TODAY).case
    assert {entry.why for entry in case.entries.values()} == {("enrol_gone",)}
    assert len(enrolment.people(office, case)) == len(PEOPLE)


def test_what_is_posted_shows_no_birth_date_and_no_number(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    done = enrolment.post(answers, "1", tmp_path / "tempel.xlsx", C)
    rows = list(openpyxl.load_workbook(tmp_path / "tempel.xlsx").worksheets[0].iter_rows(values_only=True))
    shown = [row for row in rows if row[0] and str(row[0]).isdecimal()]
    assert (done.names, done.villages, len(shown)) == (len(shown), 1, len(shown))
    assert (name(1), "RT 001/RW 002", "330201**********") in [row[1:] for row in shown]
    text = json.dumps(rows)
    assert not re.search(r"\d{16}|1980|03-1980", text)
    enrolment.post(answers, "1", tmp_path / "tempel.pdf")
    assert (tmp_path / "tempel.pdf").read_bytes().startswith(b"%PDF")
    first, *_ = ledger.events(office.ledger, kinds=("enrolment_posted",))
    assert first.content["persons"] == len(shown)
    assert refused(lambda: enrolment.post(answers, "1", tmp_path / "x.docx")) == "output_ending"
    assert refused(lambda: enrolment.post(answers, "1", tmp_path / "x.pdf", "33.02.02.2001")) == "enrol_post_nobody"


def test_an_office_lays_the_file_out_as_its_branch_wants_it(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    (office.folder / "layouts").mkdir()
    own = office.folder / "layouts" / "cabang.toml"
    own.write_text(
        'date = "YYYY/MM/DD"\naccepted = ["SUKSES"]\ncolumn = [\n'
        '{ heading = "Nomor KTP", holds = "nik" }, { heading = "Kantor", holds = "fixed", value = "J01" },\n'
        '{ heading = "Lahir", holds = "birth_date" }, { heading = "Ref", holds = "mark" },\n'
        '{ heading = "KPJ", holds = "kpj" }, { heading = "Hasil", holds = "status" }, '
        '{ heading = "Alasan", holds = "reason" }]\n',
        "utf-8",
    )
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    approve_all(office)
    file = enrolment.export(answers, "1", tmp_path / "c.xlsx", TODAY, layout="cabang").file
    rows = list(openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Nomor KTP", "Kantor", "Lahir", "Ref", "KPJ", "Hasil", "Alasan")
    assert rows[1][1:3] == ("J01", f"{born(1):%Y/%m/%d}")
    back = filled(file, lambda number, _: {"KPJ": f"2500000{number:04d}", "Hasil": "sukses"})
    assert enrolment.take_back(office, "1", back).changed == len(rows) - 1


@pytest.mark.parametrize(
    "text",
    [
        "column = 3", "strange = 1", 'column = [{ heading = "A", holds = "gaji" }]', "column = [",
        'column = [{ heading = "A", holds = "nik" }]',
        'column = [{ heading = "A", holds = "nik" }, { heading = "A", holds = "mark" }, '
        '{ heading = "B", holds = "kpj" }, { heading = "C", holds = "reason" }]',
        'date = 3\ncolumn = [{ heading = "A", holds = "nik" }, { heading = "D", holds = "mark" }, '
        '{ heading = "B", holds = "kpj" }, { heading = "C", holds = "reason" }]',
    ],
)  # fmt: skip
def test_a_layout_that_does_not_hold_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "x.toml").write_text(text, "utf-8")
    assert refused(lambda: layout.read(tmp_path, "x")) in ("enrol_layout", "settings_broken")
    assert refused(lambda: layout.read(tmp_path, "y")) == "enrol_no_layout"


@pytest.mark.parametrize(
    ("job", "code"),
    [
        ("PNS", "ASN"), ("Pegawai Negeri Sipil (PNS)", "ASN"), ("Guru PPPK", "ASN"),
        ("TNI-AD", "TNI"), ("Polisi", "POLRI"),
        ("Non ASN", ""), ("Tenaga honorer non PNS", ""), ("Pensiunan PNS", ""), ("Purnawirawan TNI", ""),
        ("Istri anggota Polri", ""), ("Petani", ""), ("Nelayan|PNS", "ASN"), ("Penjahit", ""), ("Kepala dusun", ""),
        ("Pensiunan Pegawai Negeri Sipil (PNS)", ""), ("", ""),
    ],
)  # fmt: skip
def test_who_works_for_the_state(job: str, code: str) -> None:
    from cakupan import codes

    assert Excluded(codes.read("excluded")).of(job) == code


def test_a_birth_date_is_in_the_nik() -> None:
    assert of_nik("3302014103800001") == date(1980, 3, 1)
    assert of_nik("3302010103050001") == date(2005, 3, 1)
    assert of_nik("3302019913800001") is None
    assert of_nik("33020141038") is None


def test_the_shipped_layout_and_lists_are_whole() -> None:
    from importlib import resources

    for code in ("excluded", "rejections"):
        text = (resources.files("cakupan") / "codes" / f"{code}.toml").read_text("utf-8")
        assert all({"id", "en"} <= entry["name"].keys() for entry in tomllib.loads(text).values())
    assert {"nik", "mark", "kpj", "reason"} <= {column.holds for column in layout.read(Path("/nonexistent")).columns}


def test_active_is_seen_in_the_roster(answers: Answers, tmp_path: Path) -> None:
    office = answers.workspace
    file = sent(answers, tmp_path)
    enrolment.take_back(office, "1", filled(file, yes))
    assert refused(lambda: enrolment.seen_active(answers, "1")) == "enrol_nobody_paid"
    assert refused(lambda: enrolment.paid(answers, "1")) == "enrol_no_payments"
    paid_for = [(1, "2025-04"), (1, "2025-05"), (2, "2025-04"), (4, "2025-04")]
    text = "NIK;Segmen;Bulan;Jumlah;Tgl Bayar\n" + "".join(
        f"{nik(who)};BPU;{month};16800;2025-04-20\n" for who, month in paid_for
    )
    (tmp_path / "iuran.csv").write_text(text, "utf-8")
    cakupan.add(office, tmp_path / "iuran.csv", kind="payments", position="2025-04-30")
    roster = "No KPJ;NIK;Nama;Segmen;Lunas s.d.;Desa;Kecamatan\n"
    roster += f"25000000001;{nik(1)};{name(1)};BPU;2025-05;Cirahab;Lumbir\n"
    (tmp_path / "peserta-april.csv").write_text(roster, "utf-8")
    cakupan.add(office, tmp_path / "peserta-april.csv", kind="members", position="2025-04-30", complete=False)
    cakupan.build(office)
    with Answers(office) as now:
        done = enrolment.paid(now, "1")
        assert (done.changed, done.case.counts()["paid"]) == (2, 2)
        assert sorted(len(entry.months) for entry in done.case.of("paid")) == [1, 2]
        assert enrolment.paid(now, "1").changed == 0
        seen = enrolment.seen_active(now, "1", date(2025, 4, 30))
        assert (seen.changed, seen.left) == (1, 1)
        assert enrolment.protected(now, seen.case, date(2025, 4, 30)) == {
            entry.record for entry in seen.case.of("active")
        }
        again = enrolment.seen_active(now, "1", date(2025, 4, 30))
        assert (again.changed, again.same, again.why) == (0, 1, ())
        later = enrolment.seen_active(now, "1", date(2025, 11, 30))
        assert dict(later.why) == {"enrol_lapsed": 1}
        assert later.case.counts()["active"] == 1


def test_the_page_about_it_shows_what_there_is(tmp_path: Path) -> None:
    """Its layout can be read, and each of its commands has the options that it names."""
    import typer

    from cakupan.cli.commands import application

    text = (Path(__file__).parents[2] / "docs" / "enrolment.md").read_text("utf-8")
    (own,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "cabang.toml").write_text(own, "utf-8")
    assert layout.read(tmp_path, "cabang").heading("fixed") == "Kantor"
    lines = re.findall(r"^cakupan enrol (.*?)(?: {2,}#.*)?$", text, re.MULTILINE)
    assert len(lines) > 10
    for words in map(shlex.split, lines):
        group = typer.main.get_command(application(["enrol", words[0]])).commands["enrol"]  # type: ignore[attr-defined]
        (command,) = group.commands.values()
        known = {name for one in command.params for name in one.opts}
        assert {word for word in words if word.startswith("-")} <= known, words


def test_a_case_lives_on_a_server_too(
    built: Path, tmp_path: Path, postgres: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cakupan import workspace as folders
    from postgres import OWNER, SECRET

    monkeypatch.setenv("PGPASSWORD", SECRET)
    office = cakupan.open(shutil.copytree(built, tmp_path / "kantor"))
    office = folders.keep_ledger(office, f"postgresql://{OWNER}@127.0.0.1:{postgres}/postgres?office=enrolment")
    with Answers(office) as answers:
        opened(answers)
        done = enrolment.check(answers, "1", TODAY)
        assert enrolment.check(answers, "1", TODAY).changed == 0
    approve_all(office)
    case = enrolment.read(office, "1")
    assert case.counts()["approved"] == done.case.counts()["checked"]
    assert ledger.verify(office.ledger) == 6
