"""What was kept of a build is what its engine answers: every question, of every region, with the files behind it."""

from __future__ import annotations

import os
import random
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import cakupan
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result, kept

SOAK = "CAKUPAN_SOAK" in os.environ
AT = date(2025, 3, 31)
#: Villages of two provinces, three kabupaten, four kecamatan; in the last nobody lives.
VILLAGES = (
    "33.02.01.2001", "33.02.01.2002", "33.02.02.2001", "33.04.01.2001", "34.02.01.2001", "34.02.01.2002",
    "34.02.02.2001",
)  # fmt: skip
DESERTED = VILLAGES[-1][:8]
PARTS = ((), ("segment",), ("group",), ("moment",), ("programme",), ("below",), ("below", "moment"))


def office(folder: Path, home: str) -> cakupan.Workspace:
    """Return an office of some hundred invented people who join, leave, move and belong to a group."""
    dice = random.Random(7)
    ws = cakupan.create(folder / f"office-{home}", region=home)
    people = [
        (f"{village[:8].replace('.', '')}{dice.randrange(1, 29):02d}0190{number:04d}", f"ORANG {number}", village)
        for number, village in enumerate(dice.choices(VILLAGES[:-1], k=180))
    ]
    head = "NIK,Nama,Segmen,Kode Desa,Tgl Kepesertaan\n"
    first = "".join(
        f"{nik},{name},{dice.choice(('PU', 'BPU'))},{place},2024-01-15\n" for nik, name, place in people[:90]
    )
    later = "".join(
        f"{nik},{name},{dice.choice(('PU', 'BPU'))},{now},2024-0{dice.randrange(2, 9)}-01\n"
        for nik, name, place in people[20:140]
        for now in (dice.choice((place, place, VILLAGES[0])),)
    )
    poor = "".join(f"{nik},{name},BPU,{place},\n" for nik, name, place in people[60:120])
    listed = "".join(f"{nik},{name},{dice.choice(('PU', 'BPU'))},{place},\n" for nik, name, place in people)
    for name, text in (("a", first), ("b", later), ("c", poor), ("d", listed)):
        (folder / f"{home}-{name}.csv").write_text(head + text)
    targets = "region,date,value,unit,source\n33.02,2025-12-31,90,percent,rencana\n34,2025-12-31,80,percent,rencana\n"
    (folder / f"{home}-t.csv").write_text(targets)
    cakupan.add(ws, folder / f"{home}-a.csv", kind="members", position="2024-06-30")
    cakupan.add(ws, folder / f"{home}-b.csv", kind="members", position="2025-03-31")
    cakupan.add(ws, folder / f"{home}-d.csv", kind="workers", position="2024-06-30")
    cakupan.add(ws, folder / f"{home}-c.csv", kind="workers", position="2024-06-30", group="MISKIN_EKSTREM")
    cakupan.add(ws, folder / f"{home}-t.csv", kind="targets")
    cakupan.build(ws)
    return ws


def regions(home: str) -> list[str]:
    """Return the office's region and all below it that the lists name, and one that they do not."""
    told = {village[:length] for village in VILLAGES for length in (2, 5, 8, 13)}
    return sorted(code for code in {"ID", *told} if home in ("ID", code) or code.startswith(f"{home}."))


def questions(region: str, kinds: list[tuple[str, tuple[str, ...], date | None]]) -> Iterator[Question]:
    """Yield questions of a region and of its parts in one step."""
    below = "province" if region == "ID" else {2: "regency", 5: "district", 8: "village"}.get(len(region), "")
    for measure, by, since in kinds:
        if below or "below" not in by:
            parts = tuple(below if part == "below" else part for part in by)
            yield Question(measure, region=region, by=parts, at=AT, since=since)


def kinds(answers: Answers) -> list[tuple[str, tuple[str, ...], date | None]]:
    """Return some of what can be asked: others in a longer run."""
    every = [
        (measure, by, since)
        for measure in answers.measures
        for by in PARTS
        for since in (None, AT - timedelta(days=200))
    ]
    always = [(name, by, None) for name in ("coverage", "active", "rank") for by in ((), ("below",), ("moment",))]
    return always + random.Random(11).sample(every, len(every) if SOAK else 8)


def asked(answers: Answers, question: Question) -> list[Result] | str:
    """Return the answer, or why there is none."""
    try:
        return answers.ask(question)
    except Refusal as refusal:
        return refusal.code


def files(answers: Answers, question: Question) -> list[list[tuple[str, int]]]:
    """Return the files behind each counted number of an answer."""
    found = asked(answers, question)
    if isinstance(found, str) or answers.measures[question.measure].header["kind"] != "count":
        return []
    return [answers.behind(question, one) for one in found if one.basis == "list"]


def keep(answers: Answers, every: Collection[Question]) -> None:
    """Keep answers, half of the questions after the others."""
    told = list(every)
    with kept.keeping(answers, kept.mark({})) as made:
        made.take(told[::2])
        answers.kept = made
        made.show(answers.home)
        made.take(told)
    answers.kept = None


@pytest.mark.parametrize("home", ["ID", "33.02"])
def test_kept_answers_are_those_of_the_engine(home: str, tmp_path: Path) -> None:
    ws = office(tmp_path, home)
    with Answers(ws) as answers:
        some = kinds(answers)
        wanted = {q: asked(answers, q) for region in regions(home) for q in questions(region, some)}
        behind = {q: files(answers, q) for q in wanted if q.by in ((), ("segment",), ("group",))}
        every = [replace(q, region=home) for q in wanted if not isinstance(wanted[q], str)]
        keep(answers, every)
    with Answers(ws) as answers:
        gone: list[str] = []
        engine = answers.rows
        answers.rows = lambda asked: gone.append(asked.region) or engine(asked)  # type: ignore[method-assign, func-returns-value]
        for question, result in wanted.items():
            if not isinstance(result, str):
                assert asked(answers, question) == result, question
        assert all(region.startswith(DESERTED) for region in gone), "a question that was kept went to the engine"
        for question, found in behind.items():
            assert [sorted(one) for one in files(answers, question)] == [sorted(one) for one in found], question
    assert home != "ID" or gone, "of a place where nobody lives nothing is kept"
    assert any(len(result) > 1 for result in wanted.values())
    assert any(one.unit == "rank" for result in wanted.values() for one in result if not isinstance(one, str))


def test_what_was_kept_by_other_measures_is_not_read(tmp_path: Path) -> None:
    ws = office(tmp_path, "33.02")
    with Answers(ws) as answers:
        (before,) = answers.ask(Question("active", at=AT))
        keep(answers, answers.questions())
    with Answers(ws) as answers:
        assert answers.kept is not None
    (ws.folder / "measures").mkdir()
    text = answers.measures["active"]
    head = "\n".join(
        f"--- {line}" for line in ('name = { id = "Aktif", en = "Active" }', 'text = { id = "x", en = "x" }')
    )
    more = '--- kind = "count"\n--- unit = "persons"\n--- for_groups = "reached"\n'
    own = text.select.replace("group by", "where c.segment = 'PU' group by")
    (ws.folder / "measures" / "active.sql").write_text(f"{head}\n{more}{own}\n")
    with Answers(ws) as answers:
        assert answers.kept is None
        (after,) = answers.ask(Question("active", at=AT))
    assert after.value is not None
    assert before.value is not None
    assert after.value < before.value
