"""The cases of a build: three questions in one shape, and their sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from itertools import groupby
from typing import Any

from cakupan import codes, steps
from cakupan.disclosure import nik_sql
from cakupan.findings import Refusal
from cakupan.law import month_no
from cakupan.results import Answers
from cakupan.results.compose import day_sql, within

#: Where somebody is found twice, in the order in which it is shown; each is a SELECT of this folder.
SECTIONS = ("inside", "lists", "payers")
#: Kinds of double payment: the first three are certain, `unknown` is to be asked.
KINDS = ("two_funds", "same_fund", "self", "employer", "unknown")
_ALL_MONTHS = (0, 119_999)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        region: code or name; empty for the office's own.
        group: a group; empty for all.
        at: lists as of this day, and what is paid from its month on; None for the latest list and for all months.
        month: lists as of its end, and what is paid in it alone.

    """

    region: str = ""
    group: str = ""
    at: date | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a delivered file, and what it stands for: its file, a group, or a payer."""

    listed: str
    file: str
    sheet: str
    row_no: int


@dataclass(frozen=True, slots=True)
class Case:
    """One person found more than once.

    Attributes:
        section: one of SECTIONS.
        kind: repeated, lists, or one of KINDS.
        person: identity of the person, only inside a workspace.
        place: names of province, regency, district and village.
        nik: masked unless asked otherwise.
        name, sex, born: of the first row; `born` is the year.
        rows: where; of payers first whoever pays already, then the fund whose contribution is at stake.
        since, until: of payers the first month and the first month no longer; 9999-12-31 where no end is stated.
        months, amount: of payers how many months, and the contributions at stake in rupiah (None: not known); where no
            end is stated up to the month asked.
        open_m: rupiah of every month after that, where no end is stated.

    """

    section: str
    kind: str
    person: int
    place: tuple[str, str, str, str]
    nik: str
    name: str
    sex: str
    born: str
    rows: tuple[Row, ...]
    since: date | None = None
    until: date | None = None
    months: int | None = None
    amount: int | None = None
    open_m: int | None = None

    @property
    def listed(self) -> tuple[str, ...]:
        """Return what the person is found under, each once."""
        return tuple(dict.fromkeys(row.listed for row in self.rows))

    def machine(self, named: bool) -> dict[str, Any]:
        """Return the machine form; without the name unless it may be seen."""
        who = {"nik": self.nik, **({"name": self.name} if named else {})}
        places = dict(zip(("province", "regency", "district", "village"), self.place, strict=True))
        money = {key: getattr(self, key) for key in ("since", "until", "months", "amount", "open_m")}
        rows = [f"{row.file} {row.sheet} {row.row_no}".replace("  ", " ") for row in self.rows]
        return {"section": self.section, "kind": self.kind, "listed": list(self.listed), **places, **who, **money,
                "rows": rows}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """All cases of one kind under the same files, groups or payers: how many, and what is at stake.

    Attributes:
        persons: how many persons, each once.
        rows: rows too many: each case needs but one.
        months, amount, open_m: as of a case, summed.
        unknown: cases whose amount is not known.

    """

    section: str
    kind: str
    listed: tuple[str, ...]
    persons: int
    rows: int
    months: int = 0
    amount: int = 0
    open_m: int = 0
    unknown: int = 0

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        keys = ("section", "kind", "persons", "rows", "months", "amount", "open_m", "unknown")
        return {"listed": list(self.listed), **{key: getattr(self, key) for key in keys}}


@dataclass(frozen=True, slots=True)
class Duplicates:
    """All cases, by section, region and name.

    Attributes:
        cases: the cases.
        region: title of the region asked.
        moment: the day whose lists are looked at.
        asked: what was asked.
        invented: whether some of the people are invented.
        unmasked: whether NIKs are in full.
        names: the words for groups and payers in each language, by code.

    """

    cases: tuple[Case, ...]
    region: str
    moment: date
    asked: Asked
    invented: bool
    unmasked: bool
    names: dict[str, dict[str, str]]

    def of(self, section: str) -> list[Case]:
        """Return the cases of a section."""
        return [case for case in self.cases if case.section == section]

    def sums(self, section: str) -> list[Sum]:
        """Return the sums of a section, the largest first; of payers by kind, what is to be asked last."""
        alike: dict[tuple[str, tuple[str, ...]], list[Case]] = {}
        for case in self.of(section):
            alike.setdefault((case.kind, case.listed), []).append(case)
        made = [_sum(section, kind, listed, cases) for (kind, listed), cases in alike.items()]
        order = {kind: turn for turn, kind in enumerate(KINDS)}
        return sorted(made, key=lambda one: (order.get(one.kind, 0), -one.amount, -one.persons, one.listed))

    def total(self) -> Sum:
        """Return the sum of what is certainly paid twice: all payers but those of whom the roster says nothing."""
        return _sum("payers", "total", (), [case for case in self.of("payers") if case.kind != "unknown"])

    def label(self, code: str, lang: str = "id") -> str:
        """Return the words for a group or a payer; a payer who is none that is known by its own."""
        return self.names.get(code, {}).get(lang, code)

    def machine(self) -> dict[str, Any]:
        """Return the machine form: sums, the total of payers, and the cases."""
        sums = [one.machine() for section in SECTIONS for one in self.sums(section)]
        cases = [case.machine(self.unmasked) for case in self.cases]
        return {"moment": self.moment, "sums": sums, "total": self.total().machine(), "cases": cases}


def _sum(section: str, kind: str, listed: tuple[str, ...], cases: list[Case]) -> Sum:
    return Sum(
        section, kind, listed, len({case.person for case in cases}), sum(len(case.rows) - 1 for case in cases),
        sum(case.months or 0 for case in cases), sum(case.amount or 0 for case in cases),
        sum(case.open_m or 0 for case in cases), sum(section == "payers" and case.amount is None for case in cases),
    )  # fmt: skip


def find(answers: Answers, asked: Asked, *, unmasked: bool = False) -> Duplicates:
    """Return everybody who is listed or paid for more than once.

    Args:
        answers: an open build.
        asked: region, group and time.
        unmasked: whether NIKs are given in full.

    Raises:
        Refusal: the region or group does not exist, both a day and a month are asked, or there are no lists.

    """
    if asked.at and asked.month:
        raise Refusal("at_or_month")
    answers.known("groups", asked.group)
    region = answers.region_code(asked.region) if asked.region else answers.home
    moment, span = _time(answers, asked)
    answers.need({"double_payment"})
    words = _words(asked.group, moment, span)
    files = {batch["batch"]: batch["name"] for batch in answers.batches()}
    cases = [case for section in SECTIONS for case in _cases(answers, section, words, region, unmasked, files)]
    return Duplicates(
        tuple(cases), answers.region_title(region), moment, asked,
        any(batch["invented"] for batch in answers.batches()), unmasked, _names(answers),
    )  # fmt: skip


def _time(answers: Answers, asked: Asked) -> tuple[date, tuple[int, int]]:
    """Return the day whose lists are looked at, and the months whose payments: by number, half open."""
    if asked.month:
        number = month_no(asked.month)
        first = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
        return first - timedelta(days=1), (number, number + 1)
    if asked.at:
        return asked.at, (month_no(asked.at), _ALL_MONTHS[1])
    latest = answers.engine.rows("select max(position) from batch where kind in ('workers', 'members')")[0][0]
    return latest or answers.latest(), _ALL_MONTHS


def _words(group: str, moment: date, span: tuple[int, int]) -> dict[str, str]:
    """Return what is written into the SELECTs."""
    day = day_sql(moment)
    holds = f"in (select group_code from group_within where ancestor = '{group}')"
    then = f"since <= {day} and {day} < until"
    listed = f"(select person from listing where role = 'group' and {then} and group_code {holds})"
    told = {
        "day": day, "from": str(span[0]), "to": str(span[1]), "last": str(min(month_no(moment) + 1, span[1])),
        "of_batch": f"r.group_code {holds}", "of_group": f"o.group_code {holds}",
        "of_person": f"(d.group_code {holds} or d.person in {listed})",
    }  # fmt: skip
    return told if group else told | dict.fromkeys(("of_batch", "of_group", "of_person"), "true")


def _names(answers: Answers) -> dict[str, dict[str, str]]:
    own = answers.workspace.folder
    return {code: entry["name"] for name in ("groups", "payers") for code, entry in codes.read(name, own).items()}


def _cases(
    answers: Answers, section: str, words: dict[str, str], region: str, unmasked: bool, files: dict[str, str]
) -> Iterator[Case]:
    """Yield the cases of a section."""
    rows = answers.engine.rows(_select(section, words, region, unmasked))
    for (kind, _), found in groupby(rows, key=lambda row: (row[0], row[1])):
        yield _case(section, kind, list(found), files)


def _case(section: str, kind: str, found: list[tuple[Any, ...]], files: dict[str, str]) -> Case:
    person, place, (nik, name, sex, born) = found[0][6], found[0][7:11], found[0][11:15]
    rows = tuple(Row(files.get(row[2], row[2]) if section == "inside" else row[2], files.get(row[3], row[3]), *row[4:6])
                 for row in found)  # fmt: skip
    return Case(section, kind, person, place, nik, name, sex, born, rows, *found[0][15:])


def _select(section: str, words: dict[str, str], region: str, unmasked: bool) -> str:
    """Return the SELECT of a section with the person and the place of every row, case by case."""
    text = steps.filled(resources.files(__package__), section, words)
    inside = "true" if region == "ID" else within("r.region", region)
    return f"""
        with found as ({text}),
        placed as (
            select f.kind, f.item, f.listed, r.batch, r.sheet, r.row_no, f.person, coalesce(p.name, '') as province,
                coalesce(k.name, '') as regency, coalesce(d.name, '') as district, coalesce(v.name, '') as village,
                {nik_sql(unmasked)} as nik, r.name, coalesce(r.sex, '') as sex,
                coalesce(cast(extract(year from r.birth_date) as varchar), '') as born, f.since, f.until, f.months,
                f.amount, f.open_m, f.turn,
                max(case when {inside} then 1 else 0 end) over (partition by f.item) as here,
                first_value(r.region) over (partition by f.item order by f.turn) as first_region,
                first_value(r.name) over (partition by f.item order by f.turn) as first_name
            from found f
            join record r on r.record = f.record
            left join region p on p.code = substr(r.region, 1, 2)
            left join region k on k.code = substr(r.region, 1, 5) and length(r.region) >= 5
            left join region d on d.code = substr(r.region, 1, 8) and length(r.region) >= 8
            left join region v on v.code = r.region and length(r.region) = 13
        )
        select * exclude (turn, here, first_region, first_name) from placed
        where here = 1
        order by first_region, first_name, item, turn
    """
