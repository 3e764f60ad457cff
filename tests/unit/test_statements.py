"""What a build takes over from the builds before it changes no name and no statement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlglot

import cakupan
from cakupan import builds, steps

HEAD = "NIK,Nama,Segmen,Kecamatan\n"
ROW = "3302010107900001,ADI SARJO,PU,Lumbir\n"


@pytest.fixture
def office(tmp_path: Path) -> cakupan.Workspace:
    office = cakupan.create(tmp_path / "office", region="33.02")
    _add(office, "satu.csv", ROW)
    return office


def _add(office: cakupan.Workspace, name: str, rows: str) -> None:
    file = office.folder.parent / name
    file.write_text(HEAD + rows)
    cakupan.add(office, file, kind="members", position="2025-03-31")


def _as_a_new_process() -> None:
    steps.shipped.cache_clear()
    builds._WRITTEN.clear()


def test_what_is_kept_is_not_parsed_again_and_gives_the_same_name(
    office: cakupan.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = builds.build(office).name
    _as_a_new_process()
    with monkeypatch.context() as patch:
        patch.setattr(sqlglot, "parse", lambda *_, **__: pytest.fail("parsed"))
        assert builds.build(office).name == name


@pytest.mark.parametrize("damaged", ["", "[]", "{", '{"a": 1}', '{"a": {"canon": "select 1"}}'])
def test_what_is_kept_and_damaged_is_made_anew(office: cakupan.Workspace, damaged: str) -> None:
    name, kept = builds.build(office).name, office.builds / "statements.json"
    told = json.loads(kept.read_text())
    kept.write_text(damaged)
    _as_a_new_process()
    assert builds.build(office).name == name
    _add(office, "dua.csv", ROW.replace("0001", "0002"))
    builds.build(office)
    assert json.loads(kept.read_text()) == told


def test_what_is_kept_of_another_statement_is_not_taken(office: cakupan.Workspace) -> None:
    name, kept = builds.build(office).name, office.builds / "statements.json"
    told = json.loads(kept.read_text())
    kept.write_text(json.dumps({key[::-1]: {"canon": "select 1", "reads": []} for key in told}))
    _as_a_new_process()
    assert builds.build(office).name == name


def test_views_of_the_law_are_those_that_would_be_written(
    office: cakupan.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = builds.build(office).about
    _add(office, "dua.csv", ROW.replace("0001", "0002"))
    with monkeypatch.context() as patch:
        patch.setattr("cakupan.calculate.due_table", lambda *_: pytest.fail("written"))
        second = builds.build(office).about
    assert second["batches"] != first["batches"]
    assert second["later"] == first["later"]


def test_another_law_has_views_of_its_own(office: cakupan.Workspace) -> None:
    first = builds.build(office).about
    settings = office.folder / "cakupan.toml"
    settings.write_text(settings.read_text() + '\n[law]\nrounding = "down"\n')
    second = builds.build(cakupan.open(office.folder)).about
    assert second["law"] != first["law"]
    assert second["later"]["due"] != first["later"]["due"]
