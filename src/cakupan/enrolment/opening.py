"""A case is opened: whom it names, in which order, for how many slots; and names are added, taken off, replaced."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cakupan import batches, calculate, codes, law, ledger, store
from cakupan.enrolment import cases, shapes
from cakupan.enrolment.cases import Done, Steps
from cakupan.enrolment.history import ADDED, CLOSED, LEAVING, OPENED, REFILLED, TAKEN_OFF
from cakupan.enrolment.rows import is_of_persons, rows
from cakupan.enrolment.shapes import FAILED, LEVELS, RESERVE, Case, Entry, Terms
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.results.compose import within
from cakupan.schema import KINDS, RECORD
from cakupan.workspace import Workspace

#: Contributions are asked of somebody with the least income that the law knows.
_LEAST_INCOME = 1_000_000
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Source:
    """Where names come from: one of a batch, a group, or a file of row numbers in the order in which they count."""

    batch: str = ""
    group: str = ""
    records: Path | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a case shall be about, as somebody says it; `Terms` is what becomes of it.

    Attributes:
        since, until: any day of the first month and of the last.
        price: rupiah for one person and month; None for what the law asks for.
        slots: persons that are paid for, by region; empty for as many as are named in each.

    """

    name: str
    payer: str
    since: date
    until: date
    line: str = ""
    region: str = ""
    segment: str = "BPU"
    programmes: tuple[str, ...] = ("JKK", "JKM")
    price: int | None = None
    slots: Mapping[str, int] | None = None
    levels: tuple[str, ...] = tuple(LEVELS)


def open_case(answers: Answers, wanted: Wanted, source: Source, *, reserve: Path | None = None, by: str = "") -> Done:
    """Open a case with the names of a source; the same one opened twice is one, and `changed` 0 says so.

    Args:
        answers: an open build.
        wanted: what it is about.
        source: whom it names.
        reserve: a file of row numbers, in the order in which they take the place of whoever falls out.
        by: who opens it.

    Raises:
        Refusal: a code is unknown, the months or the slots make no sense, or nobody is named.

    """
    office = answers.workspace
    named = names(answers, source, wanted.region)
    spare = _listed(reserve) if reserve else []
    regions = _regions(office, [*named, *spare])
    terms = _terms(answers, wanted, [regions[record] for record in named])
    content = _content(terms) | _by_slot(terms, named, spare, regions) | {"by": cases.remark(by)}
    with store.writing(office.ledger, (ledger.TABLE,)) as link:
        before = cases.everything(office)
        same = _same(before, terms, content)
        if same is None:
            _unlike(before, terms)
            ledger.add(link, OPENED, content)
    case = same or cases.everything(office)[len(before) + 1]
    n = len(case.entries)
    return Done(case, 0, n) if same else Done(case, n)


def _same(known: Mapping[int, Case], terms: Terms, content: Mapping[str, Any]) -> Case | None:
    """Return the case that says the same already, whatever became of it since."""
    listed = {record for key in ("entries", "reserve") for _, records in content[key] for record in records}
    return next((case for case in known.values() if case.terms == terms and listed <= case.entries.keys()), None)


def _unlike(known: Mapping[int, Case], terms: Terms) -> None:
    for case in known.values():
        if case.terms.name.casefold() == terms.name.casefold():
            raise Refusal("enrol_name_taken", case=case.number)


def _content(terms: Terms) -> dict[str, Any]:
    plain = ("name", "payer", "line", "region", "segment", "prices", "slots")  # as `history.terms` reads them
    days = {key: getattr(terms, key).isoformat() for key in ("since", "until")}
    lists = {"programmes": list(terms.programmes), "levels": list(terms.levels)}
    return {key: getattr(terms, key) for key in plain} | days | lists


