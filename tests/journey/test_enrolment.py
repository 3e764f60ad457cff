"""From a budget to protected families: names go through every state with files, and coverage grows by them."""

from __future__ import annotations

import json
import re
import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import commands

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH = CONTOH["TRUTH"]
AT = TRUTH["position"].isoformat()
CODES = {letter: village["code"] for letter, village in TRUTH["village"].items()}
#: Who may be enrolled, counted by hand: listed, of no wage, not protected, with a NIK and a village.
FIT = {"C": (3, 4, 6, 7, 8, 10, 11, 12), "K": (3, 4, 6, 7, 8), "P": (2, 3, 4)}
SLOTS = {"C": 6, "K": 6, "P": 2}


class Office:
    """The office's folder and its command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str, cwd: Path | None = None, status: int = 0) -> str:
        done = commands.run(cwd or self.folder, *words)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    def enrol(self, *words: str) -> dict[str, Any]:
        return json.loads(self.run("enrol", *words, "--format", "json"))  # type: ignore[no-any-return]

    def coverage(self, day: str) -> tuple[int, int]:
        (row,) = json.loads(self.run("show", "coverage", "--at", day, "--format", "json"))
        return row["numerator"], row["denominator"]

    def states(self) -> Counter[str]:
        return Counter(row["state"] for row in self.people())

    def people(self, *words: str) -> list[dict[str, Any]]:
        return json.loads(self.run("enrol", "list", "1", *words, "--format", "json"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("dari-anggaran")
    CONTOH["write"](folder)
    office = Office(folder / "lumbir")
    office.run("new", "lumbir", "--region", TRUTH["home"], cwd=folder)
    for file, kind in (("daftar-pekerja.xlsx", "workers"), (f"peserta-{AT}.csv", "members")):
        office.run("add", f"../{file}", "--as", kind, "--position", AT, "--invented")
    office.run("build")
    return office


def answered(file: Path, rejected: dict[str, str]) -> Path:
    """Return the file as the branch sends it back: a card for each, but a reason for some, by their NIK."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    at = {head: number for number, head in enumerate(heads)}
    for row in sheet.iter_rows(min_row=2):
        number = str(row[at["NIK"]].value)
        if number in rejected:
            row[at["Status"]].value, row[at["Keterangan"]].value = "DITOLAK", rejected[number]
        else:
            row[at["Status"]].value, row[at["No KPJ"]].value = "DITERIMA", f"99{number[-9:]}"
    book.save(file.with_stem(f"hasil-{file.stem}"))
    return file.with_stem(f"hasil-{file.stem}")


def approve(office: Office) -> None:
    steps = [("village", code, f"Kades {letter}") for letter, code in CODES.items()]
    for level, region, by in (*steps, ("district", "33.02.01", "Camat"), ("regency", "33.02", "Bupati")):
        letter = ("--letter", "SK 460/12/2025") if level == "regency" else ()
        office.enrol("approve", "1", "--level", level, "--region", region, "--by", by, *letter)


def record_of(office: Office, who: str) -> int:
    """Return the row of somebody on the list of workers, found by its sheet and place."""
    import cakupan
    from cakupan.results import Answers

    with Answers(cakupan.open(office.folder)) as answers:
        rows = answers.engine.rows(
            f"select min(r.record) from record r join batch b on b.batch = r.batch "
            f"where b.kind = 'workers' and r.nik = '{CONTOH['nik'](who)}'"
        )
    return int(rows[0][0])


