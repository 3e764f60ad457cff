"""A release as a Frictionless Data Package: tables as CSV and Parquet, a dictionary, a page to read, hashes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import wording
from cakupan.releases import rows
from cakupan.releases.folder import exchange, see
from cakupan.releases.licence import licence
from cakupan.releases.numbers import Scope, Tell
from cakupan.releases.release import Release, keep, prepare
from cakupan.releases.rows import Row
from cakupan.results import Answers

MARK = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_READ = {"README.md": "id", "README.en.md": "en"}
_HASHES = "SHA256SUMS"
_MAKERS = {
    "coverage": rows.coverage, "groups": rows.groups, "flows": rows.flows, "figures": rows.figures,
    "regions": rows.regions, "codes": rows.words,
}  # fmt: skip
#: Of tables whose contents are not the office's own.
_LICENCES = {
    "figures": {"name": "other-at", "title": "as their publishers, named in the column source, have it"},
    "regions": {
        "name": "ODbL-1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/",
        "title": "Open Data Commons Open Database License 1.0",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written: the folder, cells told in whole, those of which something is withheld, and tables."""

    folder: Path
    told: int
    withheld: int
    tables: int


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    about: Mapping[str, Any]
    rows: Sequence[Row]

    @property
    def columns(self) -> Mapping[str, Mapping[str, Any]]:
        found: Mapping[str, Mapping[str, Any]] = self.about["columns"]
        return found


def write(answers: Answers, folder: Path, scope: Scope, tell: Tell | None = None) -> Packed:
    """Write the open data of an office's build into a new folder, or in the place of those published there before.

    Args:
        answers: the build, open for questions.
        folder: where the package goes; it appears whole or not at all.
        scope: which regions, moments and periods.
        tell: is called with what is being done and how much is left of it.

    Raises:
        Refusal: the folder holds other things; the office's licence is not complete; nothing may be told of the region;
            what would be told gives somebody away; the record of what was told before is gone; the extra `plan` is
            missing; the disk refuses.

    """
    see(folder, MARK)
    chosen = licence(answers.workspace.settings)
    release = prepare(answers, scope, tell)
    tables = [_Table(name, _dictionary()[name], list(make(release, answers))) for name, make in _MAKERS.items()]
    tables = [table for table in tables if table.rows]
    exchange(folder, lambda fresh: _fill(fresh, release, tables, chosen), lambda: keep(answers, release, "data"))
    cells = [row for table in tables for row in table.rows if "withheld" in row]
    gone = sum(bool(row["withheld"]) for row in cells)
    return Packed(folder, len(cells) - gone, gone, len(tables))


@cache
def _dictionary() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("cakupan.releases") / "columns.toml").read_text("utf-8"))


