"""The uncovered workers by name, as a workbook that a village secretary can work through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import codes, disclosure, wording
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.results.compose import within
from cakupan.workspace import put

#: An Excel sheet ends at 1,048,576 rows.
_SHEET_ROWS = 1_000_000
#: Row of the headings, from 0; title, what all rows share, notice, legend and reconciliation stand above.
_HEAD = 5
#: Every column of the list by name, with its width in characters; its words are in `[worklist]` of wording.toml.
_COLUMNS = {
    "no": 7, "province": 16, "regency": 20, "district": 18, "village": 22, "nik": 19, "name": 30, "sex": 5,
    "birth_year": 11, "segment": 9, "occupation": 20, "groups": 30, "status": 20, "note": 26,
}  # fmt: skip
#: Those that the SELECT makes, in its order.
_READ = tuple(name for name in _COLUMNS if name not in ("no", "status", "note"))
_AT = {name: number for number, name in enumerate((*_READ, "status", "note"))}
_PLACE = ("province", "regency", "district", "village")
#: Those that are said once, above the list, where they are the same in all rows.
_SHARED = (*_PLACE, "segment", "occupation", "groups")
_CHOICES = "Status"
#: A4 across, less its margins, in the pixels in which Excel measures columns; a character takes 7, a column 5 besides.
_PAPER = 1010

#: A row of the list, as `_AT`; a tuple, as there may be a million.
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worklist:
    """What was written: the file, how many people, for which moment.

    `own` names the measures of the office's own that count the uncovered otherwise than this list does; `remark` says
    how its length goes with the numbers of a report.
    """

    file: Path
    people: int
    moment: date
    own: tuple[str, ...]
    remark: str


def write(
    answers: Answers,
    file: Path,
    *,
    region: str = "",
    group: str = "",
    at: date | None = None,
    unmasked: bool = False,
    named: bool = True,
    exactly: bool = False,
    said: Mapping[int, tuple[str, str]] | None = None,
    lang: str = "id",
) -> Worklist:
    """Write the persons on a base list (or on a group's list) who are not protected at a moment, by village.

    Args:
        answers: an open build.
        file: the workbook to write.
        region: code or name; empty for the office's own.
        group: a group; empty for all on the base lists.
        at: the moment; None for the latest.
        unmasked: whether NIKs are written in full.
        named: whether names are written in full.
        exactly: those of the region itself, without the regions in it.
        said: what was said of a person before, by the row that stands for it: a status in words, and a remark.
        lang: id or en.

    Raises:
        Refusal: the file is no .xlsx, the region or group does not exist, or nobody is on a list.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    asked = answers.asked(Question("uncovered_named" if not group else "reached", region=region, group=group, at=at))
    moment = asked.moments[-1][0]
    found = answers.engine.rows(_people(asked.region, group, moment, unmasked, exactly))
    groups, told = codes.read("groups", answers.workspace.folder), said or {}
    rows = [_named((*row, *told.get(record, ("", ""))), groups, lang, named) for record, *row in found]
    own = _own(answers, asked.question)
    remark = (
        _say(lang, "own", measures=", ".join(own)) if own else _reconciled(answers, asked.question, len(rows), lang)
    )
    statuses = [str(entry["name"][lang]) for entry in codes.read("statuses", answers.workspace.folder).values()]
    head = _Head(
        _say(lang, "title", region=answers.region_title(asked.region), moment=wording.day(moment, lang)),
        _say(lang, "invented" if any(batch["invented"] for batch in answers.batches()) else "personal"),
        _legend(codes.read("segments", answers.workspace.folder), lang),
        remark,
    )
    put(file, _workbook(head, rows, statuses, lang))
    return Worklist(file, len(rows), moment, own, remark)


def _say(lang: str, code: str, **words: object) -> str:
    return wording.label("worklist", code, lang).format_map(words)


def _named(row: Row, groups: codes.Entries, lang: str, named: bool) -> Row:
    """Return a row with its groups, and a segment that is not known, in words, and the name as it may be seen."""
    told = list(row)
    told[_AT["name"]] = disclosure.name(row[_AT["name"]], named)
    told[_AT["groups"]] = ", ".join(str(groups[code]["name"][lang]) for code in row[_AT["groups"]].split(",") if code)
    if row[_AT["segment"]] == "X":
        told[_AT["segment"]] = _say(lang, "unknown")
    return tuple(told)


def _legend(segments: codes.Entries, lang: str) -> str:
    return "; ".join(f"{code}: {entry['name'][lang]}" for code, entry in segments.items())


@dataclass(frozen=True, slots=True)
class Bridge:
    """What leads from those who are uncovered by name to the uncovered of a report; all of them from lists.

    Attributes:
        named: on a base list of the region and protected nowhere.
        outside: members of the region who are on no list.
        uncovered: workers of the region less its members.

    """

    named: Result
    outside: Result
    uncovered: Result

    @property
    def elsewhere(self) -> int:
        """Return what those listed in one region and members in another make of it: added to the rest, or taken off."""
        named, outside, uncovered = (int(one.value or 0) for one in (self.named, self.outside, self.uncovered))
        return uncovered - named + outside


def bridge(answers: Answers, question: Question) -> Bridge | None:
    """Return what leads from the uncovered by name of a region to the uncovered of a report; None without lists.

    Raises:
        Refusal: there is no such region.

    """
    parts = ("uncovered_named", "members_on_no_list", "uncovered")
    found = [answers.ask(replace(question, measure=name, basis="list")) for name in parts]
    return Bridge(*(results[0] for results in found)) if all(found) else None


def _reconciled(answers: Answers, question: Question, people: int, lang: str) -> str:
    """Return the sentence that leads from the length of the list to the number of a report; empty where there is none.

    Those listed in one region and members in another are neither on no list nor protected where they are listed.
    """
    if question.group:
        return _reconciled_group(answers, question, people, lang)
    found = bridge(answers, question)
    if found is None or people != found.named.value:
        return ""
    told = {one.measure: wording.count(int(one.value or 0), lang)
            for one in (found.named, found.outside, found.uncovered)}  # fmt: skip
    apart = found.elsewhere
    code = "reconciled_elsewhere" if apart else "reconciled"
    return _say(lang, code, sign="+" if apart > 0 else "−", apart=wording.count(abs(apart), lang), **told)


def _reconciled_group(answers: Answers, question: Question, people: int, lang: str) -> str:
    found = {name: answers.ask(replace(question, measure=name, basis="list")) for name in ("listed", "reached")}
    if not all(found.values()):
        return ""
    n = {name: int(results[0].value or 0) for name, results in found.items()}
    if people != n["listed"] - n["reached"]:
        return ""
    told = {name: wording.count(number, lang) for name, number in n.items()}
    return _say(lang, "reconciled_group", people=wording.count(people, lang), **told)


def _own(answers: Answers, question: Question) -> tuple[str, ...]:
    """Return the office's own measures behind the counts that people lay beside this list."""
    beside = ("reached", "listed") if question.group else ("uncovered", "uncovered_named", "members_on_no_list")
    asked = (answers.asked(replace(question, measure=measure)) for measure in beside)
    return tuple(sorted({step.name for one in asked for step in answers.own(one)}))


def open_people(region: str, group: str, moment: date, *, exactly: bool = False, among: str = "") -> str:
    """Return the relations of a SELECT over the uncovered: `there` (all who are listed) and `uncovered` (of these).

    Both have person, region, record and segment; region is decided as in the timeline. Persons that have no row in the
    region are left aside before all else, so that one village costs little.

    Args:
        region: its code.
        group: a group; empty for all on the base lists.
        moment: the day.
        exactly: those of the region itself, without the regions in it.
        among: a SELECT of persons; these alone. Empty for all.

    """
    day = f"date '{moment.isoformat()}'"
    on_list = "listing l join group_within w on w.group_code = l.group_code" if group else "listing l"
    role = f"w.ancestor = '{group}' and l.role = 'group'" if group else "l.role = 'base'"
    which = f"{role} and l.since <= {day} and {day} < l.until"
    told = [_inside("l.region", region, exactly), *([f"l.person in ({among})"] if among else ())]
    few = f"and l.person in (select l.person from {on_list} where {which} and {' and '.join(told)})"
    return f"""
        listed as (
            select l.person, l.region, l.record, l.segment,
                row_number() over (partition by l.person order by l.recency, l.since, l.record) as pick
            from {on_list}
            where {which} {few if told != ["true"] else ""}
        ),
        there as (
            select o.person, o.region, o.record, o.segment from listed o
            where o.pick = 1 and {_inside("o.region", region, exactly)}
        ),
        uncovered as (
            select o.person, o.region, o.record, o.segment from there o
            where not exists (
                select 1 from cover c where c.person = o.person and c.since <= {day} and {day} < c.until)
        )
    """


def _inside(column: str, region: str, exactly: bool) -> str:
    if exactly:
        return f"{column} = '{region}'"
    return "true" if region == "ID" else within(column, region)


def belonging(moment: date) -> str:
    """Return the relation `belongs` of a SELECT over the uncovered: the groups of each person, joined by commas."""
    day = f"date '{moment.isoformat()}'"
    return f"""
        belongs as (
            select person, string_agg(distinct group_code, ',' order by group_code) as group_codes
            from listing where role = 'group' and since <= {day} and {day} < until
                and person in (select person from uncovered)
            group by person
        )
    """


def _people(region: str, group: str, moment: date, unmasked: bool, exactly: bool) -> str:
    """Return the SELECT of the people, in the order of region and name."""
    return f"""
        with {open_people(region, group, moment, exactly=exactly)}, {belonging(moment)}
        select o.record, coalesce(p.name, ''), coalesce(k.name, ''), coalesce(d.name, ''), coalesce(v.name, ''),
            {disclosure.nik_sql(unmasked)}, r.name, coalesce(r.sex, ''),
            coalesce(cast(extract(year from r.birth_date) as varchar), ''), o.segment,
            coalesce(r.occupation, ''), coalesce(b.group_codes, '')
        from uncovered o
        join record r on r.record = o.record
        left join belongs b on b.person = o.person
        left join region p on p.code = substr(o.region, 1, 2)
        left join region k on k.code = substr(o.region, 1, 5) and length(o.region) >= 5
        left join region d on d.code = substr(o.region, 1, 8) and length(o.region) >= 8
        left join region v on v.code = o.region and length(o.region) = 13
        order by o.region, r.name, r.record
    """


@dataclass(frozen=True, slots=True)
class _Head:
    """The sentences above the list."""

    title: str
    notice: str
    legend: str
    remark: str


def _workbook(head: _Head, rows: list[Row], statuses: list[str], lang: str) -> bytes:
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True, **as_text})
    page = _Page(book, head, rows, statuses, lang)
    for number, start in enumerate(range(0, max(len(rows), 1), _SHEET_ROWS), start=1):
        name = _say(lang, "sheet_people")
        page.people(f"{name} {number}" if number > 1 else name, rows[start : start + _SHEET_ROWS], start)
    page.villages(Counter(map(_place, rows)))
    page.statuses()
    book.close()
    return content.getvalue()


