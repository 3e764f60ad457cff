"""Print the reference pages from code, schema, steps and tests; `--check` says which page is stale.

Pages: docs/manual.md (the spec tests), docs/reference/{tables,measures,checks,findings,commands}.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import typer

from cakupan import codes, findings, schema, steps
from cakupan.cli import app

ROOT = Path(__file__).parent.parent
PACKAGE = resources.files("cakupan")
_MARK = "<!-- Printed by `make docs`; edit its source instead. -->\n\n"


def tables() -> Iterator[str]:
    """Print every table with its columns."""
    yield "# Tables\n\nDeclared once, in `schema.py`. Key: the order in which the rows are kept.\n"
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
    group = typer.main.get_command(app)
    context = group.make_context("cakupan", [], resilient_parsing=True)
    for name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        yield f"\n## {name}\n\n{' '.join((command.help or '').split())}\n\n| | |\n| --- | --- |\n"
        for parameter in command.params:
            words = ", ".join(getattr(parameter, "opts", ()) + list(getattr(parameter, "secondary_opts", ())))
            yield f"| `{words}` | {getattr(parameter, 'help', '') or ''} |\n"


def manual() -> Iterator[str]:
    """Print the spec tests as the manual."""
    yield "# Manual by example\n\nEvery case below is a test: the files, the question, the answer.\n"
    for page in sorted((ROOT / "tests" / "spec").glob("*.md")):
        yield "\n" + "\n".join(
            "#" + line if line.startswith("#") else line for line in page.read_text("utf-8").splitlines()
        )
        yield "\n"


PAGES = {
    "docs/manual.md": manual,
    "docs/reference/tables.md": tables,
    "docs/reference/measures.md": measures,
    "docs/reference/checks.md": checks,
    "docs/reference/findings.md": complaints,
    "docs/reference/commands.md": commands,
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
