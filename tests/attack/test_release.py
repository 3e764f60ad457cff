"""Releases one after the other, read by a stranger who keeps them all; and everything that must be refused."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
from frictionless import validate
from typer.testing import CliRunner

import cakupan
from cakupan import ledger
from cakupan.cli import app
from cakupan.disclosure import SMALL, is_small
from cakupan.findings import Refusal
from cakupan.releases import known
from cakupan.releases.licence import OPEN
from cakupan.releases.package import Packed, write
from cakupan.releases.release import scope_of
from cakupan.results import Answers, Question
from cakupan.web import site
from stranger import MOST, Stranger

HOME = "33.02"
DAYS = ("2024-12-31", "2025-01-31", "2025-02-28")
HEAD = "NIK,Nama,Segmen,Kode Desa,Tgl Kepesertaan\n"
VILLAGES = [f"33.02.0{d}.200{v}" for d in (1, 2) for v in (1, 2, 3)]
COLUMNS = {"a": ("active", "reached"), "u": ("uncovered", "unreached"), "e": ("eligible", "listed")}


def people(dice: random.Random, village: str, n: int) -> list[str]:
    place = village.replace(".", "")[:6]
    return [
        f"{place}{dice.randrange(1, 29):02d}0{dice.randrange(1, 10)}9{dice.randrange(10)}"
        f"{VILLAGES.index(village)}{k:03d},ORANG {village} {k},{'BPU' if dice.random() < 0.6 else 'PU'},{village}"
        for k in range(n)
    ]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a list of workers, and rosters to which each month a few are added and some taken away."""
    folder, dice = tmp_path_factory.mktemp("terbit"), random.Random(7)
    rows = [row for village in VILLAGES for row in people(dice, village, dice.choice((9, 26, 41)))]
    (folder / "pekerja.csv").write_text(HEAD + "".join(f"{row},2023-05-01\n" for row in rows))
    (folder / "rtrw.csv").write_text(HEAD + "".join(f"{row},2023-05-01\n" for row in rows if dice.random() < 0.25))
    since = {row: "2023-05-01" for row in rows if dice.random() < 0.35}
    for day, then in zip(DAYS, (*DAYS[1:], DAYS[-1]), strict=True):
        listed = "".join(f"{row},{since[row]}\n" for row in rows if row in since)
        (folder / f"peserta-{day}.csv").write_text(HEAD + listed)
        stay = {row: first for row, first in since.items() if dice.random() < 0.95}
        since = {row: f"{then[:8]}15" for row in rows if row not in since and dice.random() < 0.15} | stay
    return folder


def office(folder: Path, lists: Path) -> cakupan.Workspace:
    ws = cakupan.create(folder / "kantor", region=HOME)
    cakupan.add(ws, lists / "pekerja.csv", kind="workers", position="2024-12-31")
    cakupan.add(ws, lists / "rtrw.csv", kind="workers", group="RT_RW", position="2024-12-31")
    return ws


def month(ws: cakupan.Workspace, lists: Path, day: str) -> None:
    cakupan.add(ws, lists / f"peserta-{day}.csv", kind="members", position=day)
    cakupan.build(ws)


def release(ws: cakupan.Workspace, folder: Path, *days: str, by: str = "village", region: str = "") -> Packed:
    with Answers(ws) as answers:
        return write(answers, folder, scope_of(answers, region, by, moments=[date.fromisoformat(day) for day in days]))


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, lists: Path) -> tuple[cakupan.Workspace, list[Path]]:
    """Return an office that released month after month, in other ways each time, and its folders."""
    folder = tmp_path_factory.mktemp("kantor")
    ws = office(folder, lists)
    month(ws, lists, DAYS[0])
    release(ws, folder / "satu", DAYS[0], by="district")
    month(ws, lists, DAYS[1])
    release(ws, folder / "dua", DAYS[1])
    month(ws, lists, DAYS[2])
    release(ws, folder / "tiga", DAYS[2], DAYS[0], DAYS[1])
    for region, day in product(("33.02.01", "33.02.02"), DAYS):
        with suppress(Refusal):
            release(ws, folder / f"bagian-{region}-{day}", day, by="district", region=region)
    site.publish(ws, folder / "situs", "id")
    parts = sorted(path for path in folder.glob("bagian-*"))
    assert parts, "some part may be told of"
    return ws, [*(folder / name for name in ("satu", "dua", "tiga")), *parts, folder / "situs"]


def rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def told(folders: list[Path]) -> dict[tuple[str, str, str], set[int]]:
    """Return what a stranger read: kind of count, place and day with all values told of it."""
    found: dict[tuple[str, str, str], set[int]] = {}
    for folder in folders:
        for row in [*rows(folder / "coverage.csv"), *rows(folder / "groups.csv")]:
            place = f"{row['region']} {row.get('segment') or row['group']}"
            for kind, names in (
                ("a", ("active", "reached")),
                ("u", ("uncovered", "unreached")),
                ("e", ("eligible", "listed")),
            ):
                text = next((row[name] for name in names if row.get(name)), "")
                if text:
                    found.setdefault((kind, place, row["moment"]), set()).add(int(text))
        for row in rows(folder / "angka.csv"):
            place = f"{row['region']} {row['group'] or row['segment'] or '*'}"
            if row["measure"] in ("coverage", "reach") and row["denominator"] and row["basis"] == "list":
                a, e = int(row["numerator"]), int(row["denominator"])
                for kind, n in (("a", a), ("e", e), ("u", e - a)):
                    found.setdefault((kind, place, row["moment"]), set()).add(n)
    return found


def truth(ws: cakupan.Workspace) -> dict[tuple[str, str, str], int]:
    """Return all counts as the office knows them."""
    found: dict[tuple[str, str, str], int] = {}
    with Answers(ws) as answers:
        for deep in ((), ("district",), ("village",)):
            for measure, by in (("coverage", ()), ("coverage", ("segment",)), ("reach", ("group",))):
                for day in DAYS:
                    for one in answers.ask(Question(measure, by=(*deep, *by), at=date.fromisoformat(day))):
                        place, a, e = (
                            f"{one.region} {one.segment or one.group or '*'}",
                            one.numerator or 0,
                            one.denominator or 0,
                        )
                        for kind, n in (("a", a), ("e", e), ("u", e - a)):
                            found[kind, place, day] = n
    return found


def knower(day: str, seen: dict[tuple[str, str, str], set[int]]) -> Stranger:
    """Return who adds up regions and segments of one day, from all that was ever told of it."""
    known_ = {f"{kind} {place}": next(iter(ns)) for (kind, place, when), ns in seen.items() if when == day}
    places = [HOME, *sorted({v[:8] for v in VILLAGES}), *VILLAGES]
    sums: list[dict[str, int]] = []
    for place in places:
        below = [one for one in places if one.rpartition(".")[0] == place]
        for column in ("*", "BPU", "PU", "RT_RW"):
            sums.append({f"a {place} {column}": 1, f"u {place} {column}": 1, f"e {place} {column}": -1})
            sums += [
                {f"{k} {place} {column}": -1, **{f"{k} {one} {column}": 1 for one in below}} for k in "aue" if below
            ]
        sums += [{f"{k} {place} *": -1, f"{k} {place} BPU": 1, f"{k} {place} PU": 1} for k in "aue"]
    return Stranger(known_, sums)


def test_what_is_told_is_true_and_never_of_few(released: tuple[cakupan.Workspace, list[Path]]) -> None:
    ws, folders = released
    real, seen = truth(ws), told(folders)
    assert len(seen) > 60
    every: dict[tuple[str, str], set[int]] = {}
    for what, values in seen.items():
        assert values == {real.get(what, 0)}, what
        assert not any(map(is_small, values)), what
        every.setdefault(what[:2], set()).update(values)
    for what, values in every.items():
        assert not any(is_small(abs(one - other)) for one, other in combinations(values, 2)), what


