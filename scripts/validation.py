"""The page that sets our totals beside the published ones and says of each difference where it comes from.

What stands there is asked of an office that holds nothing but the published figures, by the commands that the page
names. Its words, and what must hold among published statements, are in validation.toml.
"""

from __future__ import annotations

import csv
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import builds, demo, wording, workspace
from cakupan.results import Answers, Question, Result

ROOT = Path(__file__).parent.parent
_FIGURES = resources.files("cakupan") / "demo" / "figures"
_NATION = ROOT / "docs" / "published" / "nation.csv"
_RELATIONS = Path(__file__).with_suffix(".toml")
_YEARS = [date(year, 12, 31) for year in (2022, 2023, 2024, 2025)]
_2023 = _YEARS[1]
_SAKERNAS, _MINISTRY, _OFFICE = "sakernas-employed", "kemnaker-registered", "members-by-office"
#: How far from its last digit a published percentage may be by rounding or by cutting.
_CUT = Fraction(1)
_NUMBER = re.compile(r"(about )?[+−]?\d[\d,.]*%?$")
Statement = Mapping[str, str]


def page() -> Iterator[str]:
    """Print the page."""
    with tempfile.TemporaryDirectory() as folder:
        office = workspace.create(Path(folder) / "figures", "ID")
        demo.take_figures(office)
        builds.build(office)
        with Answers(office, remembers=False) as answers:
            yield from _page(answers)


def _page(answers: Answers) -> Iterator[str]:
    yield _say("about").lstrip()
    yield from _employed(answers)
    yield from _members(answers)
    yield from _sums(answers)
    yield from _places(answers)
    yield from _definitions(answers)
    yield from _lists()
    yield from _statements(answers)


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(_RELATIONS.read_text("utf-8"))


def _say(what: str, **words: str) -> str:
    return f"\n{_told()['say'][what].format(**words)}\n"


def _command(text: str) -> str:
    return f"\n```sh\ncakupan {text} -w cakupan-demo\n```\n\n"


