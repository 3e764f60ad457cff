"""Funds: how their columns are read, who may pay for whom, what a month costs, which budget lines count."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import calculate, codes, fields, law
from cakupan.calculate import Paid, payable
from cakupan.cli import app
from cakupan.fields import Setting
from cakupan.findings import Refusal
from cakupan.results import Answers

SETTING = Setting(date(2026, 1, 1), words={"groups": codes.by_alias(codes.read("groups"))})
JAN, APR, DEC = 2026 * 12, 2026 * 12 + 3, 2026 * 12 + 11


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("Petani tembakau, buruh tani tembakau", "BURUH_TANI_TEMBAKAU,PETANI_TEMBAKAU", ""),
        ("RT/RW", "RT_RW", ""), ("BPD dan RT/RW; Linmas", "BPD,RT_RW,SATLINMAS", ""), ("semua", "*", ""),
        ("Nelayan, pelukis", "NELAYAN", "group_unknown"), ("pelukis", None, "group_unknown"), ("-", None, ""),
        ("Buruh tani", "PETANI", ""), ("Pekebun sawit", "PEKERJA_SAWIT", ""),
    ],
)  # fmt: skip
def test_groups_in_one_cell(text: str, value: str | None, code: str) -> None:
    read = fields.get("groups").odd(text, SETTING)
    assert (read.value, read.code) == (value, code)


def test_a_number_in_the_column_of_groups_is_not_told() -> None:
    assert "3302010107900001" not in fields.get("groups").odd("Adi 3302010107900001", SETTING).detail


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Januari", "--01"), ("4", "--04"), ("bulan 12", "--12"), ("2026-04", "2026-04"), ("04/2026", "2026-04"),
        ("April 2026", "2026-04"), ("2026-04-30", "2026-04"), ("", None), ("13", None), ("kapan-kapan", None),
    ],
)  # fmt: skip
def test_a_month_of_a_budget(text: str, value: str | None) -> None:
    assert fields.get("budget_month").odd(text, SETTING).value == value


def test_what_a_month_costs_by_who_pays_and_in_which_sector() -> None:
    """PP 50/2025: half, in transport to March 2027, elsewhere April to December 2026; the state pays in full."""
    kinds = [Paid("BPU", 1_000_000, state, moving) for state in (True, False) for moving in (True, False)]
    found = calculate.prices(law.read(), kinds, (JAN, JAN + 16))
    told = {(one.state, one.transport): [sum(parts.values()) for parts in found[one].values()] for one in kinds}
    assert told[True, True] == told[True, False] == [16800] * 16
    assert told[False, True] == [8400] * 15 + [16800]
    assert told[False, False] == [16800] * 3 + [8400] * 9 + [16800] * 4


def test_prices_tell_programmes_apart() -> None:
    paid = Paid("BPU", 1_000_000, True, False, ("JKK", "JKM", "JHT"))
    assert calculate.prices(law.read(), [paid], (JAN, JAN + 1))[paid][JAN] == {"JKK": 10000, "JKM": 6800, "JHT": 20000}
    staff = Paid("PU", 2_000_000, True, False)
    assert calculate.prices(law.read(), [staff], (JAN, JAN + 1))[staff][JAN] == {"JKK": 4800, "JKM": 6000}
    assert calculate.prices(law.read(), [], (JAN, JAN + 1)) == {}


@pytest.mark.parametrize(
    ("payer", "group", "turn"),
    [
        ("DBH_CHT", "BURUH_TANI_TEMBAKAU", 1), ("DBH_CHT", "PEKERJA_RENTAN", 2), ("DBH_CHT", "PEKERJA_SAWIT", None),
        ("DBH_SAWIT", "PEKERJA_SAWIT", 1), ("DBH_SAWIT", "PEKERJA_RENTAN", None), ("APBDES", "KELEMBAGAAN_DESA", 1),
        ("CSR", "*", 1), ("APBD_KAB", "PEKERJA_RENTAN", 1), ("APBD_KAB", "*", None),
    ],
)  # fmt: skip
def test_who_may_pay_for_whom(payer: str, group: str, turn: int | None) -> None:
    rules = law.fund_rules(law.read(), codes.read("payers"))
    told = {(r.payer, r.group): r.turn for r in rules if r.segment == "BPU" and r.since <= date(2026, 1, 1) < r.until}
    assert told.get((payer, group)) == turn


def test_every_group_and_payer_of_the_law_is_known() -> None:
    payers, groups = codes.read("payers"), codes.read("groups")
    for rule in law.fund_rules(law.read(), payers):
        assert rule.payer in payers
        assert rule.group == law.EVERYBODY or rule.group in groups
    for entry in law.read().entries:
        if entry.programme == "FUNDS" and entry.name in ("may_pay", "employs"):
            assert entry.key.split(" ")[0] in payers
    for code, entry in codes.read("accounts").items():
        assert set(entry["payers"]) <= payers.keys(), code
        assert set(entry["groups"]) <= groups.keys(), code


def test_a_payer_of_the_office_goes_by_the_rules_of_its_word() -> None:
    payers = codes.read("payers") | {"BAZNAS": {"name": {}, "bears": "fund", "fund": "DONOR"}, "LAIN": {"fund": "DBH"}}
    told = {rule.payer for rule in law.fund_rules(law.read(), payers)}
    assert "BAZNAS" in told
    assert "LAIN" not in told  # a shared revenue has a purpose that its word alone does not tell


def test_an_office_may_close_what_the_law_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "funds.toml").write_text(
        '[[duty.may_pay]]\nsince = 2026-01-01\neach = { "DBH_CHT PEKERJA_RENTAN" = 0 }\nunit = "rank"\ncite = "x"\n'
        'grade = "B"\n',
        "utf-8",
    )
    rules = law.fund_rules(law.read(tmp_path), codes.read("payers"))
    until = [rule.until for rule in rules if (rule.payer, rule.group) == ("DBH_CHT", "PEKERJA_RENTAN")]
    assert until == [date(2026, 1, 1)]


def test_the_law_of_funds_as_a_list() -> None:
    book, payers = law.read(), codes.read("payers")
    found = payable(book, payers, date(2026, 5, 1), groups=frozenset({"NELAYAN"}))
    told = {one.payer: (one.price, one.price_transport, one.turn) for one in found if one.segment == "BPU"}
    assert told["APBD_KAB"] == (16800, 16800, 2)
    assert told["CSR"] == (8400, 8400, 1)
    assert "DBH_SAWIT" not in told
    assert all(one.cite and one.grade in "ABC" for one in found)


def test_the_command_tells_the_article(tmp_path: Path) -> None:
    cakupan.create(tmp_path / "office", region="33.02")
    office = ("-w", str(tmp_path / "office"))
    told = CliRunner().invoke(app, ["law", "funds", "DBH_CHT", "--at", "2026-02", "--format", "json", *office])
    found = json.loads(told.stdout)
    assert {one["payer"] for one in found} == {"DBH_CHT"}
    assert found[0]["group"] == "BURUH_PABRIK_ROKOK"
    assert all("PMK" in one["cite"] for one in found)
    shown = CliRunner().invoke(app, ["law", "funds", "--group", "nelayan", "--at", "2026-02", *office]).stdout
    assert "Rp16.800 sebulan" in shown
    assert "Dana Desa tidak boleh" in shown
    assert "DBH_SAWIT" not in shown
    with pytest.raises(Refusal, match="KAS_RT"):
        CliRunner().invoke(app, ["law", "funds", "KAS_RT", *office], catch_exceptions=False)


def lines(path: Path, *rows: str) -> Path:
    head = "Sumber Dana;Nama Mata Anggaran;Tahun Anggaran;Pagu;Bulan Awal;Bulan Akhir;Kelompok Sasaran;Kode Wilayah"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, delimiter=";").writerows(row.split(";") for row in (head, *rows))
    return path


def test_months_and_regions_of_budget_lines(tmp_path: Path) -> None:
    office = cakupan.create(tmp_path / "office", region="33.02")
    file = lines(
        tmp_path / "dana.csv",
        "DBH CHT;Tembakau;2026;Rp 1,5 miliar;Desember;Juli;Petani tembakau;33.02",
        "APBDes;Iuran RT;2026;10.000.000;;;RT/RW;33.02.01.2001",
        "APBD Kab;Minus;2026;-5;;;;",
        ";Tanpa sumber;2026;5000000;;;;",
        "CSR;Nol;2026;0;;;;",
    )
    told = cakupan.add(office, file, kind="funds").machine()
    assert (told["accepted"], told["quarantined"]) == (3, 2)
    assert {"amount_missing", "fund_payer_missing", "fund_ceiling_zero", "months_swapped"} <= told["findings"].keys()
    cakupan.build(office)
    with Answers(office) as answers:
        rows = answers.engine.rows(
            "select region, payer, ceiling, since, until, group_codes from budget_line order by 1, 2"
        )
    assert rows == [
        ("33.02", "CSR", 0, date(2026, 1, 1), date(2027, 1, 1), "*"),
        ("33.02", "DBH_CHT", 1_500_000_000, date(2026, 7, 1), date(2027, 1, 1), "PETANI_TEMBAKAU"),
        ("33.02.01.2001", "APBDES", 10_000_000, date(2026, 1, 1), date(2027, 1, 1), "RT_RW"),
    ]
