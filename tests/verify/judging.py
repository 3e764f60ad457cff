"""What `verify.read` finds in texts whose truth was written beside them before any rule was tuned.

A file holds `[[text]]` entries: a body with marks `{k|printed}`, the figures with their meaning, and what is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cakupan import verify
from cakupan.verify.places import titles
from cakupan.verify.shapes import Figure, Reading

_MARK = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")
#: Measures that count as one where a text does not tell them apart.
_ALIKE = {"reach": "coverage", "gap_points": "gap", "budget": "money", "contributions_amount": "money"}


@dataclass(frozen=True)
class Annotated:
    """One text with its truth: the plain body, and where each marked figure stands."""

    id: str
    lang: str
    published: date
    body: str
    figures: dict[str, dict[str, Any]]
    spans: dict[str, tuple[int, int]]
    wrong: list[dict[str, Any]]


@dataclass
class Score:
    """What was found and missed; the lists name text and figure."""

    annotated: int = 0
    found: int = 0
    told: int = 0
    understood: int = 0
    days: int = 0
    dated: int = 0
    misdated: int = 0
    flagged: int = 0
    right: int = 0
    contradictions: int = 0
    hit: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def figures(self) -> float:
        """Return the share of figures that were found."""
        return self.found / max(1, self.annotated)

    @property
    def measures(self) -> float:
        """Return the share of figures of which measure and region are right."""
        return self.understood / max(1, self.told)

    @property
    def days_found(self) -> float:
        """Return the share of days in the truth that are right."""
        return self.dated / max(1, self.days)

    @property
    def days_right(self) -> float:
        """Return the share of days that were told, of those in the truth, that are right."""
        return self.dated / max(1, self.dated + self.misdated)

    @property
    def precision(self) -> float:
        """Return the share of alarms that were contradictions."""
        return self.right / max(1, self.flagged)

    @property
    def recall(self) -> float:
        """Return the share of contradictions that raised an alarm."""
        return self.hit / max(1, self.contradictions)

    def line(self) -> str:
        """Return one line for people."""
        return (
            f"figures found {self.found}/{self.annotated} = {self.figures:.3f}; "
            f"understood {self.understood}/{self.told} = {self.measures:.3f}; "
            f"dated {self.dated}/{self.days} = {self.days_found:.3f}, {self.days_right:.3f} of those told; "
            f"precision {self.right}/{self.flagged} = {self.precision:.3f}; "
            f"recall {self.hit}/{self.contradictions} = {self.recall:.3f}"
        )


def texts(folder: Path) -> Iterator[Annotated]:
    """Yield the texts of all files of a folder."""
    for path in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8"))["text"]:
            yield annotated(entry)


def annotated(entry: dict[str, Any]) -> Annotated:
    """Take the marks out of a body, and remember where they stood."""
    body, spans, last = "", {}, 0
    for match in _MARK.finditer(entry["body"]):
        body += entry["body"][last : match.start()]
        spans[match[1]] = (len(body), len(body) + len(match[2]))
        body += match[2]
        last = match.end()
    body += entry["body"][last:]
    figures = {one["k"]: one for one in entry["figures"]}
    return Annotated(entry["id"], entry["lang"], entry["published"], body, figures, spans, entry["wrong"])


def judged(read: Iterable[Annotated]) -> Score:
    """Read the texts, and hold what was found against the truth."""
    score = Score()
    for one in read:
        reading = verify.read(one.body, published=one.published)
        _figures(one, reading, score)
        _relations(one, reading, score)
    return score


def _same(figure: Figure, span: tuple[int, int], told: dict[str, Any]) -> bool:
    if not (figure.start < span[1] and span[0] < figure.end):
        return False
    return (figure.start, figure.end) == span or (
        figure.value == Fraction(told["value"]) and figure.unit == told["unit"]
    )


def _figures(one: Annotated, reading: Reading, score: Score) -> None:
    for k, told in one.figures.items():
        if re.fullmatch(r"\d{4}-\d\d-\d\d", told["value"]):
            continue
        score.annotated += 1
        match = next((f for f in reading.figures if _same(f, one.spans[k], told)), None)
        if match is None:
            score.misses.append(f"{one.id} {k} {one.body[slice(*one.spans[k])]!r} not found")
            continue
        score.found += 1
        score.told += 1
        _days(match, told, score)
        if _understood(match, told):
            score.understood += 1
        else:
            score.misses.append(
                f"{one.id} {k} {match.text!r} {told['measure']}/{told['unit']}/{told.get('region', '')} read as "
                f"{match.measure}/{match.unit}/{titles().get(match.region, match.region)}"
            )


def _days(figure: Figure, told: dict[str, Any], score: Score) -> None:
    if "date" not in told:
        return
    score.days += 1
    if figure.date and figure.date.isoformat().startswith(str(told["date"])):
        score.dated += 1
    elif figure.date:
        score.misdated += 1


def _understood(figure: Figure, told: dict[str, Any]) -> bool:
    measures = {_ALIKE.get(one, one) for one in (figure.measure, told["measure"])}
    region = told.get("region", "")
    title = {"Indonesia": "ID"}.get(region, region)
    known = {name: code for code, name in titles().items()}
    return (
        len(measures) == 1
        and figure.value == Fraction(told["value"])
        and (title not in known or figure.region in ("", known[title]))
    )


def _relations(one: Annotated, reading: Reading, score: Score) -> None:
    score.contradictions += len(one.wrong)
    hit = set()
    for relation in reading.relations:
        if relation.holds is not False:
            continue
        score.flagged += 1
        right = [n for n, wrong in enumerate(one.wrong) if _shared(one, reading, relation, wrong)]
        hit.update(right)
        score.right += bool(right)
        if not right:
            words = [reading.figures[at].text for at in relation.figures]
            score.misses.append(f"{one.id} FALSE ALARM {relation.kind} {words}: {relation.text['en']}")
    score.hit += len(hit)
    for number, wrong in enumerate(one.wrong):
        if number not in hit:
            words = [one.body[slice(*one.spans[k])] for k in wrong["of"]]
            score.misses.append(f"{one.id} MISSED {wrong['kind']} {words}: {wrong['why']}")


def _shared(one: Annotated, reading: Reading, relation: verify.Relation, wrong: dict[str, Any]) -> bool:
    spans = [one.spans[k] for k in wrong["of"]]
    if wrong["kind"] == "weekday":
        where = relation.span
        return relation.kind == "weekday" and where is not None and where[0] < spans[0][1] and spans[0][0] < where[1]
    told = [(reading.figures[at].start, reading.figures[at].end) for at in relation.figures]
    shared = sum(any(start < last and first < end for start, end in told) for first, last in spans)
    return shared >= min(2, len(spans))
