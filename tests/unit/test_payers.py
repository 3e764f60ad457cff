"""Payers: how they are read, what is said of a whole file, lists ahead, and months at stake against a count by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import cakupan
from cakupan import codes, duplicates, fields, steps
from cakupan.cli import app
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Setting
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.schema import TABLES, empty
from cakupan.workspace import Workspace

SETTING = Setting(date(2026, 1, 1), words={"payers": codes.by_alias(codes.read("payers"))})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DBH_CHT", "DBH_CHT"), ("dbh cht", "DBH_CHT"), ("DBHCHT TA 2026", "DBH_CHT"), ("Dana DBH CHT", "DBH_CHT"),
        ("DBH Cukai Hasil Tembakau", "DBH_CHT"), ("DBH Sawit 2025", "DBH_SAWIT"), ("APBD", "APBD_KAB"),
        ("Dana APBD TA 2026", "APBD_KAB"), ("APBD Kab. Banyumas", "APBD_KAB"), ("APBD Prov. Jateng", "APBD_PROV"),
        ("APBD I", "APBD_PROV"), ("APBD II", "APBD_KAB"), ("Pemprov Jawa Tengah", "APBD_PROV"), ("APBN", "APBN"),
        ("Dana Desa", "APBDES"), ("APBDes 2026", "APBDES"), ("CSR PT Semen Rekaan", "CSR"), ("TJSL", "CSR"),
        ("CSR Bank Mandiri", "CSR"), ("Mandiri", "MANDIRI"), ("bayar sendiri", "MANDIRI"),
        ("Pemberi Kerja", "PERUSAHAAN"), ("Donatur", "DONATUR"), ("-", None), ("", None), ("belum ada", None),
    ],
)  # fmt: skip
def test_a_payer_is_read_by_its_spellings(text: str, value: str | None) -> None:
    reading = fields.get("payer").odd(text, SETTING)
    assert (reading.value, reading.code) == (value, "")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Baznas Kab. Banyumas", "BAZNAS KAB BANYUMAS"),
        ("APBD Jawa Tengah", "APBD JAWA TENGAH"),  # of the province or of a regency in it
        ("APBN dan DBH CHT", "APBN DAN DBH CHT"),  # two in one cell
        ("CSR untuk peserta", "CSR UNTUK PESERTA"),
    ],
)
def test_who_is_no_payer_that_is_known_is_kept_by_its_words(text: str, kept: str) -> None:
    reading = fields.get("payer").odd(text, SETTING)
    assert (reading.value, reading.code, reading.detail) == (kept, "payer_unknown", kept)


def test_a_number_in_the_column_of_payers_is_not_told() -> None:
    reading = fields.get("payer").odd("Adi 3302010107900001", SETTING)
    assert "3302010107900001" not in reading.detail


def test_every_payer_has_what_it_needs() -> None:
    payers = codes.read("payers")
    assert set(payers) == {
        "APBN", "APBD_PROV", "APBD_KAB", "APBDES", "DBH_CHT", "DBH_SAWIT", "CSR", "DONATUR", "PERUSAHAAN", "MANDIRI",
    }  # fmt: skip
    for entry in payers.values():
        assert set(entry["name"]) == {"id", "en"}
        assert entry["bears"] in codes.BEARS
    spelled = [word for entry in payers.values() for word in entry["aliases"]]
    assert len(spelled) == len(set(spelled))


def written(path: Path, head: str, *rows: str) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head.split("|"), *(row.split("|") for row in rows)])
    return path


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return cakupan.create(tmp_path / "office", region="33.02")


ADI, BUNGA = "3302010107900001|ADI SARJO", "3302010107900002|BUNGA WATI"
HEAD = "NIK|Nama|Kecamatan|Mulai|Sampai Dengan"


def roster(office: Workspace, folder: Path, *payers: str, position: str = "2025-12-31") -> Any:
    rows = [f"{who}|BPU|Lumbir|2025-12|{payer}" for who, payer in zip((ADI, BUNGA), payers, strict=False)]
    file = written(folder / "peserta.csv", "NIK|Nama|Segmen|Kecamatan|Lunas s.d.|Sumber Dana", *rows)
    return cakupan.add(office, file, kind="members", position=position)


def candidates(office: Workspace, file: Path, *who: str, position: date, **said: Any) -> Any:
    rows = [f"{one}|Lumbir|01-01-{position.year}|31-12-{position.year}" for one in who]
    said = {"group": "PEKERJA_RENTAN", "payer": "DBH_CHT", **said}
    return cakupan.add(office, written(file, HEAD, *rows), kind="workers", position=position, **said)


def sums(office: Workspace, **asked: Any) -> list[tuple[Any, ...]]:
    cakupan.build(office)
    with Answers(office) as answers:
        found = duplicates.find(answers, duplicates.Asked(**asked)).sums("payers")
    return [(one.kind, *one.listed, one.persons, one.months, one.amount) for one in found]


def test_candidates_may_be_listed_ahead_and_are_no_latest_date(office: Workspace, tmp_path: Path) -> None:
    year = datetime.now(UTC).year + 1
    roster(office, tmp_path, "APBD Kab")
    taken = candidates(office, tmp_path / "calon.csv", ADI, position=date(year, 1, 1))
    assert taken.batch.about["payer"] == "DBH_CHT"
    assert sums(office) == [("two_funds", "APBD_KAB", "DBH_CHT", 1, 12, 201600)]
    with Answers(office) as answers:
        assert answers.latest() == date(2025, 12, 31)
        assert answers.engine.rows("select planned from batch order by planned") == [(False,), (True,)]


def test_whoever_adds_candidates_is_told_so(office: Workspace, tmp_path: Path) -> None:
    year = datetime.now(UTC).year + 1
    file = written(tmp_path / "calon.csv", "NIK|Nama|Kecamatan", f"{ADI}|Lumbir")
    said = ["--as", "workers", "--group", "NELAYAN", "--payer", "csr", "--position", f"{year}-01-01"]
    done = CliRunner().invoke(app, ["add", str(file), "-w", str(office.folder), *said, "--lang", "en"])
    assert done.exit_code == 0
    assert f"The position 1 January {year} lay ahead" in done.stdout


def test_nobody_else_comes_from_a_day_ahead(office: Workspace, tmp_path: Path) -> None:
    ahead = datetime.now(UTC).date() + timedelta(days=40)
    file = written(tmp_path / "a.csv", "NIK|Nama|Segmen|Kecamatan", f"{ADI}|BPU|Lumbir")
    for said in ({"kind": "members"}, {"kind": "workers"}, {"kind": "workers", "role": "base", "group": "RT_RW"}):
        with pytest.raises(Refusal) as refused:
            cakupan.add(office, file, position=ahead, **said)
        assert refused.value.code == "future_position"
    with pytest.raises(Refusal):
        cakupan.add(office, file, kind="workers", group="RT_RW", position=date(ahead.year + 3, 1, 1))
    assert cakupan.add(office, file, kind="workers", group="RT_RW", position=ahead).new


def test_a_payer_is_said_of_people_only_and_must_be_known(office: Workspace, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "NPP|Nama|Kecamatan", "AA000001|CONTOH|Lumbir")
    with pytest.raises(Refusal) as refused:
        cakupan.add(office, file, kind="employers", payer="CSR")
    assert refused.value.code == "payer_of_people"
    with pytest.raises(Refusal) as refused:
        cakupan.add(office, file, kind="members", payer="PAMAN")
    assert refused.value.code == "no_code"


def test_what_is_said_of_the_file_holds_where_the_row_says_nothing(office: Workspace, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "NIK|Nama|Kecamatan|Sumber Dana", f"{ADI}|Lumbir|", f"{BUNGA}|Lumbir|APBDes")
    taken = cakupan.add(office, file, kind="workers", group="RT_RW", payer="CSR", position="2025-01-01")
    engine = DuckDB()
    engine.table("rows", taken.batch.rows)
    assert engine.rows("select payer from rows order by nik") == [("CSR",), ("APBDES",)]
    plain = cakupan.add(office, file, kind="workers", group="RT_RW", position="2025-01-01")
    assert plain.new
    assert plain.batch.name != taken.batch.name


def test_an_office_names_its_own_payers_and_rows_read_before_know_them(office: Workspace, tmp_path: Path) -> None:
    roster(office, tmp_path, "Baznas Kab. Banyumas", "Zakat")
    candidates(office, tmp_path / "calon.csv", ADI, BUNGA, position=date(2026, 1, 1))
    before = [("two_funds", name, "DBH_CHT", 1, 12, 201600) for name in ("BAZNAS KAB BANYUMAS", "ZAKAT")]
    assert sums(office) == before
    (office.folder / "payers.toml").write_text(
        '[BAZNAS]\nname = { id = "Baznas", en = "Baznas" }\nbears = "fund"\n'
        'aliases = ["Baznas Kab. Banyumas", "Zakat"]\n',
        "utf-8",
    )
    assert sums(office) == [("two_funds", "BAZNAS", "DBH_CHT", 2, 24, 403200)]
    assert roster(office, tmp_path, "BAZNAS", "zakat").batch.about["findings"].get("payer_unknown") is None


def test_a_payer_of_the_office_says_what_it_is(office: Workspace, tmp_path: Path) -> None:
    (office.folder / "payers.toml").write_text('[BAZNAS]\nname = { id = "B", en = "B" }\nbears = "uncle"\n', "utf-8")
    roster(office, tmp_path, "APBN")
    with pytest.raises(Refusal) as refused:
        cakupan.build(office)
    assert refused.value.code == "payer_bears"


def test_a_payer_of_the_state_has_no_relief_in_what_is_owed(office: Workspace, tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv", "NIK|Nama|Segmen|Kecamatan|Upah|Program|Sumber Dana",
        f"{ADI}|BPU|Lumbir|1000000|JKK, JKM|APBD Kab", f"{BUNGA}|BPU|Lumbir|1000000|JKK, JKM|CSR",
    )  # fmt: skip
    cakupan.add(office, file, kind="members", position="2026-05-31")
    cakupan.build(office)
    (one,) = cakupan.show(office, "contributions_due", at="2026-05-31")
    assert one.value == 16800 + 8400


def test_a_mended_list_keeps_its_payer(office: Workspace, tmp_path: Path) -> None:
    taken = candidates(office, tmp_path / "calon.csv", ADI, BUNGA, position=date(2026, 1, 1))
    cakupan.fix(office, taken.batch.name, tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    page = next(page for page in book if any(cell.value == "ADI SARJO" for row in page.iter_rows() for cell in row))
    (name,) = (cell for row in page.iter_rows() for cell in row if cell.value == "ADI SARJO")
    name.value = "ADI SARJONO"
    book.save(tmp_path / "b.xlsx")
    mended = cakupan.add(office, tmp_path / "b.xlsx")
    assert mended.batch.about["payer"] == "DBH_CHT"
    engine = DuckDB()
    engine.table("rows", mended.batch.rows)
    assert engine.rows("select distinct payer from rows") == [("DBH_CHT",)]


def test_a_membership_that_a_list_of_its_payer_explains_is_no_unknown_one(office: Workspace, tmp_path: Path) -> None:
    """The roster of all members says nothing of payers; the fund's own list of them does, and its candidates go on."""
    roster(office, tmp_path, "", "")
    own = written(tmp_path / "dana.csv", "NIK|Nama|Kecamatan|Lunas s.d.", f"{ADI}|Lumbir|2025-12")
    cakupan.add(office, own, kind="members", segment="BPU", payer="DBH_CHT", position="2025-12-31")
    candidates(office, tmp_path / "calon.csv", ADI, BUNGA, position=date(2026, 1, 1))
    assert sums(office) == [("unknown", "", "DBH_CHT", 1, 12, 201600)]


