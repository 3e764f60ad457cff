"""From a delivered file to rows, quarantine and findings; no row is ever lost."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module, resources
from pathlib import Path

from cakupan import codes, fields
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Setting
from cakupan.findings import Refusal
from cakupan.schema import FINDING, KINDS
from cakupan.sources import header, judge, odd, places, repeats, skips
from cakupan.sources.delivery import Delivery, Receipt, SheetMapping
from cakupan.sources.detect import ENDINGS, detect
from cakupan.sources.header import Header
from cakupan.sources.judge import Rule
from cakupan.sources.recipe import Recipe, recipes
from cakupan.sources.sheet import Book, Remark, Sheet, quoted
from cakupan.sources.stage import Stage, Staged

_PEOPLE = ("workers", "members")
_FILES = ("rows", "quarantine", "findings")
#: Findings up to this number are sorted by their key; more stay in the order of the rows.
_SORTED = 1_000_000


def read(delivery: Delivery, engine: DuckDB, out: Path) -> Receipt:
    """Read a delivered file into `rows.parquet`, `quarantine.parquet` and `findings.parquet` in a folder.

    Args:
        delivery: the file and what was said of it.
        engine: where the work is done; nothing of it stays there.
        out: folder for the three files; it is made if missing.

    Returns:
        What became of the rows; rows = accepted + quarantined + skipped.

    Raises:
        Refusal: the file cannot be read as such a list; nothing is written then.
    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        with _scratch(out) as scratch:
            with _in_order(engine):
                return _Reading(delivery, engine, scratch).run(out)
    except BaseException:
        for name in _FILES:
            (out / f"{name}.parquet").unlink(missing_ok=True)
        raise
    finally:
        _forget(engine)


def propose(delivery: Delivery, engine: DuckDB) -> list[SheetMapping]:
    """Return how every sheet of a file would be understood, without reading its rows.

    Raises:
        Refusal: the file cannot be read at all.
    """
    proposed = []
    known = recipes(delivery.kind, delivery.recipes)
    with _scratch(None) as scratch:
        for opener in _open(delivery.file, scratch).sheets:
            sheet = opener(engine)
            if sheet is not None:
                found, recipe = choose(sheet, known)
                proposed.append(mapping(sheet.name, found, recipe))
                sheet.release()
    return proposed