def test_from_a_budget_to_protected_families(office: Office) -> None:
    before = office.coverage(AT)
    assert before == (TRUTH["numbers"]["active"], TRUTH["numbers"]["eligible"])
    names = [f"{letter}{n}" for letter, numbers in FIT.items() for n in numbers]
    listed = [*names[:2], "C1", *names[2:]]
    rows = "".join(f"{record_of(office, who)}\n" for who in listed)
    (office.folder.parent / "nama.csv").write_text("record\n" + rows, "utf-8")
    slots = ",".join(f"{CODES[letter]}:{n}" for letter, n in SLOTS.items())
    said = ("Rentan 2025", "--records", "../nama.csv", "--payer", "APBD_KAB", "--from", "2025-04", "--until", "2025-12",
            "--slots", slots, "--line", "5.1.02.02.02.0006", "--by", "Disnaker")  # fmt: skip
    told = office.enrol("new", *said)
    # Of Cirahab nine for six slots, of Canduk five for six, of Parungkamal three for two.
    assert told["states"] == {"named": 6 + 5 + 2, "reserve": 3 + 1}
    assert office.enrol("new", *said)["changed"] == 0
    # C1 is a wage earner and protected.
    assert office.enrol("check", "1")["states"] == {"checked": 12, "failed": 1, "reserve": 4}
    (stopped,) = office.people("--state", "failed")
    assert len(stopped["why"]) == 2
    assert office.enrol("refill", "1", "--failed")["states"] == {"checked": 12, "named": 1, "failed": 1, "reserve": 3}
    office.enrol("check", "1")
    office.run("enrol", "export", "1", "-o", "../cabang.xlsx", status=1)
    approve(office)
    assert office.states() == {"approved": 13, "failed": 1, "reserve": 3}
    posted = office.enrol("post", "1", "--region", CODES["C"], "-o", "../tempel.pdf")
    assert (posted["names"], posted["villages"]) == (6, 1)

    assert office.enrol("export", "1", "-o", "../cabang.xlsx")["lines"] == 13
    hasil = answered(office.folder.parent / "cabang.xlsx", {CONTOH["nik"]("P2"): "NIK tidak valid di Dukcapil"})
    told = office.enrol("result", "1", str(hasil))
    assert (told["why"], told["states"]) == ({"NIK": 1}, {"accepted": 12, "rejected": 1, "failed": 1, "reserve": 3})
    assert office.enrol("result", "1", str(hasil))["changed"] == 0
    difference = office.enrol("difference", "1")["whole"]
    assert (difference["decreed"], difference["accepted"], difference["rejected"]) == (13, 12, {"NIK": 1})

    # The slot that is free in Parungkamal goes to its reserve, and through every state.
    assert office.enrol("refill", "1")["changed"] == 1
    office.enrol("check", "1")
    approve(office)
    assert office.enrol("export", "1", "-o", "../cabang2.xlsx")["lines"] == 1
    office.enrol("result", "1", str(answered(office.folder.parent / "cabang2.xlsx", {})))
    assert office.states() == {"accepted": 13, "rejected": 1, "failed": 1, "reserve": 2}

    enrolled = [who for who in names if who not in ("C11", "C12", "P2")]
    assert len(enrolled) == 13
    files(office, enrolled)
    assert office.enrol("paid", "1")["states"]["paid"] == 13
    assert office.enrol("active", "1", "--at", "2025-04-30")["states"]["active"] == 13
    assert office.states() == {"active": 13, "rejected": 1, "failed": 1, "reserve": 2}

    meter = office.enrol("slots", "1", "--at", "2025-05-02")
    whole = meter["whole"]
    assert (whole["funded"], whole["named"], whole["active"], whole["free"]) == (14, 13, 13, 1)
    assert {part["region"]: part["free"] for part in meter["parts"]} == {CODES["C"]: 0, CODES["K"]: 1, CODES["P"]: 0}
    assert (whole["spent"], whole["idle"], meter["budget"]) == (13 * 3 * 16_800, 8 * 16_800, 14 * 9 * 16_800)
    after = office.coverage("2025-04-30")
    assert after == (before[0] + 13, before[1])
    assert json.loads(office.run("ledger", "verify", "--format", "json"))["events"] > 20


def files(office: Office, enrolled: list[str]) -> None:
    """Take in what follows from the enrolment: payments of three months, and the roster of April."""
    folder = office.folder.parent
    paid = "NIK;Segmen;Dari Bulan;Sampai Bulan;Jumlah;Tgl Bayar\n" + "".join(
        f"{CONTOH['nik'](who)};BPU;2025-04;2025-06;50400;2025-04-20\n" for who in enrolled
    )
    (folder / "iuran.csv").write_text(paid, "utf-8")
    office.run("add", "../iuran.csv", "--as", "payments", "--position", "2025-04-30")
    roster = (folder / f"peserta-{AT}.csv").read_text("utf-8").strip() + "\n"
    village = {letter: TRUTH["village"][letter]["name"] for letter in CODES}
    roster += "".join(
        f"99{CONTOH['nik'](who)[-9:]},{CONTOH['nik'](who)},{CONTOH['name'](who).upper()},BPU,2025-06,AKTIF,"
        f"{village[who[0]]},LUMBIR\n"
        for who in enrolled
    )
    (folder / "peserta-april.csv").write_text(roster, "utf-8")
    office.run("add", "../peserta-april.csv", "--as", "members", "--position", "2025-04-30")
    office.run("build")


def test_nothing_printed_or_noted_is_personal(office: Office) -> None:
    """After all steps: no NIK, no name and no card on a screen, or in the ledger."""
    shown = "".join(
        office.run("enrol", *words) for words in (["list"], ["list", "1"], ["slots", "1"], ["difference", "1"])
    )
    noted = (office.folder / "ledger.sqlite").read_bytes().decode("utf-8", "replace")
    personal = re.compile(r"(?<!\d)33020\d{11}(?!\d)|SANTOSO|LESTARI|PRASETYO")
    assert not personal.search(shown)
    assert not personal.search(noted)
    assert "17 orang" in shown
