"""Several files in one go: in the given order, each once, and a refused one leaves the others whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import cakupan
from cakupan import builds, intake, workspace
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.workspace import Workspace

HEAD = "NIK,Nama,Tgl Lahir,Kecamatan,Desa,Segmen\n"


def office(folder: Path) -> Workspace:
    return workspace.create(folder, "33.02")


def lists(folder: Path, count: int) -> list[Path]:
    files = []
    for number in range(count):
        file = folder / f"{number}.csv"
        rows = [
            f"33020{1 + number}0101{60 + row}{row + 1:04d},ORANG {number} {row},01-01-19{60 + row},Lumbir,Lumbir,BPU\n"
            for row in range((count - number) * 10 % 40 + 1)
        ]
        file.write_text(HEAD + "".join(rows), "utf-8")
        files.append(file)
    return files


def said() -> Said:
    return Said(kind="workers", position=date(2025, 3, 31))


def test_batches_come_in_the_given_order_and_stand_in_it(tmp_path: Path) -> None:
    files = lists(tmp_path, 5)
    ws = office(tmp_path / "kantor")
    taken = list(intake.add_all(ws, files, said()))
    assert [one.batch.about["file"] for one in taken] == [file.name for file in files]
    assert [batch.about["file"] for batch in ws.batches()] == [file.name for file in files]


def test_several_at_once_build_what_one_after_the_other_builds(tmp_path: Path) -> None:
    files = lists(tmp_path, 4)
    at_once, singly = office(tmp_path / "a"), office(tmp_path / "b")
    assert all(one.new for one in intake.add_all(at_once, files, said()))
    for file in files:
        intake.add(singly, file, said())
    assert builds.build(at_once).name == builds.build(singly).name


def test_the_same_bytes_under_two_names_are_one_batch(tmp_path: Path) -> None:
    first, *_ = lists(tmp_path, 1)
    twin = tmp_path / "kembar.csv"
    twin.write_bytes(first.read_bytes())
    ws = office(tmp_path / "kantor")
    assert [one.new for one in intake.add_all(ws, [first, twin], said())] == [True, False]
    assert len(ws.batches()) == 1


def test_a_refused_file_says_so_and_leaves_what_came_before(tmp_path: Path) -> None:
    good, other = lists(tmp_path, 2)
    ws = office(tmp_path / "kantor")
    with pytest.raises(Refusal) as refused:
        list(intake.add_all(ws, [good, tmp_path / "tiada.csv", other], said()))
    assert refused.value.code == "no_file"
    assert refused.value.words == {"file": "tiada.csv"}
    assert good.name in [batch.about["file"] for batch in ws.batches()]
    assert not [folder for folder in ws.inbox.iterdir() if folder.name.startswith(".")]


def test_the_same_bytes_read_with_an_edited_recipe_replace_the_first_reading(tmp_path: Path) -> None:
    office = cakupan.create(tmp_path / "office", region="33.02")
    file = tmp_path / "daftar.csv"
    file.write_text("NIK,Nama,Kecamatan,Golongan Pekerja\n3302010107900001,ADI SARJO,Lumbir,BPU\n", "utf-8")
    first = cakupan.add(office, file, kind="workers", position="2025-03-31")
    recipe = next((office.folder / "recipes").glob("workers-*.toml"))
    recipe.write_text(recipe.read_text("utf-8") + '\n[column.segment]\nheadings = ["Golongan Pekerja"]\n', "utf-8")
    second = cakupan.add(office, file, kind="workers", position="2025-03-31")
    assert second.new
    assert second.batch.about["replaces"] == first.batch.name
    cakupan.build(office)
    assert [row.segment for row in cakupan.show(office, "eligible", by=["segment"])] == ["BPU"]
    assert not cakupan.add(office, file, kind="workers", position="2025-03-31").new
