"""The house stays as it was drawn: floors, short rooms, light doors, every word in both languages and used."""

from __future__ import annotations

import ast
import json
import re
import statistics
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

import cakupan
from cakupan import findings, steps
from cakupan.cli.commands import COMMANDS, OF_LAW, application

PACKAGE = Path(str(resources.files("cakupan")))
ROOT = PACKAGE.parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}


def test_floors_of_the_plan_are_the_rooms_there_are() -> None:
    plan = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in plan if contract["type"] == "layers")
    planned = [room.strip() for layer in layers["layers"] for room in re.split(r"[|:]", layer)]
    rooms = {p.stem for p in PACKAGE.glob("*.py")} | {p.parent.name for p in PACKAGE.glob("*/__init__.py")}
    assert layers["exhaustive"] is True
    assert len(planned) == len(set(planned))
    assert set(planned) == rooms - {"__init__"}


def functions() -> Iterator[tuple[str, int]]:
    """Yield every function and its lines without its docstring."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                words = ast.get_docstring(node, clean=False)
                said = len(words.splitlines()) if words else 0
                yield f"{path.relative_to(PACKAGE)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - said


def test_functions_are_short() -> None:
    sizes = sorted(size for _, size in functions())
    assert statistics.median(sizes) < 10
    assert sizes[len(sizes) * 95 // 100] < 45


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_of_reading_size(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 600


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_names_say_what_is_in_them(path: Path) -> None:
    assert not {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"} & {
        path.stem,
        path.parent.name,
    }


def loaded(code: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(ran.stdout.strip().splitlines()[-1]))


HEAVY = {
    "duckdb",
    "fastexcel",
    "jinja2",
    "sqlglot",
    "vl_convert",
    "xlsxwriter",
    "openpyxl",
    "pandas",
    "numpy",
    "pyarrow",
    "psycopg",
    "argon2",
}


@pytest.mark.parametrize(
    "code",
    [
        "import cakupan",
        "import cakupan.cli",
        "import contextlib, sys\nfrom cakupan.cli import main\nsys.argv = ['cakupan', '--help']\n"
        "with contextlib.suppress(SystemExit): main()",
    ],
    ids=["import", "command line", "help"],
)
def test_the_door_is_light(code: str) -> None:
    assert not loaded(code) & HEAVY


def test_a_command_makes_itself_alone() -> None:
    """One command loads its own family, and nothing that reads options slower than it answers."""
    code = "import sys\nfrom cakupan.cli import main\nsys.argv = 'cakupan law show jkk --at 2026-02'.split()\nmain()"
    modules = loaded(f"import contextlib\nwith contextlib.suppress(SystemExit):\n    exec({code!r})")
    assert not modules & (HEAVY | {"pydantic", "rich"})
    assert {name for name in modules if name.startswith("cakupan.cli.")} == {
        f"cakupan.cli.{name}" for name in ("commands", "groups", "law", "options", "output", "reading", "statute")
    }


def test_every_command_is_where_it_is_said_to_be() -> None:
    assert len(application().registered_commands) == len(COMMANDS)
    for name in COMMANDS:
        (one,) = application([name]).registered_commands
        assert one.name == name
        assert one.callback.__name__ == COMMANDS[name].partition(".")[2]
    for name in OF_LAW:
        (group,) = application(["law", name]).registered_groups
        assert [one.name for one in group.typer_instance.registered_commands] == [name]


def test_a_build_needs_no_extra() -> None:
    assert not loaded("from cakupan import builds, intake, proof, worklist") & {
        "vl_convert",
        "pandas",
        "numpy",
        "pyarrow",
    }


def test_public_names() -> None:
    expected = {"Refusal", "Workspace", "add", "build", "create", "fix", "open", "report", "show", "template", "why"}
    expected |= {"account", "decide", "draft", "pairs", "undo", "withdraw"}
    assert set(cakupan.__all__) == expected
    assert all(getattr(cakupan, name).__doc__ for name in expected)


def catalogue(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((PACKAGE / name).read_text("utf-8"))


FINDINGS, REFUSALS = catalogue("findings.toml"), catalogue("refusals.toml")


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("code", "entry"), [*FINDINGS.items(), *REFUSALS.items()], ids=[*FINDINGS, *REFUSALS])
def test_code_has_both_languages_with_the_same_blanks(code: str, entry: dict[str, str]) -> None:
    assert set(entry) == {"severity", "id", "en"}
    assert entry["severity"] in (findings.ERROR, findings.WARNING, findings.NOTE)
    assert blanks(entry["id"]) == blanks(entry["en"])
    assert entry["id"] != entry["en"] or entry["id"].startswith("{")


def test_no_code_means_two_things() -> None:
    assert not FINDINGS.keys() & REFUSALS.keys()


def raised() -> Iterator[tuple[str, set[str], bool]]:
    """Yield every code that a Refusal is raised with, the words that it is given, and whether there may be more."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Refusal":
                words = {keyword.arg for keyword in node.keywords if keyword.arg}
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.isidentifier():
                        yield part.value, words, any(keyword.arg is None for keyword in node.keywords)


@pytest.mark.parametrize(("code", "words", "more"), sorted(raised(), key=str))
def test_refusal_is_in_the_catalogue_and_gets_its_words(code: str, words: set[str], more: bool) -> None:
    entry = (REFUSALS | FINDINGS)[code]
    assert more or blanks(entry["id"]) <= words, f"{code} needs {blanks(entry['id'])}, gets {words}"


def mentioned() -> str:
    """Return all text in which a code can be used, but for the two catalogues and the words of the reports."""
    kinds = (".py", ".sql", ".toml", ".json")
    left_out = ("findings.toml", "refusals.toml", "words.toml", "wording.toml")
    files = [p for p in PACKAGE.rglob("*") if p.suffix in kinds and p.name not in left_out]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_every_code_is_used() -> None:
    text = mentioned()
    checks = {path.stem for path in (PACKAGE / "checks").glob("*.sql")}
    unused = [code for code in {**FINDINGS, **REFUSALS} if not re.search(rf"\b{code}\b", text) and code not in checks]
    assert not [code for code in unused if not made_up(code, text)], "in the catalogue and nowhere used"


def made_up(code: str, text: str) -> bool:
    """Say whether a code is put together where it is used, as in f"skipped_{kind}"."""
    front, _, back = code.partition("_")
    return f'f"{front}_{{' in text and re.search(rf"\b{back}\b", text) is not None


def test_every_finding_that_sql_makes_has_words() -> None:
    checks = steps.find(PACKAGE / "checks")
    for name, step in checks.items():
        assert name in FINDINGS or {"id", "en"} <= set(step.header["text"]), name


NIK = re.compile(r"(?<![\d.])\d{16}(?!\d)")


@pytest.mark.parametrize("name", ["findings.toml", "refusals.toml", "wording.toml"])
def test_no_number_like_a_nik_in_what_is_said(name: str) -> None:
    assert not NIK.search((PACKAGE / name).read_text("utf-8"))


def test_refusals_are_given_no_personal_data() -> None:
    """Words of a refusal are files, columns, codes and counts; never a NIK or the name of a person."""
    personal = {"nik", "name", "person", "birth_date", "wage_m", "kpj", "value_seen"}
    assert not {(code, word) for code, words, _ in raised() for word in words & personal}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_left_unfinished(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)
