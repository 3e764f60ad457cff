"""Print the reference pages from code, schema, steps and tests; `--check` says which page is stale.

Pages: docs/manual.md (the spec tests), docs/law.md (the law as a dated table),
docs/law-and-published.md (published.py), docs/linking.md (linking.py), docs/validation.md (validation.py),
docs/reference/{tables,measures,checks,findings,commands}.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import typer

import linking
import published
import validation
from cakupan import codes, findings, law, schema, steps, wording
from cakupan.cli import app

ROOT = Path(__file__).parent.parent
PACKAGE = resources.files("cakupan")
_MARK = "<!-- Printed by `make docs`; edit its source instead. -->\n\n"


def tables() -> Iterator[str]:
    """Print every table with its columns."""
    yield "# Tables\n\nDeclared once, in `schema/`. Key: the order in which the rows are kept.\n"
    made = steps.find(PACKAGE / "tables")
    for table in schema.TABLES.values():
        how = f"Made by `tables/{table.name}.sql`." if table.name in made else ""
        yield f"\n## {table.name}\n\n{table.meaning} {how}\nKey: {', '.join(table.key)}.\n"
        yield "\n| column | type | unit | may be empty | meaning |\n| --- | --- | --- | --- | --- |\n"
        for c in table.columns:
            yield f"| {c.name} | {c.type} | {c.unit} | {'yes' if c.empty else ''} | {c.meaning} |\n"


def _steps(folder: str, title: str, intro: str) -> Iterator[str]:
    yield f"# {title}\n\n{intro}\n"
    for name, step in sorted(steps.find(PACKAGE / folder).items()):
        yield f"\n## {name}\n\n**{step.text('name', 'id')}** / {step.text('name', 'en')}\n\n"
        yield f"{step.text('text', 'id')}\n\n{step.text('text', 'en')}\n"
        facts = [f"{key}: {step.header[key]}" for key in ("kind", "unit", "formula") if key in step.header]
        if facts:
            yield f"\n{'; '.join(facts)}\n"
        if step.select.strip():
            yield f"\n```sql\n{step.select.strip()}\n```\n"


def measures() -> Iterator[str]:
    """Print every measure with its SELECT."""
    yield from _steps(
        "measures",
        "Measures",
        "One file each in `measures/`. A *count* is additive over regions and segments, never over groups; a *flow* "
        "has rows from origin to destination, of which a roll-up drops those inside a cell; a *spread* is a "
        "distribution of which mean or median is taken; a *derived* one joins others cell by cell; a *figure* is only "
        "published.",
    )
    yield "\n# Definitions of denominators\n"
    for code, entry in codes.read("definitions").items():
        yield f"\n## {code}\n\n**{entry['name']['id']}** / {entry['name']['en']} (grade {entry['grade']})\n\n"
        yield f"{entry['text']['id']}\n\n{entry['text']['en']}\n"


def checks() -> Iterator[str]:
    """Print every check with its SELECT."""
    yield from _steps("checks", "Checks", "One file each in `checks/`: what they select becomes findings of the build.")


def complaints() -> Iterator[str]:
    """Print every finding and refusal with its words."""
    yield "# Findings and refusals\n\nA finding is a row about a row; a refusal is one sentence about a command.\n"
    yield "\n| code | severity | Indonesia | English |\n| --- | --- | --- | --- |\n"
    for code in findings.codes().values():
        yield f"| {code.code} | {code.severity} | {code.text['id']} | {code.text['en']} |\n"


def commands() -> Iterator[str]:
    """Print the help of every command."""
    yield "# Commands\n\nExit status: 0 done, 1 refused (one sentence says why and what to do), 2 not understood.\n"
    yield from _commands(typer.main.get_command(app), "")


def _commands(group: Any, front: str) -> Iterator[str]:
    """Print the commands of a group, and those of the groups in it under the name of their group."""
    context = group.make_context("cakupan", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"\n## {front}{name}\n\n{' '.join((command.help or '').split())}\n"
        if hasattr(command, "list_commands"):
            yield from _commands(command, f"{front}{name} ")
            continue
        yield "\n| | |\n| --- | --- |\n"
        for parameter in command.params:
            words = ", ".join(getattr(parameter, "opts", ()) + list(getattr(parameter, "secondary_opts", ())))
            yield f"| `{words}` | {getattr(parameter, 'help', '') or ''} |\n"


def the_law() -> Iterator[str]:
    """Print every value of the law as a dated table, with the readings that lost below it."""
    book = law.read()
    yield "# Hukum dalam tabel / The law as a dated table\n\n"
    yield "Dicetak dari `src/cakupan/law/*.toml`. Berlaku sejak `since` sampai sebelum `until`; tingkat A dibaca dalam "
    yield "naskah, B dari sumber kedua, C perlu diperiksa. *From `since` until before `until`; grade A read in the "
    yield "text, B from a secondary source, C to be verified.* [Menambah nilai / to add a value](law-how-to.md).\n"
    for programme, name in sorted(book.names.items()):
        yield f"\n## {programme}: {name['id']} / {name['en']}\n"
        yield "\n| parameter | key | since | until | value | article | grade |\n" + "| --- " * 7 + "|\n"
        entries = [entry for entry in book.entries if entry.programme == programme]
        yield from (_law_row(entry) for entry in sorted(entries, key=_law_order(book)))
        yield "\n"
        for (file, parameter), about in book.parameters.items():
            if file == programme:
                yield f"- `{parameter}`: {about.text['id']}. *{about.text['en']}.*\n"
    yield "\n## Lampiran I: tingkat risiko / classes of risk\n\n"
    yield "Kelas perusahaan ditetapkan BPJS Ketenagakerjaan; KBLI tidak menentukannya. *BPJS Ketenagakerjaan sets the "
    yield (
        "class; KBLI does not decide it.* `cakupan law risk KATA`\n\n| key | group | grade | note |\n"
        + "| --- " * 4
        + "|\n"
    )
    yield from (f"| {group.key} | {group.name} | {group.grade} | {group.note} |\n" for group in law.groups())


def _law_order(book: law.Law) -> Callable[[law.Entry], tuple[int, str, tuple[int, str], date]]:
    """Return what orders values: as their parameters are declared, then by key (numbers as numbers), then by date."""
    order = list(book.parameters)

    def place(entry: law.Entry) -> tuple[int, str, tuple[int, str], date]:
        number = int(entry.key) if entry.key.isdigit() else 0
        return order.index((entry.programme, entry.name)), entry.alternative, (number, entry.key), entry.since

    return place


def _law_row(entry: law.Entry) -> str:
    until = "" if entry.until == law.OPEN else entry.until.isoformat()
    value = wording.law_value(entry.value, entry.unit)
    reading = f" *(reading `{entry.alternative}`)*" if entry.alternative else ""
    note = f". {entry.note}" if entry.note else ""
    cells = (entry.name + reading, entry.key, entry.since, until, value, entry.cite + note, entry.grade)
    return "| " + " | ".join(map(str, cells)) + " |\n"


_MANUAL = """# Manual by example

