"""Several at once, and kills where the ledger is written: nothing lost, nothing twice, nothing old put back."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import cakupan
from cakupan import batches, builds, ledger
from cakupan.findings import Refusal
from cakupan.review import verdicts
from cakupan.review.verdicts import Verdict
from cakupan.workspace import Workspace

SOAK = "CAKUPAN_SOAK" in os.environ
KILLS = 30 if SOAK else 3
LIST = "NIK;Nama;Segmen;Kecamatan\n3302010107900001;ADI SARJO;PU;Lumbir\n"


@pytest.fixture
def here(office: Path) -> Workspace:
    return cakupan.open(office)


def at_once(*jobs: Any) -> list[Any]:
    """Return what each job returns, or the refusal that it ends with."""

    def told(job: Any) -> Any:
        try:
            return job()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(told, jobs))


def test_one_batch_is_withdrawn_once(here: Workspace) -> None:
    name = here.batches()[0].name
    done = at_once(*[lambda: cakupan.intake.withdraw(here, name)] * 6)
    assert Counter(getattr(one, "code", one) for one in done) == {name: 1, "no_batch": 5}
    assert [event.kind for event in ledger.events(here.ledger)] == ["withdrawal"]


def test_one_batch_is_received_again_once(here: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(LIST, "utf-8")
    said = {"kind": "workers", "position": "2025-02-28"}
    name = cakupan.add(here, file, **said).batch.name
    cakupan.intake.withdraw(here, name)
    done = at_once(*[lambda: cakupan.add(here, file, **said)] * 4)
    assert sorted(one.new for one in done) == [False, False, False, True]
    assert [event.kind for event in ledger.events(here.ledger)] == ["withdrawal", "readmission"]


def test_the_same_decision_of_several_is_one(here: Workspace) -> None:
    one, other = (batches.first_row(batch.name) + 1 for batch in here.batches())
    same, apart = (Verdict(verdict, one, other, "SITI", "KTP dicek") for verdict in ("same", "apart"))
    at_once(*[lambda: verdicts.record(here, [same])] * 5)
    assert len(ledger.events(here.ledger)) == 1
    at_once(*[lambda: verdicts.record(here, [apart])] * 3, *[lambda: verdicts.record(here, [same])] * 3)
    said = [event.content["verdict"] for event in ledger.events(here.ledger)]
    assert all(before != after for before, after in pairwise(said))
    assert verdicts.standing(here) == {frozenset((one, other)): said[-1]}
    assert ledger.verify(here.ledger) == len(said)


def test_a_decision_is_taken_back_once(here: Workspace) -> None:
    one, other = (batches.first_row(batch.name) + 1 for batch in here.batches())
    (event,) = verdicts.record(here, [Verdict("same", one, other, "SITI", "KTP dicek")])
    done = at_once(*[lambda: verdicts.take_back(here, event.number)] * 5)
    assert sum(isinstance(each, Refusal) for each in done) == 4
    assert len(ledger.events(here.ledger)) == 2


def test_a_slow_build_does_not_put_back_what_was_known_before(here: Workspace, tmp_path: Path) -> None:
    """Somebody withdraws a batch while a build that knows it is at work: the build without it stays."""
    before = builds.build(here).name
    file = tmp_path / "x.csv"
    file.write_text(LIST, "utf-8")
    added = cakupan.add(here, file, kind="workers", position="2025-02-28").batch.name
    taken_back: list[str] = []

    def meanwhile(_table: str, _rows: int) -> None:
        if not taken_back:
            taken_back.append(added)
            cakupan.intake.withdraw(here, added)

    slow = builds.build(here, meanwhile)
    assert added in slow.about["batches"]
    assert here.current().name == before != slow.name
    assert builds.build(here).name == before


def test_who_builds_meanwhile_waits_and_builds_what_counts_then(here: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(LIST, "utf-8")
    added = cakupan.add(here, file, kind="workers", position="2025-02-28").batch.name
    with ThreadPoolExecutor(1) as pool:
        second: list[Future[builds.Build]] = []

        def meanwhile(_table: str, _rows: int) -> None:
            if not second:
                cakupan.intake.withdraw(here, added)
                second.append(pool.submit(builds.build, here))
            assert not second[0].done()

        slow = builds.build(here, meanwhile)
    assert added in slow.about["batches"]
    assert added not in second[0].result().about["batches"]
    assert here.current().name == second[0].result().name


def test_a_slow_build_counts_where_nobody_built_since(here: Workspace, tmp_path: Path) -> None:
    names: list[str] = []
    for number in (1, 2):
        file = tmp_path / f"{number}.csv"
        file.write_text(LIST.replace("0001", f"000{number}"), "utf-8")
        names.append(str(file))
    cakupan.add(here, names[0], kind="workers", position="2025-02-28")
    late: list[str] = []

    def meanwhile(_table: str, _rows: int) -> None:
        if not late:
            late.append(cakupan.add(here, names[1], kind="workers", position="2025-02-28", complete=False).batch.name)

    slow = builds.build(here, meanwhile)
    assert here.current().name == slow.name
    assert late[0] in builds.build(here).about["batches"]


def test_reports_are_published_at_once(office: Path, spawn: Any) -> None:
    running = [spawn(office, ["report", "coverage", "-o", f"{n}.xlsx", "--publish"]) for n in range(3)]
    for process in running:
        _, err = process.communicate(timeout=180)
        assert process.returncode == 0, err
    kept = [event.content for event in ledger.events(office / "ledger.sqlite")]
    assert sorted(one["file"] for one in kept) == ["0.xlsx", "1.xlsx", "2.xlsx"]
    assert ledger.verify(office / "ledger.sqlite") == 3


@pytest.mark.skipif(os.name != "posix", reason="kills are of POSIX")
def test_kill_at_any_moment_of_what_writes_the_ledger(office: Path, spawn: Any, tmp_path: Path) -> None:
    """A withdrawal, a published report and a list given back, killed: the chain holds and the next time works."""
    file = tmp_path / "x.csv"
    file.write_text(LIST, "utf-8")
    ws = cakupan.open(office)
    batch = cakupan.add(ws, file, kind="workers", position="2025-02-28").batch.name
    chance = random.Random(3)
    for words, status in (
        (["fix", batch, "-o", "kembali.xlsx"], {0}),
        (["report", "coverage", "-o", "l.xlsx", "--publish"], {0}),
        (["withdraw", batch], {0, 1}),
    ):
        for _ in range(KILLS):
            process = spawn(office, words)
            time.sleep(chance.uniform(0.2, 2.5))
            process.kill()
            process.communicate()
            assert ledger.verify(ws.ledger) >= 0
        process = spawn(office, words)
        _, err = process.communicate(timeout=120)
        assert process.returncode in status, err
        assert "tidak diduga" not in err
    kinds = Counter(event.kind for event in ledger.events(ws.ledger))
    assert kinds["withdrawal"] == 1
    assert batch in batches.withdrawn(ws)
    assert builds.build(ws).name == ws.current().name