@contextmanager
def _scratch(parent: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".reading-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _in_order(engine: DuckDB) -> Iterator[None]:
    """Keep joins as they are written: swapping their sides would lose the order of the rows."""
    before = engine.rows("select current_setting('disabled_optimizers')")[0][0]
    engine.connection.execute("set disabled_optimizers = 'join_order,build_side_probe_side'").fetchall()
    try:
        yield
    finally:
        engine.connection.execute(f"set disabled_optimizers = {quoted(before or '')}").fetchall()


def _open(file: Path, scratch: Path) -> Book:
    book: Book = import_module(f"cakupan.sources.{detect(file)}").open_book(file, scratch)
    return book


def _forget(engine: DuckDB) -> None:
    made = engine.rows("select table_name from duckdb_tables() where temporary")
    for (name,) in made:
        engine.connection.execute(f'drop table if exists temp."{name}"').fetchall()


def choose(sheet: Sheet, known: list[Recipe]) -> tuple[Header | None, Recipe]:
    """Return the header of a sheet and the recipe that reads it; the last recipe where none does."""
    for recipe in known:
        found = header.named(sheet.named, recipe) if sheet.named else header.find(sheet.peek, recipe)
        if found and (not recipe.when or tuple(header.plain(h) for h in found.headings) == recipe.when):
            return found, recipe
    return None, known[-1]


def mapping(name: str, found: Header | None, recipe: Recipe) -> SheetMapping:
    """Return how a sheet was understood, for people."""
    if found is None:
        return SheetMapping(name, 0, (), {}, ())
    taken = {found.headings[index].strip(): field for field, index in found.places.items()}
    unmapped = tuple(text.strip() for text in found.headings if text.strip() and text.strip() not in taken)
    return SheetMapping(name, found.last + 1, found.headings, taken, unmapped)


@dataclass(slots=True)
class _Reading:
    delivery: Delivery
    engine: DuckDB
    scratch: Path

    def run(self, out: Path) -> Receipt:
        setting = self._setting()
        stage = Stage(self.engine, setting)
        remarks = self._stage(stage)
        skipped = [mark for staged in stage.sheets for mark in skips.marks(self.engine, staged)]
        odd.table(self.engine, "skipped", {"row": "bigint", "code": "varchar"}, skipped)
        kinds = stage.sheets[-1].recipe.fields
        occurring = odd.read(stage, kinds, setting)
        places.resolve(stage, self.delivery.region)
        rules = judge.rules(self.delivery.kind, occurring, stage.columns)
        self._judge(stage, kinds, list(occurring), rules)
        return self._write(stage, rules, remarks, skipped, out)

    def _setting(self) -> Setting:
        own = self.delivery.own
        words = {name: codes.by_alias(codes.read(name, own)) for name in ("segments", "groups")}
        return Setting(self.delivery.position or date.today(), words=words)

    def _stage(self, stage: Stage) -> list[Remark]:
        known = recipes(self.delivery.kind, self.delivery.recipes)
        file = self.delivery.file
        book = _open(file, self.scratch)
        remarks: list[Remark] = []
        format_ = detect(file)
        if not file.name.lower().endswith(ENDINGS[format_]):
            remarks.append(("", 0, "extension_differs", "", format_))
        for opener in book.sheets:
            sheet = opener(self.engine)
            if sheet is not None:
                self._add(stage, sheet, known)
                sheet.release()
        if not any(staged.header for staged in stage.sheets):
            raise Refusal("header_missing", file=file.name, **_seen(stage, known[-1]))
        return remarks + book.remarks + book.last_remarks()

    def _add(self, stage: Stage, sheet: Sheet, known: list[Recipe]) -> None:
        found, recipe = choose(sheet, known)
        if found:
            header.refuse_doubles(found, recipe, sheet.name)
        stage.add(sheet, found, recipe)

    def _judge(self, stage: Stage, kinds: dict[str, str], joined: list[str], rules: list[Rule]) -> None:
        link = self.engine.connection
        told = {
            "position": f"date '{self.delivery.position}'" if self.delivery.position else "null::date",
            "year": str(stage.setting.day.year),
            "segment": quoted(self.delivery.segment) if self.delivery.segment else "null::varchar",
            "group": quoted(self.delivery.group) if self.delivery.group else "null::varchar",
        }
        for name, value in told.items():
            link.execute(f"set variable said_{name} = {value}").fetchall()
        self.engine.connection.execute(f"create or replace temp view clean as {odd.clean(stage, kinds, joined)}").fetchall()
        people = self.delivery.kind in _PEOPLE
        if people:
            repeats.find(self.engine, stage)
        name = "workers" if people else self.delivery.kind
        text = (resources.files(__package__) / "kinds" / f"{name}.sql").read_text("utf-8")
        office = "at_office.code" if "office" in stage.columns else "null::varchar"
        text = text.replace("{place}", places.join(stage.columns)).replace("{office}", office)
        text = text.replace("{repeat}", "left join repeat on repeat.row = c.row")
        columns = ", ".join(
            f"cast({column.name} as {column.type}) as {column.name}" for column in KINDS[self.delivery.kind].columns[4:]
        )
        details = "".join(f", {rule.detail} as detail_{n}" for n, rule in enumerate(rules) if rule.detail)
        link.execute(
            f"create or replace temp table judged as select row, sheet_no, {columns}{details}, {judge.bits(rules)} as bits "
            f"from ({text})"
        ).fetchall()

    def _write(
        self, stage: Stage, rules: list[Rule], remarks: list[Remark], skipped: list[tuple[int, str]], out: Path
    ) -> Receipt:
        counts = dict(self.engine.rows("select bits, count(*) from judged group by bits order by bits"))
        bad, warn = judge.mask(rules, judge.QUARANTINE), judge.mask(rules, judge.WARN)
        select = self._rows(stage)
        accepted = self.engine.write(f"{select} where j.bits & {bad} = 0", out / "rows.parquet")
        quarantined = self.engine.write(f"{select} where j.bits & {bad} <> 0", out / "quarantine.parquet")
        marked = [(row, code) for row, code in skipped if code != skips.NOTHING]
        rows = stage.length - (len(skipped) - len(marked))
        if rows != accepted + quarantined + len(marked):
            raise Refusal("rows_lost", rows=rows, accounted=accepted + quarantined + len(marked))
        found = self._findings(stage, rules, remarks, counts, out / "findings.parquet")
        return Receipt(
            rows,
            accepted,
            sum(count for bits, count in counts.items() if bits & warn and not bits & bad),
            quarantined,
            len(marked),
            found,
            [mapping(staged.name, staged.header, staged.recipe) for staged in stage.sheets],
        )

    def _where(self, stage: Stage) -> tuple[str, str]:
        """Return SQL of the sheet's name and of the row as the sender sees it, over `j` with `row` and `sheet_no`."""
        if len(stage.sheets) == 1:
            return quoted(stage.sheets[0].name), f"j.row + {_offset(stage.sheets[0])}"
        names = "[" + ", ".join(quoted(staged.name) for staged in stage.sheets) + "]"
        offsets = "[" + ", ".join(str(_offset(staged)) for staged in stage.sheets) + "]::bigint[]"
        return f"{names}[j.sheet_no + 1]", f"j.row + {offsets}[j.sheet_no + 1]"

    def _rows(self, stage: Stage) -> str:
        sheet, row_no = self._where(stage)
        high = (int.from_bytes(hashlib.sha256(self.delivery.batch.encode()).digest()[:4]) >> 1) << 32
        names = ", ".join(f"j.{name}" for name in KINDS[self.delivery.kind].names()[4:])
        return (
            f"select j.row + {high + 1}::bigint as record, {quoted(self.delivery.batch)} as batch, {sheet} as sheet, "
            f"({row_no})::bigint as row_no, {names} from judged j"
        )

    def _findings(
        self, stage: Stage, rules: list[Rule], remarks: list[Remark], counts: dict[int, int], path: Path
    ) -> dict[str, int]:
        remarks = remarks + _about_sheets(stage, self.delivery)
        odd.table(self.engine, "remark", dict.fromkeys(("sheet",), "varchar") | {"row_no": "bigint", "code": "varchar", "field": "varchar", "detail": "varchar"}, remarks)
        broken = [
            (bits, rule.code, rule.field, n if rule.detail else -1)
            for bits in counts
            for n, rule in enumerate(rules)
            if bits >> n & 1
        ]
        odd.table(self.engine, "broken", {"bits": "bigint", "code": "varchar", "field": "varchar", "n": "integer"}, broken)
        sheet, row_no = self._where(stage)
        detail = "".join(f" when {n} then detail_{n}" for n, rule in enumerate(rules) if rule.detail)
        said = f"coalesce(case b.n{detail} end, '')" if detail else "''"
        batch = quoted(self.delivery.batch)
        select = (
            f"select {batch} as batch, sheet, row_no, code, field, detail from ("
            f"select sheet, row_no, code, field, detail from remark union all "
            f"select {sheet} as sheet, {row_no} as row_no, j.code, '' as field, '' as detail from "
            f"(select skipped.*, stage.sheet_no from skipped join stage on stage.rowid = skipped.row where code <> '') j union all "
            f"select {sheet} as sheet, {row_no} as row_no, b.code, b.field, {said} as detail from judged j join broken b on b.bits = j.bits)"
        )
        self.engine.connection.execute(f"create or replace temp table complaint as {select}").fetchall()
        found = self.engine.rows("select code, count(*) from complaint group by code order by code")
        total = sum(count for _, count in found)
        order = " order by sheet, row_no, code, field" if total <= _SORTED else ""
        self.engine.write(f"select {', '.join(FINDING.names())} from complaint{order}", path)
        return dict(found)


def _offset(staged: Staged) -> int:
    return 1 - staged.first


def _seen(stage: Stage, recipe: Recipe) -> dict[str, str]:
    longest = max((row for staged in stage.sheets for row in staged.peek), key=lambda r: sum(c is not None for c in r), default=())
    return {
        "needed": " + ".join("/".join(group[:3]) for group in recipe.needs),
        "seen": ", ".join(f"{len(staged.peek)} baris" for staged in stage.sheets[:1]) if not longest else f"{sum(c is not None for c in longest)} kolom",
    }


def _about_sheets(stage: Stage, delivery: Delivery) -> list[Remark]:
    remarks: list[Remark] = []
    for staged in stage.sheets:
        if staged.header is None:
            continue
        if delivery.kind in _PEOPLE and not delivery.segment and "segment" not in staged.header.places:
            remarks.append((staged.name, 0, "segment_missing", "segment", ""))
        for columns in header.mapped(staged.header.headings, staged.recipe).values():
            if len(columns) > 1:
                words = " / ".join(staged.header.headings[index].strip() for index in columns)
                remarks.append((staged.name, 0, "heading_twice", "", words))
    return remarks
