"""Drafts say what was measured: `verify` finds each of their numbers, of the right place and day, and nothing amiss."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from importlib import resources
from pathlib import Path

import pytest

import cakupan
from cakupan.drafting import MEASURES, Draft, draft
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.schema import ALL
from cakupan.verify import Figure, Reading, read
from cakupan.verify.against import against
from conftest import SOAK

AT, BEFORE = date(2025, 3, 31), date(2024, 12, 31)
#: Provinces with the hedge of their publisher.
PROVINCES = {"11": "exact", "15": "rounded", "31": "lt", "73": "approx_below", "33": "exact"}
#: What a measure of a build may be called in a text.
CALLED = {
    "coverage": {"coverage", "reach"}, "reach": {"reach", "coverage"}, "active": {"active"}, "eligible": {"eligible"},
    "uncovered": {"uncovered"}, "uncovered_share": {"uncovered_share"}, "target": {"target"},
    "gap_points": {"gap_points"}, "gap_workers": {"gap_workers"}, "growth": {"growth_points"}, "rank": {"rank"},
    "new_participants": {"new_participants"}, "pace": {"gap_workers", "growth_workers", "new_participants"},
    "claims_amount": {"claims_amount"}, "claims_recipients": {"claims_recipients"},
    "contributions": {"contributions_amount"}, "employers": {"employers"},
}  # fmt: skip


#: Why there may be nothing to draft.
UNTOLD = {
    "needs_group", "not_of_groups", "draft_small", "draft_rough", "draft_basis", "draft_part", "draft_day",
    "draft_no_target", "draft_target_late", "draft_alone", "draft_nothing",
}  # fmt: skip


@contextmanager
def asked(office: cakupan.Workspace) -> Iterator[Answers]:
    with Answers(office) as answers:
        yield answers


def listed(folder: Path, dice: random.Random) -> cakupan.Workspace:
    """Return an invented office of random size with lists, a group, two rosters and a target."""
    ws = cakupan.create(folder, region="33.02")
    head = "NIK,Nama,Segmen,Kode Desa\n"
    segments = [dice.choice(("PU", "BPU", "JAKON")) for _ in range(dice.randrange(700, 1200))]
    rows = [
        f"33020{n % 3 + 1}{n % 28 + 1:02d}0190{n:04d},ORANG {n},{segment},33.02.0{n % 3 + 1}.2001\n"
        for n, segment in enumerate(segments)
    ]
    now = dice.randrange(300, len(rows) - 200)
    for name, part in {
        "pekerja": rows,
        "rtrw": rows[:: dice.randrange(3, 6)],
        "lalu": rows[: now - dice.randrange(90, 150)],
        "kini": rows[:now],
    }.items():
        (folder / f"{name}.csv").write_text(head + "".join(part), "utf-8")
    aim = now * 100 // len(rows) + dice.choice((-9, 5, 12, 20))
    target = f"region,date,value,unit,source\n33.02,2025-12-31,{aim},percent,rencana daerah\n"
    (folder / "target.csv").write_text(target, "utf-8")
    cakupan.add(ws, folder / "pekerja.csv", kind="workers", position="2024-12-31")
    cakupan.add(ws, folder / "rtrw.csv", kind="workers", position="2024-12-31", group="RT_RW")
    cakupan.add(ws, folder / "lalu.csv", kind="members", position="2024-12-31")
    cakupan.add(ws, folder / "kini.csv", kind="members", position="2025-03-31")
    cakupan.add(ws, folder / "target.csv", kind="targets")
    cakupan.build(ws)
    return ws


FIGURES = "region,segment,group,date,measure,value,unit,qualifier,definition,source"


def published(folder: Path, dice: random.Random) -> cakupan.Workspace:
    """Return an invented office of the nation, which has only what others published, hedged here and there."""
    ws = cakupan.create(folder, region="ID")
    rows = []
    for region, hedge in PROVINCES.items():
        eligible = dice.randrange(200_000, 9_000_000)
        told = "bpjstk-eligible,Harian Contoh"
        if hedge in ("lt", "approx_below"):
            rows.append(f"{region},,,{AT},coverage,{dice.randrange(10, 90)},percent,{hedge},{told}")
            continue
        for day in (BEFORE, AT):
            active = dice.randrange(eligible // 10, eligible * 9 // 10)
            rows.append(f"{region},,,{day},eligible,{eligible},persons,{hedge},{told}")
            rows.append(f"{region},,,{day},active,{active},persons,{hedge},{told}")
        rows.append(f"{region},,,2025-12-31,target,{dice.randrange(30, 95)},percent,exact,{told}")
        rows.append(f"{region},,,{AT},claims_amount,{dice.randrange(10**9, 10**12)},idr,exact,{told}")
        rows.append(f"{region},,,{AT},claims_recipients,{dice.randrange(100, 10**5)},persons,exact,{told}")
    (folder / "angka.csv").write_text("\n".join([FIGURES, *rows]), "utf-8")
    cakupan.add(ws, folder / "angka.csv", kind="figures")
    cakupan.build(ws)
    return ws


SEEDS = range(30) if SOAK else range(1)


@pytest.fixture(scope="module", params=SEEDS)
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    with asked(listed(tmp_path_factory.mktemp("daftar"), random.Random(request.param))) as answers:
        yield answers


@pytest.fixture(scope="module", params=SEEDS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    with asked(published(tmp_path_factory.mktemp("terbitan"), random.Random(request.param))) as answers:
        yield answers


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Return an office of the nation with the figures that the demo ships, hedges and contradictions as they are."""
    ws = cakupan.create(tmp_path_factory.mktemp("nyata") / "kantor", region="ID")
    for name, kind in (("published", "figures"), ("targets", "targets")):
        with resources.as_file(resources.files("cakupan.demo") / "figures" / f"{name}.csv") as file:
            cakupan.add(ws, file, kind=kind)
    cakupan.build(ws)
    with asked(ws) as answers:
        yield answers