class _Page:
    """The sheets of the workbook, with the formats that they share."""

    def __init__(self, book: Any, head: _Head, rows: list[Row], statuses: list[str], lang: str) -> None:
        self._book, self._told, self._statuses, self._lang = book, head, statuses, lang
        self._shared = _shared(rows)
        self._columns = [name for name in _COLUMNS if name not in self._shared]
        colours = {"bg_color": "#1f4e5f", "font_color": "white"}
        self._head = book.add_format({"bold": True, "border": 1, "text_wrap": True, **colours})
        self._loud = book.add_format({"bold": True, "font_size": 14})
        self._bold = book.add_format({"bold": True, "top": 1})
        self._warn = book.add_format({"bold": True, "font_color": "#9c0006", "bg_color": "#ffc7ce"})

    def people(self, name: str, rows: list[Row], before: int) -> None:
        """Write one sheet of people, numbered after those of the sheets before, a page a village when printed."""
        columns = self._columns
        sheet = self._sheet(name, {column: _COLUMNS[column] for column in columns}, len(rows))
        sheet.freeze_panes(_HEAD + 1, columns.index("name") + 1)
        status, last = columns.index("status"), _HEAD + max(len(rows), 1)
        choices = f"='{_CHOICES}'!$A$1:$A${len(self._statuses)}"
        sheet.data_validation(_HEAD + 1, status, last, status, {"validate": "list", "source": choices})
        sheet.set_h_pagebreaks(_breaks(rows))
        for row, person in enumerate(rows, start=1):
            for column, heading in enumerate(columns):
                if heading == "no":
                    sheet.write_number(_HEAD + row, column, before + row)
                elif heading in _AT:
                    sheet.write_string(_HEAD + row, column, person[_AT[heading]])

    def villages(self, counts: Counter[tuple[str, ...]]) -> None:
        """Write the sheet that counts people by village, with their total."""
        columns = {part: _COLUMNS[part] for part in _PLACE if part not in self._shared or part == "village"}
        sheet = self._sheet(_say(self._lang, "sheet_villages"), {**columns, "uncovered": 18}, len(counts))
        sheet.freeze_panes(_HEAD + 1, 0)
        for row, (place, n) in enumerate(counts.items(), start=1):
            told = dict(zip(_PLACE, place, strict=True))
            for column, part in enumerate(columns):
                sheet.write_string(_HEAD + row, column, told[part])
            sheet.write_number(_HEAD + row, len(columns), n)
        total = _HEAD + max(len(counts), 1) + 1
        sheet.write_string(total, 0, _say(self._lang, "total"), self._bold)
        sheet.write_number(total, len(columns), counts.total(), self._bold)

    def statuses(self) -> None:
        """Write the sheet that the choices of the column of statuses are taken from."""
        sheet = self._book.add_worksheet(_CHOICES)
        sheet.set_column(0, 0, 34)
        for row, status in enumerate(self._statuses):
            sheet.write_string(row, 0, status)

    def _sheet(self, name: str, columns: Mapping[str, int], n: int) -> Any:
        sheet = self._book.add_worksheet(name)
        shared = "; ".join(f"{_say(self._lang, part)}: {told}" for part, told in self._shared.items() if told)
        above = (shared, self._told.notice, self._told.legend, self._told.remark)
        for row, text in enumerate((self._told.title, *above)):
            sheet.write_string(row, 0, text, {0: self._loud, 2: self._warn}.get(row))
        for column, (heading, width) in enumerate(columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(_HEAD, column, _say(self._lang, heading), self._head)
        sheet.autofilter(_HEAD, 0, _HEAD + max(n, 1), len(columns) - 1)
        _print(sheet, sum(7 * width + 5 for width in columns.values()))
        return sheet


def _place(row: Row) -> Row:
    return tuple(row[_AT[part]] for part in _PLACE)


def _shared(rows: list[Row]) -> dict[str, str]:
    """Return the columns that are the same in all rows, with what stands there."""
    if len(rows) < 2:
        return {}
    columns = ((name, _AT[name]) for name in _SHARED)
    return {name: rows[0][at] for name, at in columns if all(row[at] == rows[0][at] for row in rows)}


def _breaks(rows: list[Row]) -> list[int]:
    """Return the rows of a sheet before which another village begins."""
    places = pairwise(map(_place, rows))
    return [_HEAD + 1 + n for n, (before, here) in enumerate(places, start=1) if before != here]


def _print(sheet: Any, pixels: int) -> None:
    """Set how a sheet is printed: by a scale, as Excel drops the breaks between villages to fit a page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5)
    sheet.set_print_scale(max(10, min(100, 100 * _PAPER // pixels)))
    sheet.repeat_rows(_HEAD)
