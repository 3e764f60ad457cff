"""A plan as data for other programs: what was proven, lines, prices, what binds, and all the rest."""

from __future__ import annotations

from typing import Any

from cakupan.plans.shapes import Plan, machine_lines

_APART = ("lines", "places", "proof")


def machine(plan: Plan, level: str = "district") -> dict[str, Any]:
    """Return the machine form, with lines and places by regions of a level."""
    whole = plan.machine()
    proof = whole["proof"]
    first = {name: proof.pop(name) for name in ("status", "objective", "bound", "gap")}
    return {
        **first, "lines": machine_lines(plan.lines_by(level)), "prices": _prices(plan), "binding": _binding(plan),
        "relief": None if plan.possible else _relief(plan), "proof": proof,
        "places": _places(plan, level), **{name: part for name, part in whole.items() if name not in _APART},
    }  # fmt: skip


def _places(plan: Plan, level: str) -> list[dict[str, Any]]:
    """Return the places of a level in machine form."""
    return [{name: getattr(one, name) for name in one.__slots__} for one in plan.places_by(level)]


def _prices(plan: Plan) -> list[dict[str, Any]]:
    """Return what one more rupiah of each budget line brings, and one person fewer asked of floors and target."""
    money = [
        {"limit": "ceiling", "payer": one.payer, "name": one.name, "owner": one.owner, "price": one.price}
        | ({"worker_months_per_million": one.more.months, "region": one.more.region} if one.more else {})
        for one in plan.purses
    ]
    floors = [{"limit": "floor", "name": one.name, "price": one.price} for one in plan.limits]
    target = [{"limit": "target", "price": plan.target.price}] if plan.target else []
    return [*money, *floors, *target]


def _binding(plan: Plan) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = [
        {"limit": "ceiling", "payer": one.payer, "name": one.name, "owner": one.owner}
        for one in plan.purses
        if one.binds
    ]
    told += [{"limit": "floor", "name": one.name, "persons": one.asked} for one in plan.limits if one.binds]
    if plan.target and plan.target.binds:
        told.append({"limit": "target", "persons": plan.target.asked})
    return [*told, *([{"limit": "need", "cells": plan.full}] if plan.full else [])]


def _relief(plan: Plan) -> dict[str, Any]:
    """Return the smallest changes after which there is a plan, each enough by itself."""
    money = [{"payer": p.payer, "name": p.name, "owner": p.owner, "rupiah": p.short} for p in plan.purses if p.short]
    return {
        "floors": [{"name": one.name, "fewer": one.fewer} for one in plan.limits if one.fewer],
        "target": plan.target.fewer if plan.target else 0, "rupiah": money if plan.relief_money else None,
    }  # fmt: skip


def summary(plan: Plan) -> dict[str, Any]:
    """Return the machine form of what is compared."""
    asked, coverage = plan.asked, {name: getattr(plan, name) for name in ("before", "mean", "most")}
    return {
        "scenario": asked.scenario, "file": asked.file, "plan": asked.key, "region": asked.region, "day": asked.day,
        "status": plan.proof.status, "persons": plan.persons, "kept": plan.kept, "new": plan.new,
        "lapsing": plan.lapsing, "months": plan.months, "rupiah": plan.rupiah, "left": plan.ceiling - plan.rupiah,
        **{f"coverage_{name}": float(value) if value is not None else None for name, value in coverage.items()},
    }  # fmt: skip
