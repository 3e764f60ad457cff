"""The golden cases of `contributions.toml`: what the law makes of a case, to the rupiah."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cakupan import calculate, law
from cakupan.calculate import Answer, Project, Worker

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "contributions.toml").read_text("utf-8"))["case"]


def day(text: str) -> date:
    return date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")


def wage(book: law.Law, asked: dict[str, Any]) -> int:
    """Return the monthly wage, worked out where it is told by the day or by the piece."""
    for how in (calculate.DAILY, calculate.PIECE, calculate.SEASONAL):
        if how in asked:
            amounts = [asked[how]] if how == calculate.DAILY else asked[how]
            return calculate.monthly(book, how, amounts, day(asked["month"])).amount
    return int(asked["wage"])


def answer(asked: dict[str, Any]) -> Answer:
    book = law.read().choosing(filter(None, [asked.get("reading", "")]))
    rounding = asked.get("rounding", "half-up")
    if "package" in asked:
        individual, jht = asked.get("individual", False), asked.get("jht", 0)
        return calculate.package(book, asked["package"], day(asked["day"]), individual=individual, jht=jht)
    if "contract" in asked:
        told = Project(day(asked["month"]), asked["contract"], asked.get("with_ppn", False))
        return calculate.project(book, told, rounding)
    days = {name: day(asked[name]) for name in ("birth_date", "registered") if name in asked}
    words = {name: asked[name] for name in ("risk", "scale", "programmes", "sector", "funded_by") if name in asked}
    flags = {"relieved": asked.get("relief", True), "deferred": asked.get("deferred", False)}
    worker = Worker(asked["segment"], day(asked["month"]), wage(book, asked), **words, **flags, **days)
    return calculate.contribution(book, worker, rounding)


def amounts(found: Answer) -> dict[str, int]:
    told: Counter[str] = Counter()
    for line in found.lines:
        told[" ".join(filter(None, (line.programme, line.payer, "" if line.kind == "due" else line.kind)))] += (
            line.amount
        )
    return dict(told)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = answer(case)
    assert amounts(found) == case["expect"], case["how"]
    assert all(line.cite and line.grade and line.text["id"] and line.text["en"] for line in found.lines)
    due = sum(amount for name, amount in case["expect"].items() if name.count(" ") == 1 and "refused" not in name)
    assert found.total == due


def test_every_case_has_a_name_of_its_own_and_its_article() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["cite"] and case["how"] for case in CASES)


def test_every_contribution_value_is_reached_by_a_case() -> None:
    """A value without a golden case on its first month is a value nobody has worked out by hand."""
    asked = {(case.get("month") or case["day"])[:7] for case in CASES}
    begins = {
        entry.since.strftime("%Y-%m")
        for entry in law.read().entries
        if entry.face == law.CONTRIBUTION and not entry.alternative
    }
    assert begins <= asked