def _fill(folder: Path, release: Release, tables: Sequence[_Table], chosen: Row) -> None:
    files = {f"{table.name}.{form}": made(table) for table in tables for form, made in _FORMS.items()}
    about = _descriptor(release, tables, files, chosen)
    files[MARK] = (json.dumps(about, indent=1, ensure_ascii=False) + "\n").encode()
    files |= {name: _page(release, tables, about, lang) for name, lang in _READ.items()}
    sums = "".join(f"{_hash(content)}  {name}\n" for name, content in sorted(files.items()))
    for name, content in (*files.items(), (_HASHES, sums.encode())):
        (folder / name).write_bytes(content)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _csv(table: _Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([rows.as_text(row[name]) for name in table.columns] for row in table.rows)
    return out.getvalue().encode()


def _parquet(table: _Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"integer": pa.int64(), "date": pa.date32(), "number": pa.decimal128(24, 6), "string": pa.string()}
    schema = pa.schema([(name, kinds[column["type"]]) for name, column in table.columns.items()])
    columns = [[row[name] for row in table.rows] for name in table.columns]
    out = pa.BufferOutputStream()
    pq.write_table(pa.table([pa.array(*one) for one in zip(columns, schema.types, strict=True)], schema=schema), out)
    return bytes(out.getvalue())


_FORMS = {"csv": _csv, "parquet": _parquet}


def _descriptor(release: Release, tables: Sequence[_Table], files: Mapping[str, bytes], chosen: Row) -> Row:
    title = _title(release)
    return {
        "$schema": _PROFILE,
        "name": f"cakupan-{release.numbers.scope.region.lower().replace('.', '-')}-{release.at.isoformat()}",
        "title": " / ".join(title.values()),
        "titles": title,
        "description": " / ".join(_said(release, "invented_text" if release.invented else "about").values()),
        "homepage": "https://pypi.org/project/cakupan/",
        "version": release.at.isoformat(),
        "cakupan": {"build": release.build},
        "keywords": ["jamsostek", "bpjs-ketenagakerjaan", "social-security", "coverage", "indonesia"],
        "licenses": [chosen],
        "sources": _sources(release, tables),
        "resources": [one for table in tables for one in (_table(table, files, chosen), _parcel(table, files, chosen))],
    }


def _title(release: Release) -> dict[str, str]:
    return _said(release, "title_invented" if release.invented else "title")


def _said(release: Release, key: str) -> dict[str, str]:
    return {
        lang: wording.label("release", key, lang).format(region=release.title, day=wording.day(release.at, lang))
        for lang in wording.LANGS
    }


def _sources(release: Release, tables: Sequence[_Table]) -> list[dict[str, str]]:
    published = {row["source"] for table in tables for row in table.rows if row.get("source")}
    return [{"title": one} for one in (" / ".join(_said(release, "lists").values()), *sorted(published))]


def _table(table: _Table, files: Mapping[str, bytes], chosen: Row) -> Row:
    path = f"{table.name}.csv"
    fields = [_field(name, column) for name, column in table.columns.items()]
    schema: Row = {"fields": fields, "missingValues": [""]}
    if table.about["key"]:
        schema["primaryKey"] = table.about["key"]
    if table.name != "regions" and "region" in table.columns:
        schema["foreignKeys"] = [
            {"fields": ["region"], "reference": {"resource": "regions", "fields": ["code"]}},
        ]
    return {
        "name": table.name, "type": "table", "path": path, "scheme": "file", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", **_meaning(table.about), "bytes": len(files[path]), "hash": f"sha256:{_hash(files[path])}",
        "licenses": [_LICENCES.get(table.name, chosen)], "schema": schema,
    }  # fmt: skip


def _parcel(table: _Table, files: Mapping[str, bytes], chosen: Row) -> Row:
    path = f"{table.name}.parquet"
    return {
        "name": f"{table.name}-parquet", "path": path, "scheme": "file", "format": "parquet",
        "mediatype": "application/vnd.apache.parquet", **_meaning(table.about), "hash": f"sha256:{_hash(files[path])}",
        "licenses": [_LICENCES.get(table.name, chosen)],
    }  # fmt: skip


def _meaning(about: Mapping[str, Any]) -> Row:
    return {
        "title": f"{about['id']} / {about['en']}", "titles": {lang: about[lang] for lang in wording.LANGS},
        "description": f"{about['text_id']} / {about['text_en']}",
    }  # fmt: skip


def _field(name: str, column: Mapping[str, Any]) -> Row:
    rules = {rule: column[rule] for rule in ("required", "enum", "minimum", "maximum") if rule in column}
    told = {"name": name, "type": column["type"], "title": f"{column['id']} / {column['en']}"}
    titles = {lang: column[lang] for lang in wording.LANGS}
    return {**told, "titles": titles, **({"constraints": rules} if rules else {})}


def _page(release: Release, tables: Sequence[_Table], about: Row, lang: str) -> bytes:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cakupan.releases", ""), undefined=jinja2.StrictUndefined, autoescape=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    text: str = environment.get_template(f"readme.{lang}.md.j2").render(
        release=release,
        tables=tables,
        about=about,
        lang=lang,
        licences=[about["licenses"][0], _LICENCES["regions"]],
        title=_title(release)[lang],
        day=wording.day,
        count=wording.count,
        cells=_cells(tables),
    )
    return text.encode()


def _cells(tables: Iterable[_Table]) -> dict[str, tuple[int, int]]:
    """Return by table how many rows it has, and of how many something is withheld."""
    return {table.name: (len(table.rows), sum(bool(row.get("withheld")) for row in table.rows)) for table in tables}