def _by_slot(
    terms: Terms, named: Sequence[int], spare: Sequence[int], regions: Mapping[int, str]
) -> dict[str, list[tuple[str, list[int]]]]:
    """Return rows by the slots that they may have, villages by their codes, rows in the order in which they came."""
    told: dict[str, dict[str, list[int]]] = {"entries": {}, "reserve": {}}
    taken: set[int] = set()
    for key, records in (("entries", named), ("reserve", spare)):
        for record in records:
            if record not in taken:
                taken.add(record)
                told[key].setdefault(terms.slot_of(regions[record]), []).append(record)
    return {key: [(slot, part) for slot, part in sorted(found.items())] for key, found in told.items()}


def _terms(answers: Answers, wanted: Wanted, regions: Sequence[str]) -> Terms:
    name, line = cases.remark(wanted.name), cases.remark(wanted.line)
    if not name or len(name) > _LONGEST_NAME or name.isdecimal():
        raise Refusal("enrol_name", most=_LONGEST_NAME)
    payers = codes.read("payers", answers.workspace.folder)
    code = codes.spellings(payers).get(wanted.payer.upper(), wanted.payer)
    if code not in payers or payers[code]["bears"] != "fund":
        known = ", ".join(payer for payer, entry in payers.items() if entry["bears"] == "fund")
        raise Refusal("enrol_payer", payer=wanted.payer, known=known)
    answers.known("segments", wanted.segment)
    if not wanted.levels or [level for level in LEVELS if level in wanted.levels] != list(wanted.levels):
        raise Refusal("enrol_levels", known=", ".join(LEVELS))
    region = answers.region_code(wanted.region) if wanted.region else answers.home
    until = _next(wanted.until)
    prices = _prices(answers, wanted, payers[code].get("fund", ""), until)
    slots = _slots(answers, wanted, regions)
    since = wanted.since.replace(day=1)
    told = (wanted.segment, wanted.programmes, prices, slots, wanted.levels)
    return Terms(name, code, line, region, since, until, *told)


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months(since: date, until: date) -> list[date]:
    """Return the first days of the months from one to before another."""
    found, day = [], since.replace(day=1)
    while day < until:
        found.append(day)
        day = _next(day)
    return found


def _prices(answers: Answers, wanted: Wanted, fund: str, until: date) -> dict[str, int]:
    """Return what one person costs in each month.

    Raises:
        Refusal: the months are none or more than two years, the price is none, or the law does not tell it.

    """
    asked = months(wanted.since, until)
    if not 0 < len(asked) <= 24:
        raise Refusal("enrol_months", most=24)
    if wanted.price is not None:
        if wanted.price <= 0:
            raise Refusal("enrol_price")
        return {f"{month:%Y-%m}": wanted.price for month in asked}
    if wanted.segment != "BPU":
        raise Refusal("enrol_price_needed", segment=wanted.segment)
    book = law.read(answers.workspace.folder / "law")
    told: dict[str, int] = {}
    by_law: dict[tuple[law.Entry, ...], int] = {}
    for month in asked:
        in_force = tuple(book.at(month))
        if in_force in by_law:
            told[f"{month:%Y-%m}"] = by_law[in_force]
            continue
        worker = calculate.Worker("BPU", month, _LEAST_INCOME, programmes=wanted.programmes, funded_by=fund)
        told[f"{month:%Y-%m}"] = by_law[in_force] = calculate.contribution(book, worker).total
    return told


def _slots(answers: Answers, wanted: Wanted, regions: Sequence[str]) -> dict[str, int]:
    """Return how many are paid for in each region: as said, or as many as are named.

    Raises:
        Refusal: a region is not known, a number is below one, or one region lies in another.

    """
    if not wanted.slots:
        return dict(sorted(Counter(regions).items()))
    told = {answers.region_code(text): n for text, n in wanted.slots.items()}
    nested = any(one != other and (other == "ID" or one.startswith(f"{other}.")) for one in told for other in told)
    if min(told.values()) < 1 or nested or len(told) < len(wanted.slots):
        raise Refusal("enrol_slots")
    return dict(sorted(told.items()))


