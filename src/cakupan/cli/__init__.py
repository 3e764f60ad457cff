"""The command line: one short function per command.

Exit status: 0 done, 1 refused (one sentence with the mend on the error channel), 2 the command was not understood.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import typer

from cakupan import screen
from cakupan.cli import cases, handouts, invented, law, lists, numbers, review
from cakupan.findings import Refusal, message

_PLAIN: dict[str, Any] = {"no_args_is_help": True, "rich_markup_mode": None}
app = typer.Typer(
    name="cakupan",
    help="Cakupan Jamsostek: baca daftar, ukur cakupan, buktikan setiap angka. / Coverage of Jamsostek.",
    add_completion=False,
    pretty_exceptions_enable=False,
    **_PLAIN,
)
for command in (
    review.review, lists.new, lists.add, lists.fix, lists.template, lists.batches, lists.withdraw, lists.build,
    numbers.show, numbers.account, handouts.uncovered, handouts.duplicates, numbers.why, numbers.findings,
    handouts.report, invented.synth, invented.demo,
):  # fmt: skip
    app.command()(command)
of_law = typer.Typer(
    help="Iuran, manfaat dan kewajiban menurut hukum, dengan pasalnya. / Contributions, benefits and duties.", **_PLAIN
)
for command in (
    cases.contribution, cases.duty, law.risk, law.show, law.changes, law.compare, law.check, cases.benefit,
):  # fmt: skip
    of_law.command()(command)
app.add_typer(of_law, name="law")


def main() -> None:
    """Run the command line; a refusal is one sentence and exit status 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except Refusal as refusal:
        screen.complain(message(refusal.code, _language(), **refusal.words))
        raise SystemExit(2 if refusal.code == "kind_unsaid" else 1) from None
    except KeyboardInterrupt:
        screen.complain(screen.sentence(_language(), "stopped"))
    except Exception as error:
        if "CAKUPAN_DEBUG" in os.environ:
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(where.filename).name}:{where.lineno}"
        screen.complain(message("unexpected", _language(), place=place))
    else:
        return
    raise SystemExit(1)


def _language() -> str:
    """Return the language of a refusal, which may come before any workspace is open."""
    asked = "--lang=en" in sys.argv or ("--lang", "en") in zip(sys.argv, sys.argv[1:], strict=False)
    return "en" if asked else "id"