Every case below is a test: the files, the question, the answer.

Each case begins in a new workspace (`cakupan new kantor --region 33.02`); `cakupan build` comes unwritten before
each question. The table under an `add` is the file that it takes in; `1` in place of a batch is the first of the case.
The table under a question holds the columns of the answer that the case is about: `count` is the value, so that `1` is
one person of a count, one rupiah of an amount, and all of them of a ratio; `of` is numerator and denominator.
"""


def manual() -> Iterator[str]:
    """Print the spec tests as the manual."""
    yield _MANUAL
    for page in sorted((ROOT / "tests" / "spec").glob("*.md"), key=lambda page: int(page.name.partition("-")[0])):
        yield "\n" + "\n".join(
            "#" + line if line.startswith("#") else line for line in page.read_text("utf-8").splitlines()
        )
        yield "\n"


PAGES = {
    "docs/manual.md": manual,
    "docs/law.md": the_law,
    "docs/reference/tables.md": tables,
    "docs/reference/measures.md": measures,
    "docs/reference/checks.md": checks,
    "docs/reference/findings.md": complaints,
    "docs/reference/commands.md": commands,
    "docs/law-and-published.md": published.page,
    "docs/linking.md": linking.page,
    "docs/validation.md": validation.page,
}


def main() -> int:
    """Write the pages, or with `--check` name the stale ones and return 1."""
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / name, _MARK + "".join(page())
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if "--check" in sys.argv and stale:
        print(f"stale, run `make docs`: {', '.join(stale)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