def _table(heads: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    sides = ("---:" if _NUMBER.match(cell) else "---" for cell in rows[0])
    yield f"| {heads} |\n| {' | '.join(sides)} |\n"
    yield from (f"| {' | '.join(row)} |\n" for row in rows)


def _ask(answers: Answers, measure: str, at: date, definition: str, **more: Any) -> list[Result]:
    question = Question(measure, at=at, basis="figure", **more)
    return [one for one in answers.ask(question) if one.definition == definition and one.moment == at]


def _one(answers: Answers, measure: str, at: date, definition: str, **more: Any) -> Fraction:
    (found,) = _ask(answers, measure, at, definition, region="ID", **more)
    assert found.value is not None
    return found.value


def _provinces(answers: Answers, measure: str, at: date, definition: str, **more: Any) -> dict[str, Result]:
    """Return a measure by province, or by area where members of one before its split are published as one."""
    found = _ask(answers, measure, at, definition, region="ID", by=("province",), **more)
    return {one.region: one for one in found if one.region != "ID"}


def _n(value: Fraction | int) -> str:
    return wording.count(value, "en")


def _signed(value: Fraction | int) -> str:
    return "0" if not value else f"{'+' if value > 0 else '−'}{_n(abs(value))}"


def _employed(answers: Answers) -> Iterator[str]:
    yield "\n## Employed, nation: sum of provinces\n"
    yield _command("show eligible --region ID --by province --at 2025-12-31 --basis figure")
    with _NATION.open(encoding="utf-8") as file:
        published = {row["date"]: row for row in csv.DictReader(file)}
    rows = []
    for day in _YEARS:
        provinces = _without_areas(_provinces(answers, "eligible", day, _SAKERNAS))
        ours, theirs = sum(one.value or 0 for one in provinces.values()), published[day.isoformat()]
        gap = ours - int(theirs["value"])
        assert not gap, f"employed of {day.year}: what the page says is not so any more"
        rows.append(
            [str(day.year), str(len(provinces)), _n(ours), _n(int(theirs["value"])), _signed(gap), theirs["source"]]
        )
    yield from _table("year | provinces | our sum | published | difference | source", rows)
    yield _say("employed")


def _without_areas(found: Mapping[str, Result]) -> dict[str, Result]:
    """Return provinces without the areas that hold others of them."""
    inside = {code for area in found if "+" in area for code in area.split("+")}
    areas = {area for area in found if "+" in area}
    split = inside & found.keys()
    return {code: one for code, one in found.items() if code not in (areas if split else inside)}


def _members(answers: Answers) -> Iterator[str]:
    yield "\n## Active members, nation: three publications\n"
    yield _command("show active --region ID --at 2023-12-31 --basis figure")
    yield from _table(
        "December | our sum by residence, PU and BPU | ministry, all segments | difference | construction | left over",
        [_member_row(answers, day) for day in _YEARS[:3]],
    )
    yield _say("members")


def _member_row(answers: Answers, day: date) -> list[str]:
    ours = _one(answers, "active", day, _SAKERNAS)
    if day == _2023:
        theirs = sum(
            _one(answers, "active", day, _OFFICE, segment=one, place="office") for one in ("PU", "BPU", "JAKON")
        )
        built = _one(answers, "active", day, _OFFICE, segment="JAKON", place="office")
        return [str(day.year), _n(ours), _n(theirs), _signed(theirs - ours), _n(built), _signed(theirs - ours - built)]
    registered = _one(answers, "registered", day, _MINISTRY)
    theirs = registered * _one(answers, "active_share", day, _MINISTRY)
    about = f"about {_n(wording.rounded(theirs / 10_000) * 10_000)}"
    gap = f"about {_n(wording.rounded((theirs - ours) / 10_000) * 10_000)}"
    return [str(day.year), _n(ours), about, gap, "not published", "not known"]


def _sums(answers: Answers) -> Iterator[str]:
    yield "\n## Provinces against the nation\n"
    yield _command("show active --region ID --by province --segment PU --at 2024-12-31 --basis figure")
    rows = []
    for day in _YEARS:
        for segment in ("PU", "BPU"):
            found = _provinces(answers, "active", day, _SAKERNAS, segment=segment)
            ours = sum(one.value or 0 for one in _without_areas(found).values())
            whole = _one(answers, "active", day, _SAKERNAS, segment=segment)
            assert ours == whole, f"{segment} of {day.year}: what the page says is not so any more"
            rows.append(
                [str(day.year), segment, str(len(_without_areas(found))), _n(ours), _n(whole), _signed(ours - whole)]
            )
    yield from _table("December | segment | areas | sum of provinces | nation | difference", rows)
    yield _say("sums")


def _places(answers: Answers) -> Iterator[str]:
    yield "\n## By residence and by registering office, December 2023\n"
    yield _command("show active --region ID --by province --segment PU --at 2023-12-31 --place office")
    home = {s: _without_areas(_provinces(answers, "active", _2023, _SAKERNAS, segment=s)) for s in ("PU", "BPU")}
    away = {s: _provinces(answers, "active", _2023, _OFFICE, segment=s, place="office") for s in ("PU", "BPU")}
    rows, total = [], [Fraction(0), Fraction(0)]
    for code in sorted(home["PU"], key=lambda code: -_gap(home, away, code)):
        here, there = (sum(side[s][code].value or 0 for s in ("PU", "BPU")) for side in (home, away))
        total = [total[0] + here, total[1] + there]
        times = wording.decimal(Fraction(there, here), "en", places=2)
        rows.append([home["PU"][code].region_name, _n(here), _n(there), _signed(there - here), times])
    rows.append(["**All**", *(f"**{_n(one)}**" for one in total), f"**{_signed(total[1] - total[0])}**", ""])
    yield from _table("area | by residence | by office | office less residence | times", rows)
    yield _say("places")


def _gap(home: Mapping[str, Mapping[str, Result]], away: Mapping[str, Mapping[str, Result]], code: str) -> Fraction:
    found = (sum(side[s][code].value or 0 for s in ("PU", "BPU")) for side in (home, away))
    here, there = found
    return Fraction(there - here)


def _definitions(answers: Answers) -> Iterator[str]:
    yield "\n## One coverage, several denominators\n"
    yield _command("show coverage --region ID --at 2023-12-31 --basis figure")
    rows = []
    for day in _YEARS:
        for one in answers.ask(Question("coverage", region="ID", at=day, basis="figure")):
            if one.moment == day and one.denominator and one.numerator is not None and one.value is not None:
                name = answers.definition_text(one.definition)["name"]["en"]
                rows.append(
                    [
                        str(day.year),
                        name,
                        _n(one.numerator),
                        _n(one.denominator),
                        wording.percent(one.value, "en", short=True),
                    ]
                )
    yield from _table("December | definition | active | denominator | coverage", rows)
    yield _say("definitions")


def _lists() -> Iterator[str]:
    yield "\n## Lists of names beside the published total, Banyumas\n"
    yield _command("show coverage --at 2025-03-31")
    yield _say("lists")


def _statements(answers: Answers) -> Iterator[str]:
    found = _read()
    yield "\n## Published statements, checked against each other\n"
    yield _say("statements")
    rows, seen = [], Counter()
    for relation in _told()["relation"]:
        verdict, computed = _judged(relation, found)
        seen.update(relation["of"])
        where = found[relation["of"][-1]]
        title = answers.region_title(where["region"])
        rows.append(
            [", ".join(relation["of"]), title, _printed(relation, found), computed, verdict, relation.get("why", "")]
        )
    yield from _table("statements | region | printed | computed | verdict | what to know", rows)
    left = sorted(set(found) - set(seen) - {one for one in found if one.startswith("target ID")})
    assert not left, f"statements that nothing is said of: {left}"
    bad = [f"{row[0]} ({row[1]})" for row in rows if row[4] == "**does not hold**"]
    yield _say("statements_2", n=str(len(seen)), bad="; ".join(bad))


def _read() -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    known: dict[str, str] = _told()["targets"]
    with (_FIGURES / "published.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["note"].partition(";")[0].strip(), row)
    with (_FIGURES / "targets.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = f"target {row['region']} {row['date'][:4]}"
            found[known.get(key, key if key not in found else f"{key} {row['definition']}")] = row
    return found


def _value(one: Statement) -> Fraction:
    return Fraction(Decimal(one["value"]))


def _printed(relation: Mapping[str, Any], found: Mapping[str, Statement]) -> str:
    return "; ".join(_with_unit(found[code]) for code in relation["of"])


def _with_unit(one: Statement) -> str:
    number = wording.decimal(_value(one), "en", places=max(0, -Decimal(one["value"]).as_tuple().exponent))  # type: ignore[operator]
    unit = {"percent": "%", "percentage_points": " points", "idr": " rupiah"}.get(one["unit"], "")
    return f"{one['measure'].replace('_', ' ')} {number}{unit}"


def _judged(relation: Mapping[str, Any], found: Mapping[str, Statement]) -> tuple[str, str]:
    """Return the verdict on a relation and what was computed."""
    values = [_value(found[code]) for code in relation["of"]]
    last = found[relation["of"][-1]]
    kind = relation["kind"]
    if kind in _COMPUTED:
        computed = _COMPUTED[kind](values[:-1])
        holds = computed < values[-1] if last.get("qualifier") == "lt" else _rounds_to(computed, last)
        return ("holds" if holds else "**does not hold**"), _as(computed, last)
    verdict = (
        "**does not hold**"
        if relation.get("inconsistent")
        else "suspicious"
        if relation.get("suspicious")
        else _ALONE[kind]
    )
    return verdict, _BESIDE[kind](values) if kind in _BESIDE else "–"


def _rounds_to(computed: Fraction, printed: Statement) -> bool:
    digit = Fraction(10) ** Decimal(printed["value"]).as_tuple().exponent  # type: ignore[operator]
    return abs(computed - _value(printed)) < digit * _CUT


def _as(computed: Fraction, like: Statement) -> str:
    if like["unit"] == "percent":
        return wording.percent(computed / 100, "en", short=True)
    if like["unit"] == "percentage_points":
        return f"{wording.decimal(computed, 'en', places=2)} points"
    return wording.decimal(computed, "en", places=0 if computed.denominator == 1 else 1)


_COMPUTED = {
    "ratio": lambda v: 100 * v[0] / v[1],
    "parts": sum,
    "difference": lambda v: v[0] - v[1],
    "gap_points": lambda v: v[0] - v[1],
    "growth": lambda v: v[1] - v[0],
    "gap_workers": lambda v: v[0] / 100 * v[1] - v[2],
    "complement": lambda v: 100 - v[0],
}
_ALONE = {
    "alone": "nothing to check it against", "beside": "two numbers, no relation", "times": "plausible",
    "ratio_alone": "nothing to check it against", "target_workers": "nothing to check it against",
    "whole_of": "holds", "bound": "holds", "rank": "holds",
}  # fmt: skip
_BESIDE = {
    "ratio_alone": lambda v: wording.percent(v[0] / v[1], "en", short=True),
    "times": lambda v: f"{wording.decimal(v[1] / v[0], 'en', places=1)} times",
    "target_workers": lambda v: f"{wording.decimal(v[0] * v[1] / 100, 'en', places=1)} workers",
    "whole_of": lambda v: f"{_n(wording.rounded(v[1] / v[0] * 100))} in all",
    "bound": lambda v: f"below {_n(v[0] * v[1] / 100)}",
}
