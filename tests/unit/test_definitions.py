"""The example of docs/definitions-how-to.md counts what it says, and is named wherever its numbers are."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import cakupan
from cakupan import accounts, builds, intake, proof
from cakupan.accounts import Point
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.reports.coverage.facts import gather
from cakupan.results import Answers, Question
from cakupan.workspace import Workspace

PAGE = Path(__file__).parents[2] / "docs" / "definitions-how-to.md"
AT = date(2025, 3, 31)
OWN = "tanpa-non-asn"
HEAD = ["NIK", "Nama", "Segmen", "Desa", "Kecamatan"]
PEOPLE = [[f"330201{10 + n}0790000{n}", f"REKAAN {n}", "BPU", "Cirahab", "Lumbir"] for n in range(1, 5)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("definisi")
    ws = cakupan.create(folder / "kantor", region="33.02")
    lists = {
        "pekerja.csv": (PEOPLE, Said("workers", position=AT)),
        "honorer.csv": (PEOPLE[:2], Said("workers", position=AT, group="NON_ASN")),
        "peserta.csv": (PEOPLE[1:3], Said("members", position=AT)),
    }
    for name, (rows, said) in lists.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([HEAD, *rows])
        intake.add(ws, folder / name, said)
    builds.build(ws)
    return ws


def follow(page: str, ws: Workspace) -> None:
    """Do what the page says: its blocks are the files that it names."""
    blocks = [re.sub(r"(?m)^   ", "", block) for block in re.findall(r"```(?:toml|sql)\n(.*?)```", page, re.DOTALL)]
    names = re.findall(r"(?m)^\d\. `(.*?)`", page)
    assert len(blocks) == len(names) == 3
    for name, block in zip(names, blocks, strict=True):
        (ws.folder / name).parent.mkdir(exist_ok=True)
        (ws.folder / name).write_text(block, "utf-8")


def test_the_example(office: Workspace) -> None:
    with Answers(office) as answers:
        (before,) = answers.ask(Question("coverage", at=AT))
    assert (before.numerator, before.denominator, before.definition) == (2, 4, "list")
    follow(PAGE.read_text("utf-8"), office)
    with Answers(office) as answers:
        (after,) = answers.ask(Question("coverage", at=AT))
        (district,) = answers.ask(Question("coverage", by=("district",), at=AT))
        (group,) = answers.ask(Question("reach", group="NON_ASN", at=AT))
        series = answers.ask(Question("coverage", by=("moment",), at=AT, since=date(2025, 3, 1)))
        facts = gather(answers, at=AT)
    assert [(r.numerator, r.denominator, r.definition) for r in (after, district)] == [(1, 2, OWN)] * 2
    assert (group.numerator, group.denominator, group.definition) == (1, 2, "list")
    assert {(r.numerator, r.denominator, r.definition) for r in series} == {(1, 2, OWN)}
    assert OWN in [definition.code for definition in facts.definitions]
    shown = proof.of_receipt(office, after.receipt)
    assert shown.definition["source"] == "Perbup contoh 1/2025 Pasal 3"
    assert [part.holds for part in shown.parts] == [True, True]


def test_another_region_is_counted_as_before(office: Workspace) -> None:
    follow(PAGE.read_text("utf-8").replace('"33.02"', '"33.03"'), office)
    with Answers(office) as answers:
        (here,) = answers.ask(Question("coverage", at=AT))
    assert here.definition == "list"


def test_half_of_a_definition_is_no_coverage_and_no_account(office: Workspace) -> None:
    follow(PAGE.read_text("utf-8"), office)
    (office.folder / "measures" / "active.sql").unlink()
    with Answers(office) as answers:
        assert answers.ask(Question("coverage", at=AT)) == []
    folder = office.current()
    with pytest.raises(Refusal, match="counts by the definition"):
        accounts.compare(office, (folder, folder), (Point(AT), Point(date(2025, 4, 30))), Question("coverage"))


def test_a_definition_that_nobody_wrote_is_refused(office: Workspace) -> None:
    follow(PAGE.read_text("utf-8"), office)
    (office.folder / "definitions.toml").unlink()
    with Answers(office) as answers, pytest.raises(Refusal, match="does not exist"):
        answers.ask(Question("coverage", at=AT))