def test_who_joins_by_the_fund_itself_was_no_member_before(office: Workspace, tmp_path: Path) -> None:
    candidates(office, tmp_path / "calon.csv", ADI, position=date(2026, 1, 1))
    file = written(tmp_path / "p.csv", "NIK|Nama|Segmen|Kecamatan|Tanggal Kepesertaan", f"{ADI}|BPU|Lumbir|01-02-2026")
    cakupan.add(office, file, kind="members", position="2026-02-28")
    assert sums(office) == []


def test_the_command_hides_names_and_writes_the_workbook(office: Workspace, tmp_path: Path) -> None:
    roster(office, tmp_path, "APBD Kab", "Mandiri")
    candidates(office, tmp_path / "calon.csv", ADI, BUNGA, position=date(2026, 1, 1))
    cakupan.build(office)
    told = CliRunner().invoke(app, ["duplicates", "-w", str(office.folder), "--month", "2026-03", "--format", "json"])
    assert "ADI SARJO" not in told.stdout
    assert "3302010107900001" not in told.stdout
    machine = json.loads(told.stdout)
    assert (machine["total"]["persons"], machine["total"]["amount"]) == (2, 33600)
    assert {case["nik"] for case in machine["cases"]} == {"330201**********"}
    full = CliRunner().invoke(app, ["duplicates", "-w", str(office.folder), "--unmasked", "--format", "csv"])
    assert "ADI SARJO" in full.stdout
    assert "3302010107900001" in full.stdout
    done = CliRunner().invoke(app, ["duplicates", "-w", str(office.folder), "-o", str(tmp_path / "g.xlsx")])
    assert done.exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "g.xlsx")
    assert book.sheetnames == ["Ringkasan", "Antarpenanggung", "Antardaftar", "Dalam satu daftar"]
    cells = [cell.value for row in book["Antarpenanggung"].iter_rows() for cell in row]
    assert {"ADI SARJO", "BUNGA WATI", "330201**********", 201600, "Jan 2026 – Des 2026"} <= set(cells)
    total = next(row for row in book["Ringkasan"].iter_rows(values_only=True) if str(row[0]).startswith("Jumlah"))
    assert total[3:6] == (2, "=SUM(E9:E10)", "=SUM(F9:F10)")
    computed = openpyxl.load_workbook(tmp_path / "g.xlsx", data_only=True)["Ringkasan"]
    assert (computed["E11"].value, computed["F11"].value) == (24, 403200)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--at", "2026-01-01", "--month", "2026-01"], 1), (["-o", "x.txt"], 1), (["--group", "NOBODY"], 1),
        (["--region", "Nirwana"], 1), (["--month", "kemarin"], 1),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(office: Workspace, tmp_path: Path, words: Sequence[str], code: int) -> None:
    roster(office, tmp_path, "APBD Kab")
    cakupan.build(office)
    done = CliRunner().invoke(app, ["duplicates", "-w", str(office.folder), *words])
    assert done.exit_code == code
    assert isinstance(done.exception, Refusal)


