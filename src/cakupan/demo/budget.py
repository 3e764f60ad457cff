"""A budget turned into protected families, in an office of its own beside the sample: plan, names, branch, roster.

The money is invented, as are the people; what the law asks and allows is not.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from fractions import Fraction
from pathlib import Path

import xlsxwriter

from cakupan import builds, enrolment, intake, reports, wording, workspace
from cakupan.demo.lists import MARK
from cakupan.enrolment import Approval, Source, Wanted
from cakupan.enrolment.shapes import ACCEPTED, CHECKED, REJECTED
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.planning import annex, making
from cakupan.planning.annex import Run
from cakupan.results import Answers, Question
from cakupan.workspace import Workspace

#: The office, in the folder of the sample; the scenario, in the office.
FOLDER, SCENARIO = "anggaran", "banyumas-2025"
_KNOWN, _FIRST, _AFTER = date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 30)
_HOME = "33.02"
_HEADINGS = (
    "Kode Wilayah", "Sumber Dana", "Nama Mata Anggaran", "Tahun Anggaran", "Pagu", "Bulan Awal", "Bulan Akhir",
    "Kelompok Sasaran", "Sumber",
)  # fmt: skip
#: Invented budget lines: who pays, what for, how much, in which months, for which groups.
_LINES = (
    ("APBD_KAB", "Iuran pekerja miskin ekstrem", 2_000_000_000, "2025-04", "2025-12", "MISKIN_EKSTREM"),
    ("DBH_CHT", "Iuran pekerja rentan daerah tembakau", 150_000_000, "2025-04", "2025-12", "PEKERJA_RENTAN"),
    ("APBDES", "Iuran lembaga desa, gabungan APBDes", 575_000_000, "2025-04", "2025-12", "KELEMBAGAAN_DESA"),
    ("CSR", "Bantuan perusahaan rekaan", 60_000_000, "2025-04", "2025-12", ""),
)
_SCENARIO = """# Contoh: berapa keluarga terlindungi oleh Rp2 miliar APBD dan dua sumber lain. Pagunya rekaan.
name = "Banyumas 2025: Rp2 miliar untuk pekerja miskin ekstrem"
year = 2025
day = 2025-03-31
goal = "worth"

[months]
least = 9                         # April sampai Desember: yang didaftarkan tidak berhenti lagi tahun itu

[weights]
month = 10
poor = 10

