"""What an office wrote itself, or what a copy cut off: one sentence that names the file, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import cakupan
from cakupan import builds, codes, intake, law, ledger, recipes
from cakupan.findings import Refusal
from cakupan.sources.recipe import recipes as known_recipes
from cakupan.workspace import Workspace

ENTRY = (
    '[[jp.contribution.ceiling]]\nsince = 2026-03-01\nvalue = {}\nunit = "rupiah a month"\ncite = "x"\ngrade = "C"\n'
)


@pytest.fixture
def here(office: Path) -> Workspace:
    return cakupan.open(office)


CODES = [
    ("groups", "RT_RW = 3\n"),
    ("groups", "[BARU]\n"),
    ("groups", "[RT_RW]\nname = 3\n"),
    ("groups", '[BARU]\nname = { id = "a" }\n'),
    ("groups", '[RT_RW]\nname = { id = "a", en = "b" }\naliases = 4\n'),
    ("groups", '[RT_RW]\nname = { id = "a", en = "b" }\nwithin = "RT_RW"\n'),
    ("groups", '[RT_RW]\nname = { id = "a", en = "b" }\nwithin = [3]\n'),
    ("segments", '[BARU]\nname = { id = "a", en = "b" }\n'),
    ("segments", '[PU]\nname = { id = "a", en = "b" }\npriority = "x"\n'),
    ("segments", '[PU]\nname = { id = "a", en = "b" }\npriority = 1\ngrace_months = 0.5\n'),
    ("payers", "X = 1\n"),
    ("definitions", "x = 1\n"),
]


@pytest.mark.parametrize(("name", "text"), CODES, ids=[f"{name} {text[:40]!r}" for name, text in CODES])
def test_a_code_list_of_another_shape(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        codes.read(name, tmp_path)
    assert refused.value.code.startswith("code_")
    assert f"{name}.toml" in str(refused.value)


def test_groups_within_one_another_in_a_circle(tmp_path: Path) -> None:
    name = 'name = { id = "a", en = "b" }'
    (tmp_path / "groups.toml").write_text(f'[A]\n{name}\nwithin = ["B"]\n[B]\n{name}\nwithin = ["A"]\n', "utf-8")
    pairs = codes.ancestors(codes.read("groups", tmp_path))
    assert {("A", "B"), ("B", "A"), ("A", "A"), ("B", "B")} <= set(pairs)


OVERLAYS = [
    *(ENTRY.format(value) for value in ("nan", "inf", "-inf", "1e400", "10000000000000", "'x'", "[1]", "-1")),
    ENTRY.format(1).replace('cite = "x"', "cite = 3"),
    ENTRY.format(1).replace('unit = "rupiah a month"', "unit = 3"),
    ENTRY.format(1).replace('grade = "C"', 'grade = ["C"]'),
    ENTRY.format(1).replace("value = 1", "each = 3"),
    ENTRY.format(1) + "note = 3\n",
    *(ENTRY.format(1) + f"alternatives = {told}\n" for told in ("3", "[3]", "[{ value = 1 }]")),
    ENTRY.format(1) + 'alternatives = [{ name = "a", cite = "b", grade = "C", value = 1, since = "soon" }]\n',
    "[jp.contribution]\nceiling = [3]\n",
    ENTRY.format(1) + ENTRY.format(2),
    ENTRY.format(1) + "until = 2020-01-01\n",
]


@pytest.mark.parametrize("text", OVERLAYS, ids=lambda text: repr(text[-60:]))
def test_a_law_overlay_of_another_shape(text: str, tmp_path: Path) -> None:
    (tmp_path / "jp.toml").write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        law.read(tmp_path)
    assert refused.value.code.startswith("law_")
    assert "jp.toml" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'kind = "workers"\ncolumn = 3\n', "recipe_strange"),
        (b'kind = "workers"\n[column]\nnik = 3\n', "recipe_strange"),
        (b"\xff\xfe", "recipe_broken"),
        (b'kind = "workers"\nwhen = 3', "recipe_shape"),
    ],
)
def test_a_recipe_of_another_shape(content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(content)
    assert recipes.edited(tmp_path)
    with pytest.raises(Refusal) as refused:
        known_recipes("workers", tmp_path)
    assert refused.value.code == code


CHECK = "--- text = { id = 'x', en = 'y' }\n"
CHECKS: dict[str, bytes | str] = {
    "no text": b"\xff\xfe",
    "without end": CHECK
    + "with recursive t(n) as (select 1 union all select n + 1 from t) "
    + "select '' as batch, '' as sheet, n as row_no, '' as field, '' as detail from t",
    "no number": CHECK + "select batch, '' as sheet, 'Orang Rekaan' as row_no, '' as field, '' as detail from batch",
}


@pytest.mark.parametrize("what", CHECKS)
def test_a_check_that_makes_no_findings(what: str, here: Workspace) -> None:
    (here.folder / "checks").mkdir()
    content = CHECKS[what]
    (here.folder / "checks" / "own.sql").write_bytes(content if isinstance(content, bytes) else content.encode())
    before = here.current()
    with pytest.raises(Refusal) as refused:
        builds.build(here)
    assert "own.sql" in str(refused.value)
    assert "Orang" not in str(refused.value)
    assert here.current() == before


@pytest.mark.parametrize("told", ["3", "{ groups = 3 }", "{ groups = { RT_RW = 3 } }", "{ risk = 2026-01-01 }"])
def test_settings_of_the_law_of_another_shape(told: str, here: Workspace) -> None:
    (here.folder / "cakupan.toml").write_text(f'region = "33.02"\nlaw = {told}\n', "utf-8")
    with pytest.raises(Refusal, match=r"In \[law\] of cakupan.toml"):
        builds.build(cakupan.open(here.folder))


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"received_at": 3}'])
def test_a_batch_whose_description_is_damaged(content: str, here: Workspace) -> None:
    name = here.batches()[0].name
    (here.inbox / name / "batch.json").write_text(content, "utf-8")
    with pytest.raises(Refusal, match=name):
        here.batches()


@pytest.mark.parametrize("content", ["", "{", "{}", "[]", '{"tables": {"cover": '])
def test_a_build_that_was_cut_off_is_made_again(content: str, here: Workspace) -> None:
    cut = here.current()
    number = cakupan.show(here, "active")[0].value
    (cut / "build.json").write_text(content, "utf-8")
    with pytest.raises(Refusal, match="Nothing was built"):
        here.current()
    assert builds.build(here).folder == cut
    assert cakupan.show(here, "active")[0].value == number


def test_a_batch_folder_that_was_cut_off_is_taken_in_again(here: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("NIK;Nama;Segmen;Kecamatan\n3302010107900001;ADI SARJO;PU;Lumbir\n", "utf-8")
    said = {"kind": "workers", "position": "2025-02-28"}
    batch = cakupan.add(here, file, **said).batch
    (batch.folder / "batch.json").unlink()
    assert cakupan.add(here, file, **said).new
    assert batch.folder in [one.folder for one in here.batches()]
    assert (batch.folder / "rows.parquet").is_file()


HARM: dict[str, Callable[[Path], object]] = {
    "other bytes": lambda path: path.write_bytes(b"junk" * 9),
    "no bytes": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("what", HARM)
def test_rows_that_are_damaged_are_named(what: str, here: Workspace) -> None:
    for batch in here.batches():
        HARM[what](batch.folder / "rows.parquet")
    with pytest.raises(Refusal, match=r"rows\.parquet") as refused:
        cakupan.show(here, "coverage")
    assert refused.value.code == "table_damaged"


def test_findings_that_are_damaged_are_named(here: Workspace) -> None:
    batch = here.batches()[0]
    (batch.folder / "findings.parquet").write_bytes(b"")
    shutil.rmtree(here.builds)
    with pytest.raises(Refusal, match=r"findings\.parquet"):
        builds.build(here)


@pytest.mark.parametrize("content", [b"no receipts at all " * 99, b""])
def test_receipts_that_are_damaged_are_put_aside(content: bytes, here: Workspace) -> None:
    first = cakupan.show(here, "active")[0].receipt
    (here.folder / "receipts.sqlite").write_bytes(content)
    with pytest.raises(Refusal, match=first):
        cakupan.why(here, first)
    again = cakupan.show(here, "active")[0].receipt
    assert cakupan.why(here, again)


def test_a_ledger_that_cannot_be_opened_is_the_disk_s_fault(here: Workspace) -> None:
    here.ledger.mkdir()
    with pytest.raises(Refusal) as refused:
        builds.build(here)
    assert refused.value.code == "disk"


def test_a_ledger_that_somebody_keeps_locked_is_not_called_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.sqlite"
    ledger.append(path, "note", {})
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, **how: connect(file, **{**how, "timeout": 0.1}))
    holder = connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    with pytest.raises(Refusal) as refused:
        ledger.append(path, "note", {})
    holder.close()
    assert refused.value.code == "store_busy"
    assert ledger.verify(path) == 1


def test_several_events_are_written_all_or_none(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    assert [e.number for e in ledger.extend(path, "note", lambda: [{"n": n} for n in range(3)])] == [1, 2, 3]

    def broken() -> list[dict[str, int]]:
        raise Refusal("no_build")

    for told in (broken, lambda: iter([{"n": 1}, {"n": object()}])):
        with pytest.raises((Refusal, TypeError)):
            ledger.extend(path, "note", told)  # type: ignore[arg-type]
    assert ledger.verify(path) == 3


@pytest.mark.skipif(os.name != "posix", reason="names of bytes are of POSIX")
@pytest.mark.parametrize("name", [b"daftar_\xe9.csv", b"a." + b"b" * 252, b"x.txt;rm -rf", "😀.csv".encode()])
def test_a_list_under_an_odd_name(name: bytes, here: Workspace, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(name)
    file.write_text("NIK;Nama;Segmen;Kecamatan\n3302010107900001;ADI SARJO;PU;Lumbir\n", "utf-8")
    with intake.delivered([file]) as given:
        taken = intake.add(here, given[0], intake.Said("workers", position=date(2025, 2, 28)))
    assert taken.batch.about["accepted"] == 1
    assert taken.batch.about["file"].encode()


@pytest.mark.parametrize(
    "name", ["kantor [satu]", "kantor *", "kantor ?", "a\nb", "-kantor", "$HOME %41 #1", "k" * 200]
)
def test_a_workspace_under_an_odd_name(name: str, office: Path, tmp_path: Path) -> None:
    moved = cakupan.open(shutil.move(office, tmp_path / "x" / name))
    number = cakupan.show(moved, "active")[0].value
    shutil.rmtree(moved.builds)
    builds.build(moved)
    assert cakupan.show(moved, "active")[0].value == number
