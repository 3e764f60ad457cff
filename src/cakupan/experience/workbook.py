"""Claims, contributions and deaths as a workbook, with how each interval was made."""

from __future__ import annotations

from pathlib import Path

from cakupan import codes, wording, worksheets
from cakupan.experience.deaths import Deaths, Rate
from cakupan.experience.money import Money, Ratio
from cakupan.findings import Refusal
from cakupan.worksheets import Cell, Column, Sheet
from cakupan.workspace import Workspace, put

_MONEY = (("year", 8, "text"), ("region", 30, "text"), ("group", 26, "text"), ("segment", 10, "text"),
          ("contributions", 18, "idr"), ("claims", 9, "count"), ("paid", 18, "idr"), ("ratio", 9, "ratio"),
          ("low", 10, "ratio"), ("high", 10, "ratio"), ("basis", 16, "text"), ("source", 34, "text"))  # fmt: skip
_DEATHS = (("part", 44, "text"), ("years", 14, "count"), ("expected", 14, "ratio"), ("died", 12, "count"),
           ("smr", 10, "ratio"), ("low", 10, "ratio"), ("high", 10, "ratio"), ("verdict", 40, "text"))  # fmt: skip


def write(office: Workspace, found: Money, dead: Deaths | None, file: Path, lang: str = "id") -> Path:
    """Write the workbook in one language and return its path.

    Raises:
        Refusal: the file is no .xlsx, or the disk refuses.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    groups = codes.read("groups", office.folder)
    rows = [(*words(one, groups, lang), *_amounts(one), *_whence(one, lang)) for one in found.rows]
    title = _say("title", lang).format(region=found.region[1], until=wording.day(found.until, lang))
    sheets = [Sheet(_say("sheet", lang), title, _columns(_MONEY, lang), rows, above=remarks(found, lang), keep=2)]
    if dead:
        told = [
            (line(one, groups, lang), round(one.years), float(one.expected), one.died, one.ratio,
             *(one.ends or (None, None)), _say(f"verdict_{one.verdict}", lang))
            for one in dead.rows
        ]  # fmt: skip
        above = limits(dead, lang)
        sheets.append(Sheet(_say("sheet_deaths", lang), _deaths_title(dead, found.region[1], lang),
                            _columns(_DEATHS, lang), told, above=above, keep=1))  # fmt: skip
    put(file, worksheets.book(sheets))
    return file


def _say(code: str, lang: str) -> str:
    return wording.label("experience", code, lang)


def _columns(told: tuple[tuple[str, int, str], ...], lang: str) -> list[Column]:
    return [Column(_say(code, lang), width, form) for code, width, form in told]


def words(one: Ratio, groups: codes.Entries, lang: str) -> tuple[str, str, str, str]:
    """Return year, region, group and segment of a cell in words; what is all of them is empty."""
    group = str(groups[one.group]["name"][lang]) if one.group in groups else one.group or ""
    group = _say("no_group", lang) if one.group == "" else group
    return str(one.year or ""), one.region_name, group, one.segment or ""


def _amounts(one: Ratio) -> tuple[Cell, ...]:
    ratio = (one.of(one.paid), one.of(one.low), one.of(one.high))
    return one.contributions, one.claims, one.paid, *ratio


def _whence(one: Ratio, lang: str) -> tuple[str, str]:
    basis = _say("withheld", lang) if one.withheld else wording.label("basis", one.basis, lang)
    return basis, one.source


def line(one: Rate, groups: codes.Entries, lang: str) -> str:
    """Return whose deaths a row is of, in words."""
    if one.part == "group":
        return str(groups[one.key]["name"][lang]) if one.key in groups else one.key
    return _say("everybody" if one.part == "all" else f"duration_{one.key[2:]}", lang)


def _deaths_title(dead: Deaths, region: str, lang: str) -> str:
    since, until = wording.day(dead.since, lang), wording.day(dead.until, lang)
    return _say("title_deaths", lang).format(region=region, since=since, until=until)


def remarks(found: Money, lang: str) -> list[str]:
    """Return how the interval was made, and what is not told."""
    told = [_say("how", lang).format(benefit=wording.rupiah(found.benefit, lang))]
    if any(one.basis == "figure" for one in found.rows):
        told.append(_say("how_figure", lang))
    if found.withheld:
        told.append(_say("withheld_text", lang).format(n=wording.count(found.withheld, lang)))
    return told


def limits(dead: Deaths, lang: str) -> list[str]:
    """Return what the deaths say, and what they cannot say."""
    whole, told = dead.whole, []
    numbers = {
        "expected": wording.decimal(whole.expected, lang, places=1), "since": wording.day(dead.since, lang),
        "until": wording.day(dead.until, lang), "died": "" if whole.died is None else wording.count(whole.died, lang),
    }  # fmt: skip
    told.append(_say(f"said_{whole.verdict}", lang).format_map(numbers))
    told.append(_say("said_selected" if dead.selected else "said_not_selected", lang))
    told.append(_say("limits", lang).format(source=dead.source))
    told += [] if dead.recorded else [_say("no_register", lang)]
    if dead.outside is None:
        return [*told, _say("outside_few", lang)]
    return told + ([_say("outside", lang).format(n=wording.count(dead.outside, lang))] if dead.outside else [])
