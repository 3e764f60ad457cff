"""Ask a finished build, and get measured numbers with receipts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from cakupan import codes, regions, steps, wording
from cakupan.batches import name_inputs
from cakupan.engine.duckdb import SharedDuckDB
from cakupan.findings import SEVERITIES, WARNING, Refusal, message
from cakupan.findings import codes as finding_codes
from cakupan.results import kept, lately, receipts
from cakupan.results.compose import Asked, Composer, Told, known_parts, within
from cakupan.results.own import see_measure, told_by
from cakupan.results.shapes import CHOICES, LEVELS, PARTS, PROGRAMMES, Aim, Question, Result, level_of
from cakupan.results.trace import Place, trace
from cakupan.schema import ALL, TABLES
from cakupan.steps import Step
from cakupan.workspace import Batch, Workspace, find_region

#: Answers that are held while a build is open; a page asks some sixty questions of two or three regions.
_HELD = 1024
_PREFERENCE = {"list": 0, "mixed": 1, "figure": 2}


class Answers:
    """A finished build, open for questions; close it when done."""

    def __init__(
        self, workspace: Workspace, folder: Path | None = None, known_at: date | None = None, *, remembers: bool = True
    ) -> None:
        """Open the current build of a workspace, or one of its builds by its folder and the day it knows of.

        Args:
            workspace: the office.
            folder: the build's; None for the current one.
            known_at: the last day that the build knows of; None for all.
            remembers: whether the receipts of all answers are kept at the end; one that serves many tells which.

        Raises:
            Refusal: nothing was built yet.

        """
        self.workspace = workspace
        self.folder, self.known_at, self._remembers = folder or workspace.current(), known_at, remembers
        self.about: dict[str, Any] = json.loads((self.folder / "build.json").read_text("utf-8"))
        self.build = self.folder.name
        self.home = workspace.region
        self._issued: list[tuple[Question, list[Result]]] = []
        self._titles: dict[str, str | None] = {}
        self._read = _read_of(self.folder)
        self._own: dict[Question, tuple[Step, ...]] = {}
        self._rows = lru_cache(maxsize=_HELD)(self._of_engine)
        self.engine = SharedDuckDB()
        self.engine.table("region", [regions.region_path()])
        for name in self.about["tables"]:
            self.engine.table(name, [self.folder / f"{name}.parquet"])
        name_inputs(self.engine, self._batches)
        for name, select in self.about["views"].items():
            self.engine.view(name, select)
        self._named: set[str] = set()
        self._naming = Lock()
        self.kept = kept.see(self.folder, kept.mark(own_files(workspace)))

    def close(self) -> None:
        """Keep the receipts issued, and let go of the build."""
        receipts.remember(self.workspace.folder, self.build, self._issued)
        self._issued.clear()
        self.engine.close()
        if self.kept:
            self.kept.close()

    def __enter__(self) -> Answers:
        """Return itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Let go of the build."""
        self.close()

    @cached_property
    def measures(self) -> dict[str, Step]:
        """Return every measure by name, the office's own included.

        Raises:
            Refusal: one of the office's own does not hold.

        """
        found = steps.with_own("measures", self.workspace.folder)
        for step in found.values():
            if self.is_own(step):
                see_measure(step, found)
                if (code := step.header.get("definition", codes.COUNTED)) not in self.definitions:
                    raise Refusal("measure_definition", file=step.where, definition=code)
        return found

    def is_own(self, step: Step) -> bool:
        """Say whether a measure is the office's own, be it in the place of a shipped one."""
        return step.where in self._own_files

    @cached_property
    def _own_files(self) -> dict[str, str]:
        """Return the files of the office's own measures, each with what stands in it."""
        return own_files(self.workspace)

    def own(self, asked: Asked) -> tuple[Step, ...]:
        """Return the office's own measures among all that an answer reads, in the order of their names."""
        if not self._own_files:
            return ()
        if asked.question not in self._own:
            used = Composer(asked, self.measures, self._told).steps()
            self._own[asked.question] = tuple(step for step in used if self.is_own(step))
        return self._own[asked.question]

    @cached_property
    def definitions(self) -> codes.Entries:
        """Return every definition of a denominator, the office's own included."""
        return codes.read("definitions", self.workspace.folder)

    def ask(self, question: Question) -> list[Result]:
        """Return the answer to a question, one result a place and (unless a basis is asked) the best basis only.

        Raises:
            Refusal: no such measure, region, segment, group or part.

        """
        asked, results = self._answered(question)
        chosen = results if question.basis else _best(results, self.definitions, asked.series)
        return self._told_of(
            asked, [result for result in chosen if not question.basis or result.basis == question.basis]
        )

    def every(self, question: Question) -> list[Result]:
        """Return the answer to a question on every basis, by every definition and source.

        Raises:
            Refusal: no such measure, region, segment, group or part.

        """
        return self._told_of(*self._answered(question))

    def _answered(self, question: Question) -> tuple[Asked, list[Result]]:
        asked = self.asked(question)
        found = self.kept.rows(asked) if self.kept else None
        rows = self.rows(asked) if found is None else found
        self._learn({row[1] for row in rows})
        return asked, [self._result(asked, row) for row in rows]

    def _told_of(self, asked: Asked, results: list[Result]) -> list[Result]:
        """Return results in order, with what belongs beside them, their receipts remembered."""
        ordered = sorted(results, key=lambda result: (*_place(result), result.moment, result.definition, result.source))
        ordered = list(self._beside(asked, ordered))
        if self._remembers:
            self._issued.append((asked.question, ordered))
        return ordered

    def rows(self, asked: Asked) -> list[tuple[Any, ...]]:
        """Return the rows of an answer as the engine gives them; pages and reports ask much of it more than once."""
        return self._rows(asked)

    def _of_engine(self, asked: Asked) -> list[tuple[Any, ...]]:
        wide = self._among_peers(asked)
        composer = self.composer(wide)
        self.need(composer.tables())
        return [row for row in self.engine.rows(composer.whole()) if wide is asked or row[1] == asked.region]

    def composer(self, asked: Asked) -> Composer:
        """Return what makes the SELECT of a question."""
        return Composer(asked, self.measures, self._told)

    def behind(self, question: Question, result: Result) -> list[tuple[str, int]]:
        """Return the batches behind a counted number with their counts, which sum to it."""
        asked, step = self.asked(question), self.step(question)
        place = Place(result.region, result.segment or ALL, result.group or ALL, result.moment, result.programme or ALL)
        found = self.kept.behind(asked, step.name, place) if self.kept else None
        if found is not None:
            return found
        self.need(step.reads)
        return [(batch, n) for batch, n in self.engine.rows(trace(asked, step, place))]

    def told(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT over small tables of the build, which are read once in a process.

        Not for tables that somebody may hold under the name of one of the build's.
        """
        if select not in self._read:
            self._read[select] = self.engine.rows(select)
        return self._read[select]

    def issue(self, question: Question, results: list[Result]) -> None:
        """Keep the receipts of an answer now, so that `why` knows them whatever becomes of this process."""
        receipts.remember(self.workspace.folder, self.build, [(question, results)])

    def issue_all(self, results: Iterable[Result]) -> None:
        """Keep the receipts of numbers that are printed now, each as if it had been asked for alone."""
        receipts.remember(self.workspace.folder, self.build, [(one.question(), [one]) for one in results])

    def questions(self) -> list[Question]:
        """Return what was asked so far."""
        return [question for question, _ in self._issued]

    def need(self, tables: Iterable[str]) -> None:
        """Make the tables that a build leaves until somebody asks for them, if one of these is."""
        with self._naming:
            left = {name: told for name, told in self.about.get("later", {}).items() if name not in self._named}
            self._named |= set(steps.name_later(self.engine, left, set(tables)))

    def _among_peers(self, asked: Asked) -> Asked:
        """Return a question about one region's rank as one about all regions of its level in the one above."""
        step = self.measures.get(asked.question.measure)
        if step is None or not step.header.get("ranks") or asked.level or asked.region == "ID":
            return asked
        by = (*asked.question.by, level_of(asked.region))
        return replace(asked, question=replace(asked.question, by=by), region=asked.region.rpartition(".")[0] or "ID")

    def _beside(self, asked: Asked, results: list[Result]) -> Iterable[Result]:
        """Return results with what belongs beside them: net joiners of late; that there were other provinces then."""
        if self.measures[asked.question.measure].header.get("lately") and not asked.series:
            return lately.beside(results, asked.question, self.ask)
        last = max((result.moment for result in results), default=None)
        crossed = ((result, self._crosses(asked, result, last)) for result in results)
        return [replace(result, crosses=told) if told else result for result, told in crossed]

    def _crosses(self, asked: Asked, result: Result, last: date | None) -> tuple[int, int] | None:
        """Return the numbers of provinces at the dates of a comparison of provinces, where they differ."""
        then, now = (result.moment, last) if asked.series else (result.since, result.moment)
        if then is None or now is None or level_of(result.region) != LEVELS[1]:
            return None
        counts = tuple(sum(since <= day < until for since, until in self._provinces) for day in (then, now))
        return (counts[0], counts[1]) if counts[0] != counts[1] else None

    @cached_property
    def _provinces(self) -> list[tuple[date, date]]:
        """Return since when and until when each province of today exists; their number was right at any time."""
        return self.told("select since, until from region where level = 'province'")

    @cached_property
    def _told(self) -> Told:
        said = self.told("select distinct measure from published")
        own = {code: entry["region"] for code, entry in self.definitions.items() if "region" in entry}
        return Told(self._begins, frozenset(measure for (measure,) in said), own)

    def _begins(self, table: str) -> date:
        """Return the first day of which a table speaks; a day that never comes where it is empty."""
        first = f"select coalesce(min({TABLES[table].on}), date '9999-12-31') from {table}"
        return self.told(first)[0][0]  # type: ignore[no-any-return]

    def latest(self, region: str = "") -> date:
        """Return the latest date of which lists speak, or published figures where there are no lists.

        Lists of candidates, whose date lay ahead when they came, count only where there are no others.

        Raises:
            Refusal: the build holds neither.

        """
        row = self.told(
            "select coalesce(max(case when not planned then position end), max(position)) from batch "
            "where kind in ('workers', 'members')"
            if self._in_home(region or self.home)
            else "select null"
        )[0]
        said = self.told("select max(moment) from published")[0]
        day = row[0] or said[0]
        if day is None:
            raise self._silent(region or self.home)
        return day  # type: ignore[no-any-return]

    def _silent(self, region: str) -> Refusal:
        """Return why no date is known: nothing was received by then, lists are of elsewhere, or there is nothing."""
        if self.known_at is not None:
            return Refusal("nothing_known", day=self.known_at.isoformat())
        listed = "select 1 from batch where kind in ('workers', 'members') limit 1"
        if not self._in_home(region) and self.engine.rows(listed):
            return Refusal("beyond_home", region=self.region_title(region), home=self.region_title(self.home))
        return Refusal("no_data")

    def _in_home(self, region: str) -> bool:
        return self.home in ("ID", region) or region.startswith(self.home + ".")

    def asked(self, question: Question) -> Asked:
        """Return the question with nothing left open.

        Raises:
            Refusal: it names a region, segment, group or part that does not exist.

        """
        known_parts(question.by, PARTS)
        for option, known in CHOICES.items():
            if getattr(question, option) not in known:
                raise Refusal(
                    "no_choice", option=option, value=getattr(question, option), known=", ".join(filter(None, known))
                )
        measure = self.measures.get(question.measure)
        if measure and measure.header.get("needs_group") and not (question.group or "group" in question.by):
            raise Refusal("needs_group", measure=question.measure)
        region = self.region_code(question.region) if question.region else self.home
        self.known("segments", question.segment)
        self.known("groups", question.group)
        if question.programme and question.programme not in PROGRAMMES:
            raise Refusal("law_programme", programme=question.programme, programmes=", ".join(PROGRAMMES))
        at = question.at or self.latest(region)
        since = question.since or date(at.year - 1, 12, 31)
        series = "moment" in question.by
        header = measure.header if measure else {}
        if series:
            days = question.moments or tuple(_month_ends(at, question.since))
            moments = _periods(days, question.since) if header.get("period") else tuple((day, since) for day in days)
        elif header.get("compares"):
            moments = ((since, None), (at, since))
        else:
            moments = ((at, since),)
        return Asked(question, region, self.home, moments, series)

    def known(self, listed: str, code: str) -> None:
        """See that a code stands in a list (`segments`, `groups`).

        Raises:
            Refusal: it does not.

        """
        if code and code not in (known := codes.read(listed, self.workspace.folder)):
            raise Refusal("no_code", code=code, known=", ".join(known))

    def _result(self, asked: Asked, row: tuple[Any, ...]) -> Result:
        cell, region, segment, group, programme, _, moment, basis, definition, source, place, begun, qualifier = row[
            :13
        ]
        top, bottom, said, since, due, target, said_by = row[13:]
        step = self.measures[asked.question.measure]
        unit, kind = step.header["unit"], step.header["kind"]
        value = Fraction(top * 100 if unit == "points" else top, 1 if unit == "rank" else bottom)
        counted = not said and (step.header.get("counts") or unit == "rank" or step.header.get("of") == "mean")
        whole = kind in ("count", "flow")
        own, start = self.own(asked), _since(step, basis, since, begun)
        told = (cell, asked.question.counting, *([start.isoformat()] if start else []), *map(told_by, own))
        return Result(
            measure=step.name,
            region=region,
            region_name=self.region_title(region),
            segment=None if segment == ALL else segment,
            group=None if group == ALL else group,
            programme=None if programme == ALL else programme,
            moment=moment,
            numerator=top if counted or whole else None,
            denominator=bottom if counted else None,
            value=value,
            qualifier=qualifier,
            unit=unit,
            definition=definition,
            basis=basis,
            counting=asked.question.counting,
            place=place,
            source=source,
            receipt=steps.digest(self.build, step.name, *told),
            since=start,
            known_at=self.known_at,
            target=Aim(Fraction(target, 1_000_000), due, said_by) if due else None,
            own=tuple(one.name for one in own if basis != "figure" or (not said and one.header["kind"] == "derived")),
        )

    def _learn(self, codes: Collection[str]) -> None:
        """Look up the titles of regions that were not met before: a few of the ninety thousand."""
        new = sorted({code for code in codes if code not in self._titles})
        if new and self.kept:
            self._titles |= {code: found[0] for code in new if (found := self.kept.place(code))}
            new = [code for code in new if code not in self._titles]
        if new:
            listed = ", ".join(f"'{_quoted(code)}'" for code in new)
            self._titles |= dict.fromkeys(new)
            self._titles |= dict(self.engine.rows(f"select code, title from region where code in ({listed})"))

    def region_title(self, code: str) -> str:
        """Return the title of a region, or its code where it has none."""
        if code not in self._titles:
            self._learn((code,))
        return self._titles[code] or code

    def region_code(self, text: str) -> str:
        """Return the code of a region given by code or by name or title.

        Raises:
            Refusal: there is none, or several (they are named).

        """
        self._learn((text,))
        return text if self._titles[text] else find_region(self.engine, text)

    def find_regions(self, text: str, most: int = 30) -> list[tuple[str, str, str]]:
        """Return code, title and title of the region above of those in the office that a text may mean."""
        plain = _quoted(text.strip().lower())
        inside = "true" if self.home == "ID" else within("r.code", self.home)
        return self.engine.rows(
            "select r.code, r.title, coalesce(a.title, '') from region r left join region a on a.code = r.parent "
            f"where {inside} and r.level <> 'area' and (r.code = '{plain}' or contains(lower(r.title), '{plain}')) "
            f"order by r.code <> '{plain}' and lower(r.name) <> '{plain}' and lower(r.title) <> '{plain}', "
            f"length(r.code), r.code limit {int(most)}"
        )

    def children(self, code: str) -> list[str]:
        """Return the codes of the regions directly below one."""
        if self.kept and self.kept.place(code):
            return self.kept.children(code)
        return [
            row[0]
            for row in self.engine.rows(
                f"select code from region where parent = '{code}' and level <> 'area' order by code"
            )
        ]

    def measure_text(self, name: str) -> dict[str, Any]:
        """Return a measure's name, meaning, formula and unit."""
        step = self.measures[name]
        words = {key: {lang: step.text(key, lang) for lang in wording.LANGS} for key in ("name", "text")}
        return words | {key: step.header.get(key, "") for key in ("formula", "unit")}

    def definition_text(self, code: str) -> dict[str, Any]:
        """Return a definition's name and meaning."""
        return dict(self.definitions.get(code, {"name": {"id": code, "en": code}, "text": {"id": "", "en": ""}}))

    def statement(self, measure: str) -> str:
        """Return the SELECT of a measure as it stands in its file."""
        return self.measures[measure].select

    def step(self, question: Question) -> Step:
        """Return the step that answers a question: of groups, the group's own.

        Raises:
            Refusal: there is no such measure.

        """
        if question.measure not in self.measures:
            raise Refusal("no_measure", measure=question.measure, known=", ".join(sorted(self.measures)))
        step = self.measures[question.measure]
        if (question.group or "group" in question.by) and "for_groups" in step.header:
            return self.measures[step.header["for_groups"]]
        return step

    def was_said(self, result: Result) -> bool:
        """Say whether a result is a figure as it was published, and not made of others here."""
        rows = self.engine.rows(
            f"select 1 from published where measure in ({self.said_names(result.measure)}) "
            f"and region = '{result.region}' and segment = '{result.segment or ALL}' "
            f"and group_code = '{result.group or ALL}' and moment = date '{result.moment}' and definition = "
            f"'{_quoted(result.definition)}' and source = '{_quoted(result.source)}' limit 1"
        )
        return result.basis == "figure" and result.numerator is None and bool(rows)

    def said_names(self, measure: str) -> str:
        """Return, as a list for SQL, the names under which a measure is published."""
        return ", ".join(
            f"'{name}'" for name in sorted({measure, self.measures[measure].header.get("figures", measure)})
        )

    def findings(self) -> list[dict[str, Any]]:
        """Return the findings of the build, counted by code and batch, the gravest first."""
        return [dict(found) for found in self._findings]

    @cached_property
    def _findings(self) -> list[dict[str, Any]]:
        rows = self.engine.rows(
            "select f.code, f.batch, coalesce(b.kind, ''), count(*), min(f.detail) "
            "from finding f left join batch b on b.batch = f.batch group by all"
        )
        names = {batch.name: batch.about["file"] for batch in self._batches}
        told = [
            {**self._finding(code, detail), "n": n, "batch": batch, "batch_name": names.get(batch, batch), "kind": kind}
            for code, batch, kind, n, detail in rows
        ]
        return sorted(told, key=lambda f: (SEVERITIES.index(f["severity"]), f["code"], f["batch_name"]))

    def _finding(self, code: str, detail: str) -> dict[str, Any]:
        """Return a code with its severity and words, from the check of that name or from the list of codes."""
        check = self.checks.get(code)
        if check is None:
            code, detail = (code, detail) if code in finding_codes() else ("check_gone", code)
            text = {lang: message(code, lang, detail=detail) for lang in wording.LANGS}
            return {"code": code, "severity": finding_codes()[code].severity, "text": text}
        words = {
            lang: f"{check.text('text', lang)} ({wording.detail(detail, lang)})" if detail else check.text("text", lang)
            for lang in wording.LANGS
        }
        severity = check.header.get("severity", WARNING)
        return {"code": code, "severity": severity if severity in SEVERITIES else WARNING, "text": words}

    @cached_property
    def checks(self) -> dict[str, Step]:
        """Return every check by name, the office's own included."""
        return steps.with_own("checks", self.workspace.folder)

    def stated(self) -> int:
        """Return how many files of the build have a date of receipt that somebody stated later."""
        return sum(bool(batch.about["received_stated"]) for batch in self._batches)

    def batches(self) -> list[dict[str, Any]]:
        """Return the files of the build with their rows and their fates."""
        return [
            {"batch": batch.name, "name": batch.about["file"], **{key: batch.about.get(key) for key in _OF_BATCH}}
            for batch in self._batches
        ]

    @cached_property
    def _batches(self) -> list[Batch]:
        inside = set(self.about["batches"])
        return [batch for batch in self.workspace.batches() if batch.name in inside]


_OF_BATCH = (
    "kind", "role", "group", "position", "rows", "accepted", "warned", "quarantined", "skipped", "findings", "invented",
)  # fmt: skip


@lru_cache(maxsize=_HELD)
def _read_of(_folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return where the rows of SELECTs over a build are kept for all that open it: a build never changes."""
    return {}


def own_files(workspace: Workspace) -> dict[str, str]:
    """Return the files of an office's own measures, each with what stands in it."""
    found = sorted((workspace.folder / "measures").glob("*.sql"))
    return {path.name: path.read_text("utf-8", errors="replace") for path in found}


def _since(step: Step, basis: str, since: date | None, begun: date | None) -> date | None:
    """Return the earlier moment of a comparison, or where a period begins: as asked, or as it was published."""
    if step.header.get("period"):
        return begun if basis == "figure" else since
    return since if step.header.get("compares") else None


def _best(results: Iterable[Result], definitions: codes.Entries, series: bool) -> list[Result]:
    """Return the preferred result of each place, in a series of each place and moment."""
    rank = {code: number for number, code in enumerate(definitions)}
    places: dict[tuple[Any, ...], list[Result]] = defaultdict(list)
    for result in results:
        places[(*_place(result), result.moment if series else None)].append(result)
    return [
        min(rivals, key=lambda r: (_PREFERENCE[r.basis], -r.moment.toordinal(), rank.get(r.definition, 99), r.source))
        for rivals in places.values()
    ]


def _place(result: Result) -> tuple[bool, str, str, str, str]:
    return result.region == "ID", result.region, result.segment or "", result.group or "", result.programme or ""


def _periods(days: Iterable[date], since: date | None) -> tuple[tuple[date, date | None], ...]:
    """Return each day with the one before, the first with `since`; without it the first only begins the second."""
    points = sorted({*days, *((since,) if since else ())})
    return tuple((day, before) for before, day in pairwise(points) if since is None or before >= since)


def _month_ends(at: date, since: date | None) -> Iterable[date]:
    """Yield the last days of months up to a date, then the date itself."""
    first = since or date(at.year - 1, at.month, 1)
    number = first.year * 12 + first.month
    while True:
        end = date.fromordinal(date(number // 12, number % 12 + 1, 1).toordinal() - 1)
        if end >= at:
            break
        if end >= first:
            yield end
        number += 1
    yield at


def _quoted(text: str) -> str:
    return text.replace("'", "''")
