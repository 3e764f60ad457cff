"""The commands by their names; of an invocation only the one that it names is imported and made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

#: Each command: the file of its family, and its function, in the order of the help.
COMMANDS = {
    "review": "review.review", "new": "lists.new", "add": "lists.add", "batches": "lists.batches", "fix": "lists.fix",
    "template": "lists.template", "withdraw": "lists.withdraw", "build": "lists.build", "show": "numbers.show",
    "account": "numbers.account", "uncovered": "handouts.uncovered", "vulnerable": "planning.vulnerable",
    "renewals": "keeping.renewals", "unclaimed": "keeping.unclaimed", "claims": "keeping.claims",
    "duplicates": "handouts.duplicates", "why": "numbers.why", "findings": "numbers.findings",
    "verify": "verifying.verify", "draft": "verifying.draft", "report": "handouts.report", "publish": "serving.publish",
    "serve": "serving.serve", "synth": "invented.synth", "demo": "invented.demo",
}  # fmt: skip
OF_LAW = {
    "contribution": "cases.contribution", "duty": "cases.duty", "risk": "law.risk", "show": "law.show",
    "changes": "law.changes", "funds": "planning.funds", "compare": "law.compare", "check": "law.check",
    "benefit": "cases.benefit",
}  # fmt: skip
OF_LEDGER = {"verify": "ledger.verify", "move": "ledger.move"}
OF_PEOPLE = {"add": "people.add", "list": "people.list_", "change": "people.change", "stop": "people.stop"}
OF_PLAN = {"solve": "plans.solve", "compare": "plans.compare", "frontier": "plans.frontier"}
OF_ENROL = {
    "new": "enrolling.new", "add": "enrolling.add", "check": "enrolling.check", "approve": "enrolling.approve",
    "export": "enrolling.export", "result": "enrolling.result", "paid": "enrolling.paid",
    "active": "enrolling.active", "withdraw": "enrolling.withdraw", "refill": "enrolling.refill",
    "list": "enrolling.list_", "slots": "enrolling.slots", "difference": "enrolling.difference",
    "post": "enrolling.post", "close": "enrolling.close",
}  # fmt: skip
#: Commands of a word of their own, with what is told of the word.
GROUPS = {
    "law": ("Iuran, manfaat dan kewajiban menurut hukum. / Contributions, benefits and duties by law.", OF_LAW),
    "ledger": ("Buku peristiwa: periksa rantainya, pindahkan. / The ledger: verify its chain, move it.", OF_LEDGER),
    "plan": (
        "Dari anggaran ke keluarga yang terlindungi; tanpa kata lain: solve. / From a budget to protected families.",
        OF_PLAN,
    ),
    "enrol": ("Dari daftar nama sampai peserta aktif, langkah demi langkah. / From names to members.", OF_ENROL),
    "people": ("Akun yang boleh masuk ke halaman kantor. / Accounts that may sign in to the pages.", OF_PEOPLE),
}
#: Words whose first command is meant where none is named.
OTHERWISE = {"plan": "solve"}
_PLAIN: dict[str, Any] = {"no_args_is_help": True, "rich_markup_mode": None}


def heard(words: Sequence[str]) -> list[str]:
    """Return the words of an invocation with the command that is meant where a group is named and none of its own."""
    first, second = [*words, "", ""][:2]
    if first in OTHERWISE and second not in GROUPS[first][1] and second != "--help":
        return [first, OTHERWISE[first], *words[1:]]
    return list(words)


def application(words: Sequence[str] = ()) -> typer.Typer:
    """Return the command line, with the one command that the words of an invocation name, or with all.

    Making a command costs as much as many a command takes: its options are looked at one by one.
    """
    app = typer.Typer(
        name="cakupan",
        help="Cakupan Jamsostek: baca daftar, ukur cakupan, buktikan setiap angka. / Coverage of Jamsostek.",
        add_completion=False,
        pretty_exceptions_enable=False,
        **_PLAIN,
    )
    app.callback()(_first)
    first, second = [*words, "", ""][:2]
    if first not in GROUPS:
        _fill(app, COMMANDS, first)
    for name, (told, commands) in GROUPS.items():
        if first not in COMMANDS and (first == name or first not in GROUPS):
            group = typer.Typer(help=told, **_PLAIN)
            group.callback()(_group)
            _fill(group, commands, second if first == name else "")
            app.add_typer(group, name=name)
    return app


def _fill(app: typer.Typer, commands: Mapping[str, str], wanted: str) -> None:
    """Add the command wanted, or all where it is none of them."""
    for name in [wanted] if wanted in commands else commands:
        family, _, function = commands[name].partition(".")
        app.command(name)(getattr(import_module(f"cakupan.cli.{family}"), function))


def _version(asked: bool) -> None:
    if asked:
        found = import_module("importlib.metadata").version("cakupan")  # costs more than many a command's own start
        typer.echo(f"cakupan {found}")
        raise typer.Exit


def _first(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Versi program. / Version.")
    ] = False,
) -> None:
    pass


def _group() -> None:
    pass