def test_a_stranger_with_all_releases_finds_no_small_count(released: tuple[cakupan.Workspace, list[Path]]) -> None:
    ws, folders = released
    real, seen = truth(ws), told(folders)
    hidden = 0
    for day in DAYS:
        outside = knower(day, seen)
        for what, n in real.items():
            if what[2] == day and is_small(n) and what not in seen:
                hidden += 1
                name = f"{what[0]} {what[1]}"
                assert outside.can(name, 0, 0), f"{name} {day} = {n} cannot be nought"
                assert outside.can(name, SMALL, 4 * MOST), f"{name} {day} = {n} cannot be {SMALL}"
    assert hidden > 20


def test_nor_how_many_joined_between_two_moments(released: tuple[cakupan.Workspace, list[Path]]) -> None:
    ws, folders = released
    real, seen = truth(ws), told(folders)
    outside = {day: knower(day, seen) for day in DAYS}
    for before, after in combinations(DAYS, 2):
        for kind, place, day in real:
            if kind != "a" or day != before or (kind, place, after) not in real:
                continue
            gained = real[kind, place, after] - real[kind, place, before]
            if not is_small(abs(gained)):
                continue
            spans = [
                (n, n) if (n := next(iter(seen.get((kind, place, when), ())), None)) is not None
                else outside[when].range(f"{kind} {place}")
                for when in (before, after)
            ]  # fmt: skip
            least, most = spans[1][0] - spans[0][1], spans[1][1] - spans[0][0]
            assert least <= 0 <= most, (place, before, after, gained, spans)
            assert most >= SMALL if gained > 0 else least <= -SMALL, (place, before, after, gained, spans)


def forgetful(ws: cakupan.Workspace, folder: Path) -> cakupan.Workspace:
    """Return a copy of an office that knows of no release."""
    shutil.copytree(ws.folder, folder / "kantor", ignore=shutil.ignore_patterns("published", "ledger*"))
    return cakupan.open(folder / "kantor")


def test_without_what_was_told_before_the_next_would_give_few_away(
    released: tuple[cakupan.Workspace, list[Path]], tmp_path: Path
) -> None:
    """The same release in an office that forgot the earlier ones tells a difference of few: memory is what protects."""
    ws = forgetful(released[0], tmp_path)
    release(ws, tmp_path / "lupa", DAYS[1])
    before, after = told(released[1]), told([tmp_path / "lupa"])
    differences = [
        abs(n - other)
        for (kind, place, _), values in after.items()
        for (same, there, _), others in before.items()
        for n, other in product(values, others)
        if (kind, place) == (same, there)
    ]
    assert any(map(is_small, differences))


def test_the_package_passes_its_validator(released: tuple[cakupan.Workspace, list[Path]]) -> None:
    for folder in released[1][:3]:
        report = validate(str(folder / "datapackage.json"))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
        about = json.loads((folder / "datapackage.json").read_text("utf-8"))
        fields = {
            field["name"]: field for one in about["resources"] if "schema" in one for field in one["schema"]["fields"]
        }
        assert all({"id", "en"} <= set(field["titles"]) for field in fields.values())


def test_the_licence_is_named_for_the_package_and_each_table(
    released: tuple[cakupan.Workspace, list[Path]],
) -> None:
    folder = released[1][0]
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert about["licenses"] == [OPEN]
    named = {one["name"]: one["licenses"][0]["name"] for one in about["resources"]}
    assert (named["coverage"], named["coverage-parquet"], named["regions"]) == ("CC-BY-4.0", "CC-BY-4.0", "ODbL-1.0")
    for page in ("README.md", "README.en.md"):
        words = (folder / page).read_text("utf-8")
        assert words.startswith("# ")
        assert f"[{OPEN['title']} (CC-BY-4.0)]({OPEN['path']})" in words


