"""The order of things: from batches to tables, named by what went in.

    batches ──► record … ──► person ──► tables/*.sql ──► checks/*.sql ──► finding
                                     law ──► due, over work; benefit, over promise

A table is made again only when something that it rests on has changed; else the file of an earlier build serves.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cakupan import codes, law, regions, statements, steps
from cakupan.batches import as_rows, by_table, decisions, name_inputs, standing
from cakupan.engine import Engine
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import SEVERITIES, WARNING, Refusal
from cakupan.findings import codes as finding_codes
from cakupan.link import link
from cakupan.schema import FINDING, TABLES, empty
from cakupan.steps import Later, Step
from cakupan.workspace import Batch, Workspace, alone, is_whole, whole

if TYPE_CHECKING:
    from cakupan import calculate

Tell = Callable[[str, int], None]

#: Which value of the law ends membership of a segment by age.
_AGE_LIMITS = {"PU": "JP.pension_age", "BPU": "BPU.age_below"}

_MONTHS = """
    select n as month_no, make_date(n // 12, n % 12 + 1, 1) as since,
        make_date((n + 1) // 12, (n + 1) % 12 + 1, 1) as until
    from range(1900 * 12, 2100 * 12) as t(n)
"""
_DAYS = """
    select day, day - date '1900-01-01' as day_no, year(day) * 12 + month(day) - 1 as month_no,
        year(day) * 12 + month(day) - case when day(day) = 1 or year(day) = 9999 then 1 else 0 end as next_no
    from (
        select cast(unnest(generate_series(date '1900-01-01', date '2099-12-31', interval 1 day)) as date) as day
        union all
        select date '9999-12-31'
    ) as d
"""


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: its folder and its build.json."""

    folder: Path
    about: dict[str, Any]

    @property
    def name(self) -> str:
        """Return its name, the hash of what went in."""
        return self.folder.name

    def tables(self) -> dict[str, Path]:
        """Return the files of its stored tables by table name."""
        return {name: self.folder / f"{name}.parquet" for name in self.about["tables"]}


def build(workspace: Workspace, tell: Tell | None = None, known_at: date | None = None) -> Build:
    """Make all tables from the batches that count, make them the current build, and return it.

    One at a time: whoever comes while an office is built, in whatever process, waits and builds what counts then.

    Args:
        workspace: the office.
        tell: is called with each table made and its number of rows.
        known_at: the last day whose receipts and decisions count; such a build does not become the current one.

    Raises:
        Refusal: a step of the office's own does not hold, or the disk refuses.

    """
    with alone(workspace.builds):
        plan = _Plan(workspace, known_at)
        final = workspace.builds / plan.name
        if not is_whole(final / "build.json"):
            with whole(final, "build.json") as folder:
                plan.run(folder, tell or (lambda _table, _rows: None))
            statements.keep(workspace, plan.shipped)
        if known_at is None and not _known_since(workspace, plan):
            workspace.point_to(plan.name)
    return Build(final, json.loads((final / "build.json").read_text("utf-8")))


def due(workspace: Workspace) -> bool:
    """Say whether other batches count, or something else was decided of rows, than in the current build."""
    names = sorted(batch.name for batch in standing(workspace))
    try:
        about = json.loads((workspace.current() / "build.json").read_text("utf-8"))
    except Refusal:
        return bool(names)
    decided = steps.digest("decision", steps.values("decision", decisions(workspace, None)))
    return bool(names != about["batches"] or decided != about["tables"]["decision"]["key"])


def _known_since(workspace: Workspace, plan: _Plan) -> bool:
    """Say whether the current build is that of what is known by now, and this one, which began before, is not."""
    try:
        now = workspace.current().name
    except Refusal:
        return False
    return now != plan.name and _Plan(workspace, None).name == now


def known(workspace: Workspace, known_at: date) -> Path | None:
    """Return the folder of the build of what was known at the end of a day; None where it was not made yet."""
    folder = workspace.builds / _Plan(workspace, known_at).name
    return folder if is_whole(folder / "build.json") else None


@cache
def linking() -> str:
    """Return the name of the code that decides who is who, here and now."""
    return steps.digest(_code_hash(), _engine_name(), version("splink"))


@cache
def _engine_name() -> str:
    return f"duckdb {version('duckdb')}"


class _Plan:
    """What will be made of what, known before anything runs."""

    def __init__(self, workspace: Workspace, known_at: date | None) -> None:
        self.workspace = workspace
        self.batches = standing(workspace, known_at)
        tables, checks = steps.shipped("tables"), steps.shipped("checks")
        self.shipped = [*tables.values(), *checks.values()]
        statements.recall(workspace, self.shipped)
        self.tables = steps.in_order(tables)
        own = workspace.folder / "checks"
        theirs = steps.find(own) if own.is_dir() else {}
        for step in theirs.values():
            steps.check(step)
            _see_check(step, checks)
        self.own = list(theirs.values())
        self.checks = list({**checks, **theirs}.values())
        self.helpers = dict(_helpers(workspace, self.batches, known_at))
        self.law = _Law(workspace)
        self.engine_name = _engine_name()
        self.linking = linking()
        self.keys = dict(self._keys())
        self.name = steps.digest(*(f"{name}={key}" for name, key in sorted(self.keys.items())))

    def _keys(self) -> Iterator[tuple[str, str]]:
        """Yield each table with the hash of all that it rests on."""
        keys = {"region": _region_hash()}
        keys |= {name: steps.digest(name, select) for name, select in self.helpers.items()}
        keys |= {name: steps.digest(name, self.law.key) for name in _OF_LAW}
        for kind, batches in by_table(self.batches):
            keys[kind] = steps.digest(kind, *(batch.name for batch in batches))
        keys["face"] = steps.digest("face", keys["record"], keys["batch"], self.linking)
        for name, reads in (("likeness", "face"), ("pairing", "likeness"), ("person", "pairing")):
            keys[name] = steps.digest(name, keys[reads], "" if name == "likeness" else keys["decision"])
        for step in self.tables:
            keys |= {n: steps.digest(n, keys[_READ[n]], self.law.key) for n in step.reads if n in _READ}
            keys[step.name] = steps.fingerprint(step, (keys[name] for name in step.reads), self.engine_name)
        keys |= {name: steps.digest(name, keys[read], self.law.key) for name, read in _READ.items()}
        made = [steps.fingerprint(c, (keys[name] for name in c.reads), self.engine_name) for c in self.checks]
        keys["finding"] = steps.digest("finding", *sorted(batch.name for batch in self.batches), *made)
        yield from keys.items()

    def run(self, folder: Path, tell: Tell) -> None:
        """Make every table in a folder, reusing files of earlier builds."""
        engine, finished = DuckDB(spill=folder / ".spill"), _finished(self.workspace.builds)
        self.law.recall(finished)
        try:
            rows = dict(self._make(engine, folder, finished, tell))
        finally:
            engine.close()
            shutil.rmtree(folder / ".spill", ignore_errors=True)
        about = {
            "engine": self.engine_name,
            "cakupan": version("cakupan"),
            "linking": self.linking,
            "law": self.law.name,
            "batches": sorted(batch.name for batch in self.batches),
            "views": {step.name: step.select for step in self._views()},
            "later": self._later,
            "tables": {name: {"key": self.keys[name], "rows": n} for name, n in sorted(rows.items())},
        }
        (folder / "build.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")

    def _make(self, engine: DuckDB, folder: Path, finished: list[Build], tell: Tell) -> Iterator[tuple[str, int]]:
        earlier = _tables(finished)

        def made(name: str, how: Callable[[Path], int]) -> tuple[str, int]:
            path = folder / f"{name}.parquet"
            known = earlier.get((name, self.keys[name]))
            rows = _borrow(known, path) if known else how(path)
            engine.table(name, [path])
            tell(name, rows)
            return name, rows

        engine.table("region", [regions.region_path()])
        for name, select in self.helpers.items():
            yield made(name, lambda path, s=select, n=name: _write_told(engine, n, s, path))  # type: ignore[misc]
        for name in _OF_LAW:
            yield made(name, lambda path, n=name: _write_told(engine, n, self.law.rows[n], path))  # type: ignore[misc]
        name_inputs(engine, self.batches)
        for name, how in link(engine, self._standing(finished)):
            yield made(name, how)
        for step in self.tables:
            if step.header.get("later"):
                continue
            if step.header.get("view"):
                unmade = [other for other in self.tables if (other.name, self.keys[other.name]) not in earlier]
                readers = sum(step.name in other.reads for other in unmade if not other.header.get("view"))
                (engine.hold if readers > 1 else engine.view)(step.name, step.select)
            else:
                yield made(step.name, lambda path, s=step: _write(engine, s, path))  # type: ignore[misc]
        if ("finding", self.keys["finding"]) not in earlier:
            steps.name_later(engine, self._later, {name for check in self.checks for name in check.reads})
        yield made("finding", lambda path: self._write_findings(engine, path))

    def _standing(self, finished: list[Build]) -> Path | None:
        """Return the folder of the build that linked most of these batches, and no others, by the same code."""
        here = {batch.name for batch in self.batches}
        alike = [one for one in finished if one.about.get("linking") == self.linking]
        part = [one for one in alike if set(one.about["batches"]) <= here]
        return max(part, key=lambda one: len(one.about["batches"])).folder if part else None

    def _views(self) -> Iterator[Step]:
        return (step for step in self.tables if step.header.get("view") and not step.header.get("later"))

    @cached_property
    def _later(self) -> Later:
        """Return the tables that are made when somebody asks for them: of steps once for all, of the law."""
        left = [step for step in self.tables if step.header.get("later")]
        told: dict[str, dict[str, Any]] = {}
        told |= {s.name: {"select": s.select, "hold": True, "reads": [r for r in s.reads if r in _LATER]} for s in left}
        told |= {name: {"select": s, "hold": False, "reads": [_READ[name]]} for name, s in self.law.views.items()}
        return {name: told[name] for name in _LATER}

    def _write_findings(self, engine: Engine, path: Path) -> int:
        """Write all findings.

        Raises:
            Refusal: a file of findings is damaged; or a check of the office's own makes values that are no finding: it
                is named, they are not.

        """
        try:
            return engine.write(steps.typed(self._findings(), FINDING), path)
        except Exception:
            for batch in self.batches:
                engine.table("tried", [batch.folder / "findings.parquet"])
            for check in self.own:
                _try_check(engine, check)
            raise

    def _findings(self) -> str:
        """Return one SELECT over the findings of reading and of all checks."""
        parts = [empty(FINDING)]
        files = sorted(str(batch.folder / "findings.parquet") for batch in self.batches)
        if files:
            listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            parts.append(f"select {', '.join(FINDING.names())} from read_parquet([{listed}])")
        for check in self.checks:
            columns = f"batch, sheet, row_no, '{check.name}' as code, field, detail"
            parts.append(f"select {columns} from ({check.select}) as made")
        return " union all ".join(parts)


#: Tables that are made when somebody asks for them, each after those that it reads.
_LATER = (
    "paying", "overlap", "double_payment", "work", "due", "promise", "benefit", "ending", "entitlement",
    "scholarship", "exposure", "exposure_of_group",
)  # fmt: skip
#: Those that the law makes, each with the table that it is written over.
_READ = {"due": "work", "benefit": "promise", "double_payment": "overlap"}
#: The small tables that are rows of the law and of the office's settings for it.
_OF_LAW = ("band", "benefit_span", "benefit_stretch", "duty", "group_rule", "law_setting", "pension_age",
           "scholarship_rule")  # fmt: skip


#: The views of each law that was written in this process, by its name.
_WRITTEN: dict[str, Mapping[str, str]] = {}


class _Law:
    """What the law adds to a build: its small tables and three views; the law is read only when they are made."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        own = workspace.folder / "law"
        texts = [path.read_text("utf-8", "replace") for path in sorted(own.glob("*.toml"))]
        told = json.dumps(workspace.settings.get("law", {}), sort_keys=True, default=str)
        self.key = steps.digest(_law_hash(), told, *texts)

        self.name = steps.digest(self.key, version("sqlglot"))

    def recall(self, finished: Iterable[Build]) -> None:
        """Take over the views of a build by the same law, if there is one; writing them takes half a second."""
        alike = (one.about["later"] for one in finished if one.about.get("law") == self.name)
        if later := next(alike, None):
            self.__dict__["views"] = {name: later[name]["select"] for name in _READ}

    @cached_property
    def _book(self) -> law.Law:
        return law.read(self._workspace.folder / "law")

    @cached_property
    def _told(self) -> calculate.Office:
        from cakupan import calculate

        return calculate.office(self._workspace.settings, self._book)

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Return the SELECTs of the small tables."""
        from cakupan import calculate

        told = {**calculate.of_build(self._book), **calculate.of_promises(self._book)}
        told |= {"law_setting": (self._told.setting,), "group_rule": self._told.groups}
        return {name: steps.values(name, rows) for name, rows in told.items()}

    @cached_property
    def views(self) -> Mapping[str, str]:
        """Return the SELECTs of what is owed, promised and paid twice, with the values of the law written in."""
        from cakupan import calculate

        if self.name not in _WRITTEN:
            rounding = self._told.rounding
            _WRITTEN[self.name] = {
                "due": calculate.due_table(self._book, rounding),
                "benefit": calculate.benefit_table(self._book, rounding),
                "double_payment": calculate.double_table(self._book, rounding),
            }
        return _WRITTEN[self.name]


#: What the header of a check may say.
_CHECK_SAYS = ("name", "text", "severity")


def _see_check(check: Step, shipped: Collection[str]) -> None:
    """See that a check of the office's own makes findings, says what they mean and how grave they are.

    Raises:
        Refusal: other columns, no words, no such severity, or the name of a finding that means something else.

    """
    if check.name in finding_codes() and check.name not in shipped:
        raise Refusal("check_named", file=check.where, code=check.name)
    needed = [name for name in FINDING.names() if name != "code"]
    if set(check.tree.named_selects) != set(needed):
        raise Refusal("step_makes", file=check.where, columns=", ".join(needed))
    if not check.text("text", "id"):
        raise Refusal("step_says", file=check.where, key="text")
    for key in check.header:
        if key not in _CHECK_SAYS:
            raise Refusal("step_key", file=check.where, key=key, known=", ".join(_CHECK_SAYS))
    severity = check.header.get("severity", WARNING)
    if severity not in SEVERITIES:
        known = ", ".join(SEVERITIES)
        raise Refusal("step_value", file=check.where, key="severity", value=severity, known=known)


def _try_check(engine: Engine, check: Step) -> None:
    try:
        engine.hold("tried_check", steps.typed(f"select *, '' as code from ({check.select}) as made", FINDING))
    except Exception as error:
        columns = ", ".join(f"{column.name} {column.type}" for column in FINDING.columns if column.name != "code")
        raise Refusal("step_types", file=check.where, columns=columns) from error


#: Files of tables that are told in full by their SELECTs, with their rows: most offices of a process have the same.
_TOLD: dict[tuple[str, str], tuple[bytes, int]] = {}
#: So many of them at most; an office that changes its lists has others each time.
_MOST_TOLD = 64
#: Tables of rows that hardly two builds share.
_PASSING = ("batch", "decision")


def _write_told(engine: Engine, name: str, select: str, path: Path) -> int:
    """Write a table that reads no other; one that this process wrote before is not made again."""
    if known := _TOLD.get((name, select)):
        path.write_bytes(known[0])
        return known[1]
    rows = engine.write(steps.typed(select, TABLES[name]), path)
    if name not in _PASSING and len(_TOLD) < _MOST_TOLD:
        _TOLD[name, select] = path.read_bytes(), rows
    return rows


def _write(engine: Engine, step: Step, path: Path) -> int:
    return engine.write(steps.typed(step.select, TABLES[step.name]), path)


def _helpers(workspace: Workspace, batches: list[Batch], known_at: date | None) -> Iterator[tuple[str, str]]:
    """Yield the small tables that are rows of TOML and of the inbox, as SELECTs of values."""
    segments = codes.read("segments", workspace.folder)
    groups = codes.read("groups", workspace.folder)
    yield "segment", steps.values("segment", ((s, e["priority"], e.get("grace_months")) for s, e in segments.items()))
    yield "age_limit", steps.values("age_limit", _age_limits(workspace))
    yield "group_within", steps.values("group_within", codes.ancestors(groups))
    yield "area_part", steps.values("area_part", ((area, part) for area in regions.AREAS for part in area.split("+")))
    yield "calendar", _MONTHS
    yield "day", _DAYS
    yield "batch", steps.values("batch", as_rows(batches))
    yield "decision", steps.values("decision", decisions(workspace, known_at))
    yield "payer", steps.values("payer", _payers(workspace))
    book, payers = law.read(workspace.folder / "law"), codes.read("payers", workspace.folder)
    yield "fund_rule", steps.values("fund_rule", (rule.row for rule in law.fund_rules(book, payers)))
    yield "fund_term", steps.values("fund_term", law.fund_terms(book, payers))
    yield "life_table", steps.values("life_table", codes.life_table())


def _age_limits(workspace: Workspace) -> Iterator[tuple[str, date, date, int]]:
    """Yield segment, span and age from the law, with what the office lays over it."""
    entries = law.read(workspace.folder / "law").entries
    for segment, name in _AGE_LIMITS.items():
        series = tuple(name.split("."))
        for entry in entries:
            if entry.series[:2] == series and not entry.alternative:
                yield segment, entry.since, entry.until, entry.value


def _payers(workspace: Workspace) -> Iterator[tuple[str, str, str, bool]]:
    """Yield every way of writing a payer, with the payer, what it is, and whether the law holds it to be the state.

    Raises:
        Refusal: the office's own payers.toml says of one neither that it is a fund, nor an employer, nor the member.

    """
    entries = law.read(workspace.folder / "law").entries
    state = {entry.key: bool(entry.value) for entry in entries if entry.series[:2] == ("BPU", "state_paid")}
    payers = codes.read("payers", workspace.folder)
    for code, entry in payers.items():
        if entry.get("bears") not in codes.BEARS:
            raise Refusal("payer_bears", payer=code, known=", ".join(codes.BEARS))
    for written, code in sorted(codes.spellings(payers).items()):
        yield written, code, payers[code]["bears"], state.get(payers[code].get("fund", ""), False)


def _finished(builds: Path) -> list[Build]:
    """Return the builds that are there, in the order of their names."""
    found = filter(is_whole, sorted(builds.glob("*/build.json")))
    return [Build(about.parent, json.loads(about.read_text("utf-8"))) for about in found]


def _tables(finished: Iterable[Build]) -> dict[tuple[str, str], tuple[Path, int]]:
    """Return the files of builds by table and key."""
    return {
        (name, entry["key"]): (one.folder / f"{name}.parquet", entry["rows"])
        for one in finished
        for name, entry in one.about["tables"].items()
    }


def _borrow(known: tuple[Path, int], path: Path) -> int:
    source, rows = known
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)
    return rows


@cache
def _region_hash() -> str:
    return hashlib.sha256(regions.region_path().read_bytes()).hexdigest()[:16]


@cache
def _code_hash() -> str:
    """Return the hash of the Python that decides who is who."""
    room = resources.files("cakupan") / "link"
    files = sorted((*room.iterdir(), *(room / "recipes").iterdir()), key=lambda entry: entry.name)
    return steps.digest(*(entry.read_text("utf-8") for entry in files if entry.name.endswith((".py", ".json"))))


@cache
def _law_hash() -> str:
    """Return the hash of the law as shipped, and of what is computed by it."""
    rooms = (resources.files("cakupan") / room for room in ("law", "calculate"))
    files = sorted((entry for room in rooms for entry in room.iterdir()), key=lambda entry: entry.name)
    return steps.digest(*(entry.read_text("utf-8") for entry in files if entry.name.endswith((".py", ".sql", ".toml"))))