def test_one_fund_by_the_lists_of_two_villages_pays_twice(office: Workspace, tmp_path: Path) -> None:
    for village in ("Cirahab", "Karanggayam"):
        rows = [f"{who}|{village}|Lumbir|01-01-2026|30-06-2026" for who in (ADI, BUNGA)[: 1 + (village == "Cirahab")]]
        file = written(tmp_path / f"{village}.csv", "NIK|Nama|Desa|Kecamatan|Mulai|Sampai Dengan", *rows)
        cakupan.add(office, file, kind="workers", group="PEKERJA_RENTAN", payer="DBH_CHT", position="2026-01-01")
    assert sums(office) == [("same_fund", "DBH_CHT", 1, 6, 100800)]


def test_region_and_group_choose_the_cases(office: Workspace, tmp_path: Path) -> None:
    roster(office, tmp_path, "APBD Kab", "Mandiri")
    candidates(office, tmp_path / "calon.csv", ADI, position=date(2026, 1, 1))
    rows = f"{BUNGA}|Wangon|01-01-2026|31-12-2026"
    cakupan.add(
        office, written(tmp_path / "lagi.csv", HEAD, rows), kind="workers", group="NELAYAN", payer="CSR",
        position="2026-01-01",
    )  # fmt: skip
    assert len(sums(office)) == 2
    assert sums(office, group="PEKERJA_RENTAN") == [("two_funds", "APBD_KAB", "DBH_CHT", 1, 12, 201600)]
    assert sums(office, region="Wangon") == [("self", "MANDIRI", "CSR", 1, 12, 126000)]  # relief from April to December
    assert sums(office, at=date(2026, 12, 5), group="NELAYAN") == [("self", "MANDIRI", "CSR", 1, 1, 8400)]