def test_what_is_withheld_is_empty_and_marked(released: tuple[cakupan.Workspace, list[Path]]) -> None:
    for row in rows(released[1][2] / "coverage.csv"):
        empty = {name for name in ("active", "eligible", "uncovered", "coverage") if not row[name]}
        expected = {"": set(), "protected": {"active", "uncovered", "coverage"}}
        assert empty == expected.get(row["withheld"], {"active", "eligible", "uncovered", "coverage"})


def test_the_same_release_has_the_same_bytes_and_nobody_in_it(
    released: tuple[cakupan.Workspace, list[Path]], tmp_path: Path
) -> None:
    ws, folders = released
    release(ws, tmp_path / "tiga", DAYS[2], DAYS[0], DAYS[1])
    for file in folders[2].iterdir():
        assert file.read_bytes() == (tmp_path / "tiga" / file.name).read_bytes(), file.name
        if file.suffix != ".parquet":
            assert "ORANG" not in file.read_text("utf-8")
            assert ".csv," not in file.read_text("utf-8")


def test_an_office_of_few_people_is_refused(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "kantor", region=HOME)
    few = [f"3302010101900{n:03d},SEDIKIT {n},BPU,33.02.01.2001,2023-05-01\n" for n in range(9)]
    (tmp_path / "pekerja.csv").write_text(HEAD + "".join(few))
    (tmp_path / "peserta.csv").write_text(HEAD + "".join(few[:1]))
    cakupan.add(ws, tmp_path / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, tmp_path / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.build(ws)
    for where in (["--data", str(tmp_path / "data")], ["--site", str(tmp_path / "situs")]):
        ran = CliRunner().invoke(app, ["publish", "-w", str(ws.folder), *where])
        assert isinstance(ran.exception, Refusal)
        assert ran.exception.code == "too_few"
    assert {path.name for path in tmp_path.iterdir()} == {"kantor", "pekerja.csv", "peserta.csv"}
    assert not ledger.events(ws.ledger, kinds=(known.KIND,))


def test_what_would_not_be_safe_is_refused_and_leaves_nothing(tmp_path: Path, lists: Path) -> None:
    """A folder with other things, a level that is none, two at once, a lost record, an office that hardly changed."""
    ws = office(tmp_path, lists)
    month(ws, lists, DAYS[0])
    before = known.earlier(ws)[1]
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "surat.txt").write_text("penting")
    with pytest.raises(Refusal, match="penuh"):
        release(ws, tmp_path / "penuh", DAYS[0])
    with pytest.raises(Refusal, match="province"):
        release(ws, tmp_path / "data", DAYS[0], by="province")
    assert not (tmp_path / "data").exists()
    release(ws, tmp_path / "data", DAYS[0], by="regency")
    (record,) = (ws.folder / "published" / "told").iterdir()
    kept = record.read_bytes()
    for damaged in (kept[:-9], b""):
        record.write_bytes(damaged)
        with pytest.raises(Refusal) as refused:
            release(ws, tmp_path / "data", DAYS[0])
        assert refused.value.code == "release_gone"
    record.write_bytes(kept)
    with pytest.raises(Refusal) as refused:
        known.keep(ws, [], before, {"of": "data"})
    assert refused.value.code == "release_at_once"
    listed = (lists / f"peserta-{DAYS[0]}.csv").read_text().splitlines(keepends=True)
    (tmp_path / "peserta.csv").write_text("".join(listed[:-2]))
    cakupan.add(ws, tmp_path / "peserta.csv", kind="members", position=DAYS[1])
    cakupan.build(ws)
    with pytest.raises(Refusal) as refused:
        release(ws, tmp_path / "lain", DAYS[1])
    assert refused.value.code == "release_too_soon"
    assert not (tmp_path / "lain").exists()
