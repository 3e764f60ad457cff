"""Odd words to every option of every command: understood, or one printable sentence; never anybody's NIK in it."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import cakupan
from cakupan import cli
from cakupan.findings import Refusal, message

SOAK = "CAKUPAN_SOAK" in os.environ
NIK = "3302010107800001"
ODD = [
    "'", '"; drop table x; --', "x' or '1'='1", "..", "../../etc/passwd", "33.02   ", "-1", "0", "9" * 30, "1e5", "nan",
    "😀" * 5, "A" * 5000, "\udcff\udcfe", "2023-02-29", "29-02-2023", "9999-12-31", "9999-12", "0001-01-01",
    "1900-01-01", "2099-12-31", "2100-01", "12-12-25", "٢٠٢٥-٠٣-٣١", "{x}", "{0.__class__}", "%s", "[red]", "[/red]",
    "a\nb", "\t", "*", "[a]", "None", NIK, "33.02.01.2001", "92.71", "Papua Selatan", "Banyumas", "\u202e", "٣٣.٠٢",
    ",", "2025-03-31@9999-12-31", "1" * 4400, "SD:" + "9" * 4400, "land:1,land:2", "/dev/null",
]  # fmt: skip
BASE: dict[tuple[str, ...], list[str]] = {
    ("show",): ["coverage"],
    ("account",): ["--from", "2025-01-31", "--to", "2025-01-31"],
    ("duplicates",): [],
    ("why",): ["coverage", "33.02", "2025-01-31"],
    ("findings",): [],
    ("review",): [],
    ("law", "contribution"): ["--wage", "5000000", "--risk", "I", "--month", "2026-02"],
    ("law", "duty"): ["--contribution", "462000", "--month", "2026-02"],
    ("law", "risk"): [],
    ("law", "show"): ["jkk"],
    ("law", "changes"): ["--from", "2024-01"],
    ("law", "check"): [],
    ("law", "benefit"): ["--event", "2026-02-14", "--kind", "death", "--wage", "5000000"],
}
#: What is written elsewhere, or tried elsewhere.
LEFT = {"--workspace", "--output", "--help", "--unmasked", "--truth"}


def cases() -> Iterator[list[str]]:
    """Yield every option of every command that only asks, with every odd word."""
    root: Any = typer.main.get_command(cli.app)
    for path, usual in BASE.items():
        command = root
        for word in path:
            command = command.commands[word]
        for option in command.params:
            names = getattr(option, "opts", [])
            if option.param_type_name == "option" and not option.is_flag and not LEFT & set(names):
                yield from ([*path, *_without(usual, names), names[0], word] for word in ODD)


def _without(words: list[str], names: list[str]) -> list[str]:
    at = next((n for n, word in enumerate(words) if word in names), None)
    return words if at is None else words[:at] + words[at + 2 :]


def judge(words: list[str]) -> None:
    done = CliRunner().invoke(cli.app, words)
    if isinstance(done.exception, Refusal):
        told = message(done.exception.code, "id", **done.exception.words)
        assert told.isprintable(), words
        assert NIK not in told, words
        assert len(told) < 2_000, words
    else:
        assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
        assert done.exit_code in (0, 2), words


def test_every_option_of_every_command(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    every = list(cases())
    assert len(every) > 3_000
    for words in every if SOAK else random.Random(11).sample(every, 60):
        judge(words)


FOUND = [
    ["show", "coverage", "--at", "0001-01-01"],
    ["show", "coverage", "--by", "moment", "--at", "9999-12-31"],
    ["show", "coverage", "--basis", "\udcff"],
    ["show", "coverage", "--place", "a\nb"],
    ["show", "coverage", "--known-at", NIK],
    ["review", "--limit", "-5"],
    ["review", "--limit", "99999999999999999999"],
    ["review", NIK],
    ["law", "changes", "--from", "2024-01", "--to", "9999-12"],
    ["law", "benefit", "--event", "2026-02-14", "--kind", "death", "--children", "SD:" + "9" * 4400],
    ["duplicates", "--month", "9999-12"],
    ["add", "x.csv", "--as", "workers", "--position", "0001-01-01"],
    ["uncovered", "-o", "x.xlsx", "--at", "0001-01-01"],
    ["report", "coverage", "-o", "x.html", "--at", "0001-01-01"],
    ["synth", "--workers", "10", "--position", "0001-01-01", "-o", "x"],
]


@pytest.mark.parametrize(
    "words", FOUND, ids=[" ".join(words)[:60].encode("ascii", "replace").decode() for words in FOUND]
)
def test_what_once_broke(words: list[str], office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    judge(words)


def test_blanks_around_a_region_are_none(template: Path) -> None:
    office = cakupan.open(template)
    assert cakupan.show(office, "active", region=" 33.02  ")[0].region == "33.02"


@pytest.mark.skipif(os.name != "posix", reason="letters of no encoding are of POSIX")
@pytest.mark.parametrize(
    "words",
    [
        ["show", "coverage", "--place", "\udcff\n"],
        ["law", "show", "--workspace", "A" * 300],
        ["add", "A" * 300, "--as", "workers", "--position", "2025-02-28"],
        ["new", "A" * 300],
    ],
    ids=["no encoding", "long workspace", "long file", "long folder"],
)
def test_what_never_reaches_a_command(words: list[str], run: Any, kept: Any) -> None:
    before = kept()
    done = run(*words)
    assert done.returncode == 1
    assert done.stderr.startswith("cakupan: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "tidak diduga" not in done.stderr
    assert kept() == before
