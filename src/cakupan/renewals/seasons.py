"""In which months funds begin and stop to pay: the peak at the end of a budget year and the hole after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import charts, steps, wording
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.results.compose import day_sql, within
from cakupan.workspace import put

_ENDINGS = (".svg", ".png")


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month over all years: for how many persons funds begin and stop to pay on its days, and its years.

    Attributes:
        month: 1 to 12.
        begun, stopped: by year.

    """

    month: int
    begun: dict[int, int]
    stopped: dict[int, int]


@dataclass(frozen=True, slots=True)
class Season:
    """The twelve months, and for how many persons funds paid at the end of each month of the years known.

    Attributes:
        region: title.
        months: January to December.
        funded: first day of each month, and for how many persons funds paid on its last day.

    """

    region: str
    months: tuple[Month, ...]
    funded: tuple[tuple[date, int], ...]

    @property
    def peak(self) -> Month:
        """Return the month in which most begin."""
        return max(self.months, key=lambda one: (sum(one.begun.values()), -one.month))

    @property
    def hole(self) -> Month:
        """Return the month in which most stop."""
        return max(self.months, key=lambda one: (sum(one.stopped.values()), -one.month))

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        months = [{"month": m.month, "begun": m.begun, "stopped": m.stopped} for m in self.months]
        return {"months": months, "funded": [{"month": day, "persons": n} for day, n in self.funded]}


def season(answers: Answers, region: str = "") -> Season:
    """Return when funds begin and stop to pay for the people of a region.

    What is paid without a break by one fund after the other neither begins nor stops between them. What begins or ends
    after the latest list is not counted.

    Raises:
        Refusal: there is no such region, or there are no lists.

    """
    code = answers.region_code(region) if region else answers.home
    answers.need({"paying"})
    words = {"last": day_sql(answers.latest(code)), "inside": "true" if code == "ID" else within("p.region", code)}
    rows = answers.engine.rows(steps.filled(resources.files(__package__), "season", words))
    months = tuple(_month(number, rows) for number in range(1, 13))
    return Season(answers.region_title(code), months, tuple(_funded(rows)))


def _month(number: int, rows: list[tuple[int, int, int]]) -> Month:
    told = {no // 12: (begun, stopped) for no, begun, stopped in rows if no % 12 + 1 == number}
    return Month(number, {year: one[0] for year, one in told.items()}, {year: one[1] for year, one in told.items()})


def _funded(rows: list[tuple[int, int, int]]) -> list[tuple[date, int]]:
    if not rows:
        return []
    moved = {no: begun - stopped for no, begun, stopped in rows}
    told, n = [], 0
    for no in range(rows[0][0], rows[-1][0] + 1):
        n += moved.get(no, 0)
        told.append((date(no // 12, no % 12 + 1, 1), n))
    return told


def chart(found: Season, file: Path, lang: str = "id") -> Path:
    """Draw the twelve months, all years together: who begins above the line, who stops below it.

    Raises:
        Refusal: the file is neither .svg nor .png, nobody is paid for by a fund, or the renderer is not installed.

    """
    if file.suffix.lower() not in _ENDINGS:
        raise Refusal("output_ending", file=file.name, known=", ".join(_ENDINGS))
    if not found.funded:
        raise Refusal("nobody_funded", region=found.region)
    spec = drawing(found, lang)
    put(file, charts.png(spec) if file.suffix.lower() == ".png" else charts.svg(spec).encode())
    return file


def drawing(found: Season, lang: str = "id") -> charts.Spec:
    """Return the specification of the chart."""
    title = wording.label("renewals", "season_title", lang).format(region=found.region)
    names = wording.calendar(lang)["months_short"]
    swings = [
        charts.Swing(names[one.month - 1], sum(one.begun.values()), sum(one.stopped.values())) for one in found.months
    ]
    text = summary(found, lang)
    words = (wording.label("renewals", "begun", lang), wording.label("renewals", "stopped", lang))
    return charts.swings(swings, words, charts.Frame(title, text, lang=lang))


def summary(found: Season, lang: str = "id") -> str:
    """Return one sentence: in which months most begin and most stop, of how many."""
    names = wording.calendar(lang)["months"]
    begun, stopped = (sum(sum(getattr(m, way).values()) for m in found.months) for way in ("begun", "stopped"))
    return wording.label("renewals", "season_text" if stopped else "season_begun", lang).format(
        peak=names[found.peak.month - 1], most=wording.count(sum(found.peak.begun.values()), lang),
        begun=wording.count(begun, lang), hole=names[found.hole.month - 1],
        least=wording.count(sum(found.hole.stopped.values()), lang), stopped=wording.count(stopped, lang),
    )  # fmt: skip