def drafted(answers: Answers, question: Question) -> Iterator[Draft]:
    """Yield the drafts of a question in both languages, where it has an answer."""
    for lang in ("id", "en"):
        try:
            yield draft(answers, question, lang)
        except Refusal as refusal:
            if refusal.code not in UNTOLD:
                raise
            return


def see(answers: Answers, made: Draft) -> None:
    """See that a draft reads as it was meant."""
    assert made.result.value is not None
    reading = read(made.text, home=answers.home)
    if SOAK or (made.lang == "id" and answers.home != "ID"):
        reading = against(reading, answers)
    wrong = [one for one in reading.relations if one.holds is False]
    assert not wrong, (made.text, [(one.kind, one.text, one.figures) for one in wrong])
    if made.result.value <= 0 and made.result.measure in ("gap_points", "gap_workers", "pace"):
        assert any(figure.measure == "target" for figure in reading.figures), made.text
        return
    for result in (made.result, *made.beside):
        assert any(_is(figure, result) for figure in reading.figures), (made.text, result.measure, _seen(reading))
    lead = next(figure for figure in reading.figures if _is(figure, made.result))
    due = made.result.target.due if made.result.measure == "target" and made.result.target else made.result.moment
    assert lead.date in (due, None), made.text
    assert due in {figure.date for figure in reading.figures}, made.text


def _is(figure: Figure, result: Result) -> bool:
    assert result.value is not None
    value = abs(result.value) * (100 if result.unit == "ratio" else 1)
    if result.measure == "pace" and result.numerator:
        value = Fraction(result.numerator)  # what is still needed; by the month it is told roughly
    near = (figure.low is None or figure.low <= value) and (figure.high is None or value <= figure.high)
    place = (figure.region, figure.segment, figure.group)
    there = place == (result.region, result.segment or "", result.group or "")
    return near and there and figure.measure in CALLED[result.measure]


def _seen(reading: Reading) -> list[tuple[str, ...]]:
    return [(one.text, one.measure, one.region, one.segment, one.group, str(one.date)) for one in reading.figures]


@pytest.mark.parametrize("measure", MEASURES)
def test_drafts_of_lists_are_read_as_they_were_meant(counted: Answers, measure: str) -> None:
    for where in ({}, {"segment": "BPU"}, {"group": "RT_RW"}, {"region": "33.02.01", "segment": "PU"}):
        for made in drafted(counted, Question(measure, at=AT, **where)):
            see(counted, made)


@pytest.mark.parametrize("measure", MEASURES)
def test_drafts_of_published_figures_are_read_as_they_were_meant(told: Answers, measure: str) -> None:
    for region in PROVINCES if measure != "rank" else ("15",):
        for made in drafted(told, Question(measure, region=region, at=AT)):
            see(told, made)


@pytest.mark.parametrize("measure", ["coverage", "gap_workers", "growth", "claims_amount"])
def test_drafts_of_real_figures_are_read_as_they_were_meant(real: Answers, measure: str) -> None:
    places = real.told("select distinct region, segment, group_code from published where length(region) < 6")
    for region, segment, group in places:
        told = {key: code for key, code in (("segment", segment), ("group", group)) if code != ALL}
        for made in drafted(real, Question(measure, region=region, **told)):
            see(real, made)