def spans(office: Workspace) -> list[tuple[str, str, str]]:
    cakupan.build(office)
    with Answers(office) as answers:
        answers.need({"paying"})
        rows = answers.engine.rows("select payer, since, until from paying order by since, payer")
    return [(payer, f"{since:%Y-%m}", f"{until:%Y-%m}") for payer, since, until in rows]


@pytest.mark.parametrize(
    ("payers", "since", "expected"),
    [
        # One payer all along, since the day of membership.
        (("APBN", "APBN", "APBN"), "10-02-2024", [("APBN", "2024-02", "9999-12")]),
        # A payer who takes over, and the first again: each from the photograph that shows him, none beside another.
        (
            ("APBN", "CSR", "APBN"), "10-02-2024",
            [("APBN", "2024-02", "2025-02"), ("CSR", "2025-02", "2025-03"), ("APBN", "2025-03", "9999-12")],
        ),
        # A day of joining after the first photograph is the new payer's own.
        (("APBN", "CSR", "CSR"), "15-02-2025", [("APBN", "2025-01", "2025-02"), ("CSR", "2025-02", "9999-12")]),
        # Before anybody said who pays, nothing is known; it is not the later payer.
        (("", "", "CSR"), "10-02-2024", [("", "2024-02", "2025-03"), ("CSR", "2025-03", "9999-12")]),
        # Whoever is missing from a photograph is paid for by nobody; without a day of joining, from the next one on.
        (("CSR", None, "CSR"), "", [("CSR", "2025-01", "2025-02"), ("CSR", "2025-03", "9999-12")]),
    ],
)  # fmt: skip
def test_who_pays_from_photograph_to_photograph(
    office: Workspace, tmp_path: Path, payers: Sequence[str | None], since: str, expected: list[tuple[str, str, str]]
) -> None:
    head = "NIK|Nama|Segmen|Kecamatan|Tanggal Kepesertaan|Sumber Dana"
    for payer, position in zip(payers, ("2025-01-31", "2025-02-28", "2025-03-31"), strict=True):
        rows = [f"{BUNGA}|BPU|Lumbir|01-01-2020|"]
        rows += [] if payer is None else [f"{ADI}|BPU|Lumbir|{since}|{payer}"]
        cakupan.add(office, written(tmp_path / f"{position}.csv", head, *rows), kind="members", position=position)
    assert spans(office) == expected


