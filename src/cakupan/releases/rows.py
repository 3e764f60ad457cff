"""The rows of a release as they are written: exact values; what is withheld is empty and marked as such."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from cakupan import codes
from cakupan.releases.numbers import Place
from cakupan.releases.release import Release
from cakupan.results import Answers, Result
from cakupan.results.compose import within
from cakupan.results.shapes import level_of
from cakupan.schema import ALL

Row = dict[str, Any]
_PLACES = Decimal("0.000001")
#: What is withheld of a row: nothing, all but how many workers there are, everything.
_NOTHING, _PROTECTED, _EVERYTHING = "", "protected", "all"
_PPM = ("ppm", "ppm_points")


def coverage(release: Release, _: Answers) -> Iterator[Row]:
    """Yield coverage by region, segment and moment."""
    for place, result in _results(release, of_groups=False):
        counts = _counts(_told(release, place, result), result, _COVERAGE)
        yield _where(result) | {"segment": place[1] or ALL} | counts | _rests_on(result)


def groups(release: Release, _: Answers) -> Iterator[Row]:
    """Yield reach by region, group and moment."""
    for place, result in _results(release, of_groups=True):
        counts = _counts(_told(release, place, result), result, _REACH)
        yield _where(result) | {"group": place[2]} | counts | _rests_on(result)


def flows(release: Release, answers: Answers) -> Iterator[Row]:
    """Yield who came and who went by region and period."""
    for (since, until), found in sorted(release.numbers.flows.items()):
        for region in sorted(filter(release.numbers.scope.holds, found)):
            told = region in release.decided.flows[since, until]
            came, went = found[region] if told else (None, None)
            yield {
                "region": region, "region_name": answers.region_title(region), "level": level_of(region),
                "since": since, "until": until, "came": came, "went": went,
                "withheld": _NOTHING if told else _EVERYTHING,
            }  # fmt: skip


def figures(release: Release, answers: Answers) -> Iterator[Row]:
    """Yield what others published of the region and those in it, as it stands."""
    region = release.numbers.scope.region
    inside = "true" if region == "ID" else within("region", region)
    rows = answers.engine.rows(
        "select region, segment, group_code, since, moment, measure, value, unit, qualifier, definition, place, source "
        f"from published where {inside} order by all"
    )
    for code, segment, group, since, moment, measure, value, unit, qualifier, definition, place, source in rows:
        exact = str(Decimal(value) / 10_000) if unit in _PPM else str(value)
        yield {
            "region": code, "region_name": answers.region_title(code), "segment": segment, "group": group,
            "since": since, "moment": moment, "measure": measure, "value": Decimal(exact),
            "unit": {"ppm": "percent", "ppm_points": "percentage_points"}.get(unit, unit), "qualifier": qualifier,
            "definition": definition, "place": place, "source": source,
        }  # fmt: skip


def regions(release: Release, answers: Answers) -> Iterator[Row]:
    """Yield the regions that are spoken of."""
    spoken = {row["region"] for rows in (coverage, groups, flows, figures) for row in rows(release, answers)}
    listed = ", ".join(f"'{code}'" for code in sorted(spoken))
    found = answers.engine.rows(f"select code, title, level, parent from region where code in ({listed}) order by code")
    for code, title, level, parent in found:
        yield {"code": code, "title": title, "level": level, "parent": parent}


def words(release: Release, answers: Answers) -> Iterator[Row]:
    """Yield what the codes mean: segments, groups, definitions, measures."""
    folder = answers.workspace.folder
    for kind in ("segments", "groups", "definitions"):
        for code, entry in codes.read(kind, folder).items():
            text = entry.get("text", {})
            yield _word(kind.removesuffix("s"), code, entry["name"], text if isinstance(text, dict) else {})
    for measure in sorted({row["measure"] for row in figures(release, answers)} | {"active", "coverage", "eligible"}):
        if measure in answers.measures:
            told = answers.measure_text(measure)
            yield _word("measure", measure, told["name"], told["text"])


def _word(kind: str, code: str, name: dict[str, str], text: dict[str, str]) -> Row:
    told = {"name_id": name["id"], "name_en": name["en"], "text_id": text.get("id", ""), "text_en": text.get("en", "")}
    return {"kind": kind, "code": code, **told}


_COVERAGE = ("active", "eligible", "uncovered", "coverage")
_REACH = ("reached", "listed", "unreached", "reach")


def _results(release: Release, *, of_groups: bool) -> Iterator[tuple[Place, Result]]:
    for moment in sorted(release.numbers.coverage):
        found = release.numbers.coverage[moment]
        for place in sorted(found):
            if bool(place[2]) == of_groups and release.numbers.scope.holds(place[0]):
                yield place, found[place]


def _told(release: Release, place: Place, result: Result) -> str:
    if release.decided.all_of(place, result.moment):
        return _NOTHING
    return _PROTECTED if release.decided.both_of(place, result.moment) else _EVERYTHING


def _where(result: Result) -> Row:
    return {
        "region": result.region, "region_name": result.region_name, "level": level_of(result.region),
        "moment": result.moment,
    }  # fmt: skip


def _counts(withheld: str, result: Result, names: tuple[str, ...]) -> Row:
    """Return protected, both, unprotected and their ratio, as far as they may be told."""
    protected, both = result.numerator, result.denominator
    values: list[Any] = [protected, both, None, None]
    if both is not None and protected is not None:
        values[2:] = [both - protected, _ratio(Fraction(protected, both)) if both else None]
    if withheld == _PROTECTED:
        values = [None, both, None, None]
    elif withheld == _EVERYTHING:
        values = [None] * 4
    return {**dict(zip(names, values, strict=True)), "withheld": withheld}


def _ratio(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_PLACES, ROUND_HALF_UP)


def _rests_on(result: Result) -> Row:
    return {"basis": result.basis, "definition": result.definition, "source": result.source, "receipt": result.receipt}


def as_text(value: object) -> str:
    """Return a value as CSV has it: dates as ISO has them, nothing as nothing."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else f"{value:f}" if isinstance(value, Decimal) else str(value)
