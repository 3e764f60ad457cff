"""Whatever lists come: parts sum to the whole, nobody is both claimed and unclaimed, the dead are not renewed."""

from __future__ import annotations

import runpy
import shutil
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import cakupan
from cakupan import experience, renewals, unclaimed
from cakupan.results import Answers, Question
from cakupan.workspace import Workspace

MENJAGA = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "menjaga.py"))
VILLAGES = (("Karanggayam", "Lumbir"), ("Cirahab", "Lumbir"), ("Canduk", "Lumbir"))
DAYS = st.dates(date(2024, 1, 1), date(2026, 3, 31))
PEOPLE = [(f"330201010790{n:04d}", f"ORANG {n}", "01-07-1990") for n in range(1, 9)]
_PAY = ("NIK", "Dari Bulan", "Sampai Bulan", "Jumlah Iuran", "Tanggal Bayar", "Program", "Desa", "Kecamatan")

MEMBER = st.tuples(
    st.sampled_from(["2025-10", "2025-12", "2026-02", "2026-03", "2026-05", ""]),
    st.sampled_from(["", "31-05-2026", "31-12-2026"]),
    st.sampled_from(["DBH CHT", "APBD", "Mandiri", ""]),
    st.sampled_from(["01-01-2021", "01-06-2024", "01-02-2026"]),
    st.integers(0, 2),
)
EVENT = st.tuples(st.integers(0, 7), st.sampled_from(["Meninggal", "Kecelakaan"]), DAYS, st.booleans())
CLAIM = st.tuples(st.integers(0, 7), st.sampled_from(["JKM", "JKK", "JHT"]), DAYS, st.integers(0, 60),
                  st.integers(100_000, 250_000_000))  # fmt: skip


def written(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def office(folder: Path, members: list[Any], events: list[Any], claims: list[Any]) -> Workspace:
    ws = cakupan.create(folder / "kantor", region="33.02")
    rows = [
        (*PEOPLE[n], *MENJAGA["_BPU"], since, until, paid, payer, *VILLAGES[village])
        for n, (paid, until, payer, since, village) in enumerate(members)
    ]
    cakupan.add(ws, MENJAGA["members"](folder / "p.csv", rows), kind="members", position="2026-03-31")
    if events:
        told = [
            (PEOPLE[who][0], "NAMA LAIN" if other else PEOPLE[who][1], "", kind, written(day), *VILLAGES[0], "buku")
            for who, kind, day, other in events
        ]
        cakupan.add(ws, MENJAGA["events"](folder / "e.csv", told), kind="events")
    if claims:
        paid = [
            (*PEOPLE[who][:2], programme, "Meninggal" if programme != "JKK" else "Kecelakaan", written(day),
             written(day + timedelta(later)), str(amount), *VILLAGES[who % 3])
            for who, programme, day, later, amount in claims
        ]  # fmt: skip
        cakupan.add(ws, MENJAGA["claims"](folder / "k.csv", paid), kind="claims")
    lines = [(*PEOPLE[n][:1], "2025-01", "2025-12", "201600", "05-01-2025", "JKK, JKM", *VILLAGES[n % 3])
             for n in range(len(members))]  # fmt: skip
    cakupan.add(ws, MENJAGA["put"](folder / "i.csv", _PAY, lines), kind="payments")
    cakupan.build(ws)
    return ws


@given(st.lists(MEMBER, min_size=1, max_size=8), st.lists(EVENT, max_size=8), st.lists(CLAIM, max_size=8))
def test_whatever_comes_it_holds_together(members: list[Any], events: list[Any], claims: list[Any]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="cakupan-keeping-"))
    try:
        with Answers(office(folder, members, events, claims)) as answers:
            see_renewals(answers)
            see_unclaimed(answers)
            see_money(answers)
            see_deaths(answers)
    finally:
        shutil.rmtree(folder)


def see_renewals(answers: Answers) -> None:
    short, long = (renewals.find(answers, renewals.Asked(days=days)) for days in (30, 400))
    assert {one.person for one in short.cases} <= {one.person for one in long.cases}
    dead = {person for (person,) in answers.engine.rows("select person from death where day <= date '2026-03-31'")}
    active = {person for (person,) in answers.engine.rows(
        "select person from cover where since <= date '2026-03-31' and date '2026-03-31' < until")}  # fmt: skip
    people = [one.person for one in long.cases]
    assert len(set(people)) == len(people)
    assert set(people) <= active - dead
    for one in long.cases:
        assert date(2026, 3, 31) < one.ends_on <= one.covered_until
        assert (one.scholarship > 0) <= (one.months >= long.law.scholarship_months)
    for by in ("cause", "payer", "village", "month"):
        assert sum(part.loss for part in long.sums(by)) == long.total.loss
        assert sum(part.persons for part in long.sums(by)) == len(people)


def see_unclaimed(answers: Answers) -> None:
    found = unclaimed.find(answers, unclaimed.Asked())
    deaths = Counter(one.person for one in found.cases if one.event == "DEATH")
    assert all(n == 1 for n in deaths.values())
    paid = {person for (person,) in answers.engine.rows(
        "select person from claimed where programmes = 'JKM' and event = 'DEATH' and person is not null")}  # fmt: skip
    for one in found.cases:
        assert sum((one.standing == word) for word in ("owed", "check", "claimed", "refused")) == 1
        assert (one.doubt != "") == (one.standing == "check")
        if one.event == "DEATH" and one.person in paid:
            assert one.standing in ("claimed", "check")
        if one.standing == "owed" and one.event == "DEATH":
            assert one.person not in paid
            assert one.amount is not None
    by_village = found.villages()
    assert sum(n for _, n, _ in by_village) == found.counts()["families"]
    assert sum(amount for *_, amount in by_village) == found.owed
    counts = found.counts()
    assert sum(counts.values()) - counts["scholarships"] == len(found.cases)


def see_money(answers: Answers) -> None:
    asked = {"small": True, "at": date(2026, 12, 31)}
    whole = experience.money(answers, experience.Asked(by=("year",), **asked))
    parts = experience.money(answers, experience.Asked(by=("year", "village"), **asked))
    for one in whole.rows:
        of = [part for part in parts.rows if part.year == one.year]
        assert sum(part.paid or 0 for part in of) == one.paid
        assert sum(part.contributions for part in of) == one.contributions
        (shown,) = answers.ask(Question("claims_amount", at=date(one.year or 0, 12, 31), basis="list")) or [None]
        assert int(shown.value if shown and shown.value else 0) == one.paid
        assert one.low is not None
        assert one.high is not None
        assert one.low <= (one.paid or 0) <= one.high
    public = experience.money(answers, experience.Asked(by=("year", "village"), at=date(2026, 12, 31)))
    assert not [part for part in public.rows if part.claims is not None and 0 < part.claims < 5]


def see_deaths(answers: Answers) -> None:
    found = experience.deaths(answers, small=True)
    if found is None:
        return
    parts = [one for one in found.rows if one.part == "duration"]
    assert sum(one.years for one in parts) == found.whole.years
    assert sum(one.died or 0 for one in parts) == found.whole.died
    assert found.outside >= 0
