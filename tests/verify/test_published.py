"""Every figure that the project ships as published is found in sentences around it, as it was told."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from cakupan import verify
from cakupan.verify.places import titles
from cakupan.verify.shapes import Figure
from verify import judging

TEXTS = [
    judging.annotated(entry)
    for entry in tomllib.loads((Path(__file__).parent / "corpus" / "published.toml").read_text("utf-8"))["text"]
]
#: A coverage of a group that is told as one reads as coverage.
ALIKE = {"reach": "coverage", "growth_points": "growth", "growth_percent": "growth"}


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.id)
def test_published_figures_are_read_as_told(one: judging.Annotated) -> None:
    reading = verify.read(one.body, published=one.published)
    for key, told in one.figures.items():
        figure = next((f for f in reading.figures if f.start < one.spans[key][1] and one.spans[key][0] < f.end), None)
        assert figure is not None, key
        for name, (read, meant) in compared(figure, told).items():
            assert read == meant, (key, name)


def compared(figure: Figure, told: dict[str, str]) -> dict[str, tuple[object, object]]:
    """Return what was read and what was told, of all that was told."""
    found: dict[str, tuple[object, object]] = {
        "measure": tuple(ALIKE.get(name, name) for name in (figure.measure, told["measure"])),  # type: ignore[dict-item]
        "value": (figure.value, Fraction(told["value"])),
        "unit": (figure.unit, told["unit"]),
    }
    found |= {key: (getattr(figure, key), told[key]) for key in ("segment", "group", "qualifier") if key in told}
    if "region" in told:
        found["region"] = (titles()[figure.region] if figure.region else "", told["region"])
    if "date" in told:
        found["date"] = (figure.date and figure.date.isoformat(), told["date"])
    return found


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.id)
def test_only_what_is_wrong_is_called_so(one: judging.Annotated) -> None:
    reading = verify.read(one.body, published=one.published)
    flagged = [relation for relation in reading.relations if relation.holds is False]
    assert len(flagged) == len(one.wrong)
    for relation, wrong in zip(flagged, one.wrong, strict=True):
        spans = {(reading.figures[at].start, reading.figures[at].end) for at in relation.figures}
        assert relation.kind == wrong["kind"]
        assert spans == {one.spans[key] for key in wrong["of"]}
        assert relation.computed.startswith(wrong["right"])