def names(answers: Answers, source: Source, region: str = "") -> list[int]:
    """Return the rows that a source names, in the order in which they count.

    Raises:
        Refusal: none or several sources are told, there is no such batch or group, or nobody is named.

    """
    if sum(map(bool, (source.batch, source.group, source.records))) != 1:
        raise Refusal("enrol_source")
    if source.records:
        found = _listed(source.records)
    elif source.batch:
        found = _of_batch(answers, source.batch)
    else:
        answers.known("groups", source.group)
        found = _of_group(answers, source.group)
    if region and found:
        code = answers.region_code(region)
        here = _regions(answers.workspace, found)
        found = [record for record in found if code == "ID" or f"{here[record]}.".startswith(f"{code}.")]
    if not found:
        raise Refusal("enrol_empty")
    return found


def _of_batch(answers: Answers, start: str) -> list[int]:
    here = {batch.name: batch for batch in batches.present(answers.workspace)}
    batch = here[batches.find(here.values(), start)]
    if not is_of_persons(batch) or KINDS[batch.about["kind"]] is not RECORD:
        raise Refusal("enrol_batch", batch=start)
    if batch.name not in answers.about["batches"]:
        raise Refusal("enrol_unbuilt", batch=start)
    select = f"select record from record where batch = '{batch.name}' order by record"
    return [row[0] for row in answers.engine.rows(select)]


def _of_group(answers: Answers, group: str) -> list[int]:
    day = answers.told("select max(position) from batch where kind = 'workers' and role = 'group'")[0][0]
    if day is None:
        return []
    inside = "true" if answers.home == "ID" else within("l.region", answers.home)
    told = answers.engine.rows(f"""
        select l.record from (
            select l.person, l.region, l.record,
                row_number() over (partition by l.person order by l.recency, l.since, l.record) as pick
            from listing l join group_within w on w.group_code = l.group_code
            where w.ancestor = '{group}' and l.role = 'group'
                and l.since <= date '{day.isoformat()}' and date '{day.isoformat()}' < l.until
        ) as l where l.pick = 1 and {inside} order by l.region, l.record
    """)
    return [row[0] for row in told]


def _listed(file: Path) -> list[int]:
    """Return the row numbers in a file: JSON (numbers, or objects with `record`), or text with a column of that name.

    Raises:
        Refusal: it is not there, or holds anything else.

    """
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    try:
        text = file.read_text("utf-8-sig")
        told = _of_json(json.loads(text)) if file.suffix.lower() == ".json" else _of_text(text)
        return list(dict.fromkeys(map(int, told)))
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal("enrol_records", file=file.name) from error


def _of_json(told: Any) -> list[Any]:
    found: list[Any] = told["names" if "names" in told else "records"] if isinstance(told, dict) else told
    return [one["record"] if isinstance(one, dict) else one for one in found]


def _of_text(text: str) -> list[str]:
    lines = [line for line in csv.reader(io.StringIO(text.replace(";", ","))) if any(line)]
    head = [cell.strip().lower() for cell in lines[0]]
    if "record" in head:
        return [line[head.index("record")] for line in lines[1:]]
    return [line[0] for line in lines if len(line) == 1 or not line[1].strip()]


def _regions(office: Workspace, records: Iterable[int]) -> dict[int, str]:
    """Return the region of each row, where it stands now.

    Raises:
        Refusal: one is no row of a list of persons.

    """
    where = cases.where(office)
    now = {record: where(record) for record in records}
    found = rows(office, now.values())
    lost = sum(row not in found for row in now.values())
    if lost:
        raise Refusal("enrol_no_rows", n=lost)
    return {record: found[row].region for record, row in now.items()}


