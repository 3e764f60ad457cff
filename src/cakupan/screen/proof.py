"""Where a number comes from, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cakupan import wording
from cakupan.screen.results import counts
from cakupan.screen.said import say, sentence

if TYPE_CHECKING:
    from cakupan.proof import Proof, Source


def proof(shown: Proof, lang: str, indent: str = "") -> None:
    """Print where a number comes from, part by part."""
    r = shown.result
    value = " = ".join(filter(None, (wording.cell(r, lang), counts(r, lang))))
    say(f"{indent}{r.measure}, {r.region_name}, {wording.day(r.moment, lang)}: {value} [{r.receipt}]")
    inner = indent + "  "
    if shown.formula:
        say(inner + sentence(lang, "formula", formula=shown.formula))
    if shown.definition:
        said = {word: shown.definition[word].get(lang, "") for word in ("name", "text")}
        say(inner + sentence(lang, "defined", source=shown.definition.get("source", ""), **said))
    for source in shown.sources:
        _source(source, lang, inner)
    if shown.holds is not None:
        say(inner + sentence(lang, "holds" if shown.holds else "holds_not"))
    for row in shown.rows or ():
        say(
            inner
            + sentence(
                lang,
                "counted_row",
                where=" · ".join(filter(None, (row.sheet, str(row.row_no)))),
                file=row.file,
                batch=row.batch,
            )
        )
    if shown.rows is None:
        say(inner + sentence(lang, "counted_rows_not"))
    for rule in shown.rules:
        say(inner + sentence(lang, "rule", rule=rule))
    if shown.own:
        say(inner + sentence(lang, "own_statement", measure=r.measure))
    for line in shown.statement.strip().splitlines():
        say(f"{inner}| {line}")
    for part in shown.parts:
        proof(part, lang, inner + "  ")


def _source(source: Source, lang: str, indent: str) -> None:
    words: dict[str, Any] = {"kind": source.kind, "file": source.file, "batch": source.batch}
    if source.where:
        say(indent + sentence(lang, "source_row", where=source.where, **words))
        return
    say(indent + sentence(lang, "source", position=source.position, n=wording.count(source.n, lang), **words))
    for code, n in source.findings.items():
        say(f"{indent}    {wording.count(n, lang)} {code}")