@pytest.mark.parametrize(
    ("paid", "until", "expected"),
    [
        ("2025-03", "", "9999-12"),  # paid up: it goes on
        ("2025-01", "", "9999-12"),  # within the grace
        ("2024-11", "", "2024-12"),  # the grace was over
        ("2025-03", "30-06-2025", "2025-07"),  # an end is stated
    ],
)
def test_how_long_a_roster_says_that_somebody_pays(
    office: Workspace, tmp_path: Path, paid: str, until: str, expected: str
) -> None:
    head = "NIK|Nama|Segmen|Kecamatan|Tanggal Kepesertaan|Lunas s.d.|Berlaku Sampai|Sumber Dana"
    file = written(tmp_path / "p.csv", head, f"{ADI}|BPU|Lumbir|01-01-2024|{paid}|{until}|APBN")
    cakupan.add(office, file, kind="members", position="2025-03-31")
    assert spans(office) == [("APBN", "2024-01", expected)]


def test_a_list_of_those_to_be_paid_for_speaks_of_its_year(office: Workspace, tmp_path: Path) -> None:
    """A day on which an office was taken up is not the day from which somebody pays."""
    file = written(tmp_path / "rt.csv", "NIK|Nama|Kecamatan|TMT Jabatan", f"{ADI}|Lumbir|10-05-2015")
    cakupan.add(office, file, kind="workers", group="RT_RW", payer="APBDES", position="2025-06-30")
    assert spans(office) == [("APBDES", "2025-01", "9999-12")]


class Pay(NamedTuple):
    """A row of `paying` as far as `overlap` looks at it."""

    person: int
    bears: str
    payer: str
    kind: str
    listed: str
    since: int
    until: int
    record: int


