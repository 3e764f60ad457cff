"""What became of a file: how it was understood, what it changed, what withdrawing it undid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.findings import message
from cakupan.screen.said import say, sentence, told

if TYPE_CHECKING:
    from cakupan.intake import Taken
    from cakupan.mending import GivenBack
    from cakupan.sources import SheetMapping
    from cakupan.trials import Trial
    from cakupan.withdrawals import Withdrawal


def mapping(file: str, sheets: Iterable[SheetMapping], lang: str) -> None:
    """Print how the sheets of a file were understood; sheets that were understood alike share a line."""
    alike: dict[tuple[int, str], list[str]] = {}
    for sheet in sheets:
        pairs = ", ".join(f"{heading.strip()} → {field}" for heading, field in sheet.fields.items())
        if sheet.unmapped:
            pairs += sentence(lang, "unused", headings=", ".join(heading.strip() for heading in sheet.unmapped))
        if sheet.recipes:
            pairs += sentence(lang, "read_by", recipes=" + ".join(sheet.recipes))
        alike.setdefault((sheet.header_row, pairs), []).append(sheet.sheet)
    for (row, pairs), names in alike.items():
        shown = f" [{', '.join(names)}]" if any(names) else ""
        told(lang, "mapped", file=file, sheet=shown, row=row, pairs=pairs)


def receipt(taken: Taken, lang: str) -> None:
    """Print what became of the rows of a file."""
    from cakupan.batches import planned

    about = taken.batch.about
    if not taken.new:
        told(lang, "known", file=about["file"], batch=taken.batch.name)
        return
    mapping(about["file"], taken.sheets, lang)
    if planned(taken.batch):
        told(lang, "planned", moment=wording.day(date.fromisoformat(about["position"]), lang))
    told(lang, "taken", **{**about, "batch": taken.batch.name})
    if about.get("mends"):
        told(lang, "mends", **{key: about[key] for key in ("mends", "mended", "unchanged", "added")})
    _found(about["findings"], lang)
    if about["complete"] and about["kind"] in ("workers", "members"):
        told(lang, "speaks", scope=about["scope"] or sentence(lang, "scope_villages"))


def trial(done: Trial, lang: str) -> None:
    """Print how a file would be understood, and what it would change."""
    mapping(done.file, done.sheets, lang)
    told(lang, "trial", file=done.file, **{key: wording.count(n, lang) for key, n in done.counts.items()})
    _found(done.findings, lang)


def _found(findings: Mapping[str, int], lang: str) -> None:
    for code, n in sorted(findings.items(), key=lambda pair: -pair[1]):
        say(f"{wording.count(n, lang):>10}  {code}: {message(code, lang, detail='…')}")


def withdrawal(done: Withdrawal, lang: str) -> None:
    """Print what withdrawing a batch did."""
    told(lang, "withdrawn", batch=done.batch, file=done.file, rows=wording.count(done.reversed, lang))
    for name, parts in (("restored", done.restored), ("kept", done.kept)):
        for part in parts:
            words = {"rows": wording.count(part.rows, lang), "batch": part.batch, "file": part.file}
            say("  " + sentence(lang, f"{name}_{part.why}", **words))
    told(lang, "withdrawn_next")


def given_back(done: GivenBack, lang: str) -> None:
    """Print what was written for the sender to mend."""
    counts = {status: wording.count(done.rows.get(status, 0), lang) for status in ("check", "rejected")}
    told(lang, "given_back", file=done.file.name, batch=done.batch, **counts)
