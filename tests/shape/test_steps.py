"""Every SELECT parses, resolves against the schema, makes what it declares, and says only what engines agree on."""

from __future__ import annotations

from importlib import resources

import pytest

from cakupan import steps
from cakupan.findings import Refusal
from cakupan.results.own import BESIDE, MADE
from cakupan.schema import FINDING, TABLES
from cakupan.steps import Step

PACKAGE = resources.files("cakupan")
STEPS = {folder: steps.find(PACKAGE / folder) for folder in ("tables", "checks", "measures")}
EVERY = [
    pytest.param(folder, step, id=f"{folder}/{name}") for folder, found in STEPS.items() for name, step in found.items()
]


def columns(step: Step) -> tuple[str, ...]:
    return tuple(step.tree.named_selects)


def extra() -> dict[str, tuple[str, ...]]:
    return BESIDE | {name: ("cell", "top", "bottom") for name in STEPS["measures"] if name not in TABLES}


@pytest.mark.parametrize(("folder", "step"), EVERY)
def test_header_has_words_in_two_languages(folder: str, step: Step) -> None:
    for key in ("name", "text"):
        assert set(step.header[key]) == {"id", "en"}, f"{folder}/{step.where}: {key}"


@pytest.mark.parametrize(("folder", "step"), [p for p in EVERY if p.values[1].select.strip()])
def test_resolves_and_is_portable(folder: str, step: Step) -> None:
    own = extra()
    tables = dict(TABLES)
    if step.header.get("kind") == "derived":
        own |= dict.fromkeys(STEPS["measures"], ("cell", "top", "bottom"))
        tables = {}
    steps.check(step, tables, own)


@pytest.mark.parametrize("step", STEPS["tables"].values(), ids=STEPS["tables"])
def test_table_makes_the_columns_of_the_schema(step: Step) -> None:
    assert set(columns(step)) == set(TABLES[step.name].names())


@pytest.mark.parametrize("step", STEPS["checks"].values(), ids=STEPS["checks"])
def test_check_makes_a_finding(step: Step) -> None:
    assert set(columns(step)) == set(FINDING.names()) - {"code"}


@pytest.mark.parametrize("step", STEPS["measures"].values(), ids=STEPS["measures"])
def test_measure_is_of_a_kind(step: Step) -> None:
    kind = step.header["kind"]
    if kind == "figure":
        assert not step.select.strip()
    else:
        made = tuple(name for name in columns(step) if name != "programme" or kind != "count")
        assert made == MADE[kind]
    assert step.header["unit"] in (
        "persons",
        "persons_month",
        "months",
        "workers",
        "employers",
        "ratio",
        "points",
        "times",
        "idr",
        "rank",
        "count",
    )


@pytest.mark.parametrize(
    ("select", "code"),
    [
        ("select persn from cover", "step_column"),
        ("select person from covr", "step_table"),
        ("select person / 2 as half from cover", "step_function"),
        ("select date_diff('month', since, until) as m from cover", "step_function"),
        ("select cast(person as double) as p from cover", "step_type"),
        ("select median(person) as p from cover", "step_function"),
        ("delete from cover", "step_not_select"),
        ("select 1; select 2", "step_not_select"),
        ("select from where", "step_not_sql"),
    ],
)
def test_what_does_not_hold_is_refused(select: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        steps.check(Step("own", {}, select, "own.sql"))
    assert refused.value.code == code


def test_circle_is_refused() -> None:
    one, two = Step("one", {}, "select * from two", "one.sql"), Step("two", {}, "select * from one", "two.sql")
    with pytest.raises(Refusal) as refused:
        steps.in_order({"one": one, "two": two})
    assert refused.value.code == "step_circle"