def add(answers: Answers, called: str, source: Source, *, spare: bool = False, by: str = "") -> Done:
    """Put more names on the list: into slots that are free, the others to the end of the reserve.

    Raises:
        Refusal: as of `names`; there is no such case, or it is closed.

    """
    office = answers.workspace
    found = names(answers, source)
    regions = _regions(office, found)

    def told(case: Case, _: dict[int, Case]) -> Steps:
        now = batches.moved(office)
        known = {now(record) for record in case.entries}
        new = [record for record in found if now(record) not in known]
        content = _by_slot(case.terms, [] if spare else new, new if spare else [], regions)
        return [(ADDED, content | {"case": case.number, "by": by})] if new else []

    before, case = cases.take(office, called, told)
    changed = len(case.entries) - len(before.entries)
    return Done(case, changed, len(found) - changed)


def take_off(office: Workspace, called: str, numbers: Sequence[int], why: str, *, by: str = "") -> Done:
    """Take some off the list, by their numbers, for a reason.

    Raises:
        Refusal: nobody says why, a number is nobody's, or one is with the branch or paid for.

    """
    reason = cases.remark(why)
    if not reason:
        raise Refusal("enrol_no_reason")

    def told(case: Case, _: dict[int, Case]) -> Steps:
        entries = [entry for entry in cases.chosen(case, numbers) if entry.state != shapes.WITHDRAWN]
        stuck = [entry.no for entry in entries if entry.state not in LEAVING or entry.replaced]
        if stuck:
            raise Refusal("enrol_stuck", numbers=cases.some(stuck))
        content = {"case": case.number, "records": [entry.record for entry in entries], "why": reason, "by": by}
        return [(TAKEN_OFF, content)] if entries else []

    before, case = cases.take(office, called, told)
    changed = case.counts()[shapes.WITHDRAWN] - before.counts()[shapes.WITHDRAWN]
    return Done(case, changed, len(set(numbers)) - changed)


def refill(office: Workspace, called: str, *, failed: bool = False, by: str = "") -> Done:
    """Give the free slots of a case to its reserve, each region's to its own, in the order of their numbers.

    Args:
        office: the workspace.
        called: the case.
        failed: give up those whom the check stopped, too: their slots are free then.
        by: who does so.

    Raises:
        Refusal: there is no such case, it is closed, or nobody is in reserve.

    """

    def told(case: Case, _: dict[int, Case]) -> Steps:
        if not any(case.of(RESERVE)):
            raise Refusal("enrol_no_reserve", case=case.number)
        free, waiting = case.free(), case.of(RESERVE)
        given_up = [entry for entry in case.of(FAILED) if failed and not entry.replaced]
        released: list[int] = []
        records: list[int] = []
        for entry in waiting:
            if free.get(entry.slot, 0) <= 0 and (loser := _of_slot(given_up, entry.slot)):
                given_up.remove(loser)
                released.append(loser.record)
                free[entry.slot] = free.get(entry.slot, 0) + 1
            if free.get(entry.slot, 0) > 0:
                free[entry.slot] -= 1
                records.append(entry.record)
        content = {"case": case.number, "records": records, "released": released, "by": by}
        return [(REFILLED, content)] if records else []

    before, case = cases.take(office, called, told)
    changed = before.counts()[RESERVE] - case.counts()[RESERVE]
    return Done(case, changed, 0, case.counts()[RESERVE])


def _of_slot(entries: Sequence[Entry], slot: str) -> Entry | None:
    return next((entry for entry in entries if entry.slot == slot), None)


def close(office: Workspace, called: str, why: str, *, by: str = "") -> Done:
    """Close a case: nothing more is done with it, and whoever was not accepted is free for another.

    Raises:
        Refusal: nobody says why, or some are with the branch.

    """
    reason = cases.remark(why)
    if not reason:
        raise Refusal("enrol_no_reason")

    def told(case: Case, _: dict[int, Case]) -> Steps:
        waiting = case.counts()[shapes.EXPORTED]
        if waiting:
            raise Refusal("enrol_waiting", case=case.number, n=waiting)
        return [(CLOSED, {"case": case.number, "why": reason, "by": by})]

    _, case = cases.take(office, called, told)
    return Done(case, len(case.entries))