[[floor]]
each = "district"
group = "MISKIN_EKSTREM"
share = 0.01
"""
#: One in so many is rejected by the invented branch, as about six in a hundred names of real decrees are.
_REJECTED = 17


def run(sample: Workspace, tell: Callable[[str], None]) -> Workspace:
    """Plan a budget of Banyumas, enrol whom it buys through every state, and say what became of coverage.

    Args:
        sample: the sample office, built; it stays as it is.
        tell: is called with a sentence for each thing done.

    Raises:
        Refusal: the disk refuses.

    """
    office = _beside(sample)
    for file, said in _papers(office):
        intake.add(office, file, said)
    builds.build(office)
    before = _coverage(office, _KNOWN)
    cases = [_enrolled(office, bought, tell) for bought in _planned(office, tell)]
    _received(office)
    _finished(office, cases, tell)
    after = _coverage(office, _AFTER)
    tell(
        f"Cakupan {wording.day(_KNOWN)}: {before}; {wording.day(_AFTER)}, sesudah pendaftaran: {after}. "
        f"Semuanya di {office.folder}"
    )
    return office


def _beside(sample: Workspace) -> Workspace:
    """Return an office with the same lists and builds, none of them written twice; made afresh each time."""
    folder = sample.folder / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for room in ("inbox", "build"):
        shutil.copytree(sample.folder / room, folder / room, copy_function=_linked)
    shutil.copy2(sample.folder / workspace.SETTINGS, folder)
    return workspace.open_workspace(folder)


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copy2(source, target)
    return target


def _papers(office: Workspace) -> Iterator[tuple[Path, Said]]:
    """Write the invented budget and the scenario, and yield what is to be taken in."""
    (office.folder / "scenarios").mkdir()
    (office.folder / "scenarios" / f"{SCENARIO}.toml").write_text(_SCENARIO, "utf-8")
    file = _post(office) / "CONTOH-dana-2025.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet("Dana")
        page.write_row(0, 0, _HEADINGS)
        for at, (payer, name, ceiling, first, last, groups) in enumerate(_LINES, start=1):
            page.write_row(at, 0, (_HOME, payer, name, 2025, ceiling, first, last, groups, "Rekaan"))
    yield file, Said("funds", received=_KNOWN, invented=True)


def _post(office: Workspace) -> Path:
    folder = office.folder / "kiriman"
    folder.mkdir(exist_ok=True)
    return folder


def _planned(office: Workspace, tell: Callable[[str], None]) -> list[Run]:
    """Work the scenario out, write its documents, and return who is bought by which line for which months."""
    folder = office.folder / "laporan"
    folder.mkdir(exist_ok=True)
    with Answers(office) as answers:
        made = making.make(answers, SCENARIO, steps=True)
        people = annex.people(answers, made.posed, made.solved)
        for ending in (".xlsx", ".pdf", ".docx"):
            listed = people if ending == ".xlsx" else []
            reports.write("plan", answers, folder / f"rencana{ending}", plan=made.plan, people=listed, unmasked=False)
        bought = annex.runs(answers, made.posed, made.solved)
    plan = made.plan
    tell(
        f"Rencana dari {wording.rupiah(plan.ceiling)}: {wording.count(plan.persons)} orang, "
        f"{wording.count(plan.months)} bulan-pekerja, {wording.rupiah(plan.rupiah)}; terbukti tidak ada rencana "
        f"yang lebih dari {wording.percent(Fraction(plan.proof.gap).limit_denominator(10**9), places=3)} lebih baik "
        f"({folder / 'rencana.xlsx'}, .pdf, .docx)"
    )
    return bought


def _enrolled(office: Workspace, run: Run, tell: Callable[[str], None]) -> str:
    """Bring those whom one line pays for in the same months to the branch, read its answer, and return the case."""
    post, by = _post(office), "Disnaker (contoh)"
    file = post / f"CONTOH-nama-{run.payer.lower()}-{run.since}.json"
    file.write_text(json.dumps(run.records), "utf-8")
    first, last = (date.fromisoformat(f"{month}-01") for month in (run.since, run.until))
    wanted = Wanted(
        f"{run.name} {run.since}–{run.until}", run.payer, first, last, line=run.account, levels=("district", "regency")
    )
    sent = post / f"CONTOH-ke-cabang-{run.payer.lower()}-{run.since}.csv"
    with Answers(office) as answers:
        case = str(enrolment.open_case(answers, wanted, Source(records=file), by=by).case.number)
        checked = enrolment.check(answers, case, _KNOWN, by=by)
        for code in answers.children(_HOME):
            with suppress(Refusal):  # nobody of this list lives there
                enrolment.approve(office, case, Approval("district", code, f"Camat {answers.region_title(code)}"))
        enrolment.approve(office, case, Approval("regency", _HOME, "Bupati", letter="SK CONTOH/2025"))
        made = enrolment.export(answers, case, sent, _KNOWN, by=by)
    answer = _answered(sent)
    states = enrolment.take_back(office, case, answer, by=by).case.counts()
    tell(
        f"Pendaftaran {case} ({wanted.name}): {wording.count(len(run.records))} nama, "
        f"{wording.count(checked.case.counts()[CHECKED])} lolos periksa, {wording.count(made.lines)} disetujui dan "
        f"dikirim ({sent.name}), {wording.count(states[ACCEPTED])} diterima, {wording.count(states[REJECTED])} ditolak"
    )
    return case


def _answered(sent: Path) -> Path:
    """Return the file for the branch as an invented branch sends it back: cards for most, a reason for some."""
    with sent.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    for at, row in enumerate(rows):
        if at % _REJECTED == _REJECTED - 1:
            row |= {"Status": "DITOLAK", "Keterangan": "NIK tidak padan dengan Dukcapil"}
        else:
            row |= {"Status": "DITERIMA", "No KPJ": f"98{at:09d}"}
    answer = sent.with_name(sent.name.replace("ke-cabang", "dari-cabang"))
    _write(answer, rows)
    return answer


def _write(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def _received(office: Workspace) -> None:
    """Take in what the branch sends in April: who paid for whom, and the roster of those it accepted."""
    accepted = [row for file in sorted(_post(office).glob("CONTOH-dari-cabang-*.csv")) for row in _accepted(file)]
    paid, roster = _post(office) / "CONTOH-iuran-2025-04.csv", _post(office) / "CONTOH-peserta-bpu-2025-04-30.csv"
    _write(paid, [
        {"NIK": row["NIK"], "Segmen": "BPU", "Dari Bulan": f"{_FIRST:%Y-%m}", "Sampai Bulan": f"{_FIRST:%Y-%m}",
         "Jumlah": row["Iuran Sebulan"], "Tanggal Bayar": _AFTER.isoformat(), "Keterangan": MARK}
        for row in accepted
    ])  # fmt: skip
    _write(roster, [
        {"No. KPJ": row["No KPJ"], "NIK": row["NIK"], "Nama Peserta": row["Nama Lengkap"], "Segmen": "BPU",
         "Kode Wilayah": row["Kode Wilayah"], "Tanggal Kepesertaan": _FIRST.isoformat(),
         "Lunas s.d.": f"{_FIRST:%Y-%m}", "Program": "JKK, JKM", "Sumber Dana": row["Sumber Dana"], "Keterangan": MARK}
        for row in accepted
    ])  # fmt: skip
    intake.add(office, paid, Said("payments", _AFTER, invented=True))
    intake.add(office, roster, Said("members", _AFTER, segment="BPU", complete=False, invented=True))
    builds.build(office)


def _accepted(answer: Path) -> list[dict[str, str]]:
    """Return the lines that the branch accepted and whose first month is paid for now."""
    with answer.open(encoding="utf-8", newline="") as stream:
        return [
            row for row in csv.DictReader(stream, delimiter=";")
            if row["Status"] == "DITERIMA" and row["Bulan Awal"] == f"{_FIRST:%Y-%m}"
        ]  # fmt: skip


def _finished(office: Workspace, cases: Sequence[str], tell: Callable[[str], None]) -> None:
    """Read out of payments and roster who is paid for and active, and say how many stand where."""
    with Answers(office) as answers:
        for case in cases:
            with suppress(Refusal):  # its first month is still to come
                enrolment.paid(answers, case, by="Disnaker (contoh)")
                enrolment.seen_active(answers, case, _AFTER, by="Disnaker (contoh)")
    every = Counter[str]()
    for one in enrolment.everything(office).values():
        every.update(one.counts())
    told = [f"{wording.count(n)} {wording.label('enrol', state).lower()}" for state, n in every.items() if n]
    tell(
        f"Sesudah iuran April dan daftar peserta diterima: {', '.join(told)}; cakupan enrol slots 1 di {office.folder}"
    )


def _coverage(office: Workspace, day: date) -> str:
    """Return coverage on a day in words."""
    with Answers(office) as answers:
        (found,) = answers.ask(Question("coverage", at=day, basis="list"))
    assert found.value is not None
    counts = f"{wording.count(found.numerator or 0)} dari {wording.count(found.denominator or 0)}"
    return f"{wording.percent(found.value)} ({counts})"