@st.composite
def paying(draw: st.DrawFn) -> list[Pay]:
    rows = []
    for record in range(1, draw(st.integers(2, 9)) + 1):
        bears = draw(st.sampled_from(("fund", "fund", "fund", "employer", "self", "unknown")))
        payer = {"fund": draw(st.sampled_from("ABC")), "employer": "E", "self": "S", "unknown": ""}[bears]
        kind = "members" if bears in ("employer", "unknown") else draw(st.sampled_from(("members", "workers")))
        listed = draw(st.sampled_from(("Gx", "Gy", "Hx"))) if kind == "workers" else "*"
        since = draw(st.integers(0, 8))
        person = draw(st.integers(1, 2))
        rows.append(Pay(person, bears, payer, kind, listed, since, since + draw(st.integers(1, 6)), record))
    return rows


_FIRST = 2025 * 12


def overlaps(rows: list[Pay]) -> set[tuple[int, int, bool]]:
    """Return (record, month, whether certain) of every contribution at stake, by the step as it is built."""
    engine = DuckDB(threads=1)
    told = [
        {
            "person": r.person, "payer": r.payer, "bears": r.bears, "stated": r.bears not in ("employer", "unknown"),
            "state_paid": False, "kind": r.kind, "group_code": r.listed[0], "scope": r.listed[1:], "wage_m": None,
            "region": "33.02", "npp": "",
            "segment": "PU" if r.bears == "employer" else "BPU", **dict.fromkeys(("jkk", "jkm"), True),
            **dict.fromkeys(("jht", "jp", "jkp"), False), "since_month": _FIRST + r.since,
            "until_month": _FIRST + r.until, "since": date(2025, 1, 1), "until": date(2026, 1, 1),
            "record": r.record, "batch": "b",
        }
        for r in rows
    ]  # fmt: skip
    ordered = [tuple(row[name] for name in TABLES["paying"].names()) for row in told]
    engine.view("paying", steps.typed(steps.values("paying", ordered), TABLES["paying"]))
    setting = steps.values("law_setting", [(None, None, None, True, False)])
    engine.view("law_setting", steps.typed(setting, TABLES["law_setting"]))
    for name in ("enterprise", "group_within", "group_rule"):
        engine.view(name, empty(TABLES[name]))
    months = ((n, date(n // 12, n % 12 + 1, 1), date(n // 12, n % 12 + 1, 2)) for n in range(_FIRST, _FIRST + 30))
    engine.view("calendar", steps.typed(steps.values("calendar", months), TABLES["calendar"]))
    step = steps.read(resources.files("cakupan") / "tables" / "overlap.sql")
    made = engine.rows(f"select record, since_month, until_month, kind <> 'unknown' from ({step.select})")
    engine.close()
    found = [(record, n - _FIRST, sure) for record, first, past, sure in made for n in range(first, past)]
    assert len(found) == len(set(found)), "a contribution counts once"
    return set(found)


def by_hand(rows: list[Pay]) -> Iterator[tuple[int, int, bool]]:
    """Yield how many contributions of a person are at stake in a month: person, month, number certain, to be asked."""
    for person in {row.person for row in rows}:
        mine = [row for row in rows if row.person == person]
        for month in range(20):
            yield person, month, *month_by_hand([row for row in mine if row.since <= month < row.until])


def month_by_hand(alive: list[Pay]) -> tuple[int, int]:
    funds = {row.payer for row in alive if row.bears == "fund"}
    claims = 0
    for fund in funds:
        lists = {row.listed for row in alive if row.payer == fund and row.kind == "workers"}
        claims += max(len(lists), 1)
    if any(row.bears in ("employer", "self") for row in alive):
        return claims, 0
    certain = max(claims - 1, 0)
    roster = [row for row in alive if row.kind == "members"]
    unknown = [row.since for row in roster if row.bears == "unknown"]
    explained = any(row.bears == "fund" for row in roster)
    asked = bool(claims and unknown and not explained)
    first = min((row.since for row in alive if row.bears == "fund"), default=0)
    return certain, int(asked and min(unknown) < first)


@given(paying())
def test_months_at_stake_are_those_counted_by_hand(rows: list[Pay]) -> None:
    whose = {row.record: row.person for row in rows}
    found = overlaps(rows)
    for person, month, certain, asked in by_hand(rows):
        told = [sure for record, n, sure in found if whose[record] == person and n == month]
        assert (told.count(True), told.count(False)) == (certain, asked), (person, month)
