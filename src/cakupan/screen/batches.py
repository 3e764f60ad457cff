"""Every batch, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from cakupan import batches as room
from cakupan import wording
from cakupan.screen.said import notice, say, sentence
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.results import Answers

_WORDS = ("short", "file", "kind", "group", "position", "received")
_NUMBERS = ("rows", "accepted", "quarantined", "skipped")


def batches(found: Iterable[dict[str, Any]], lang: str) -> None:
    """Print every batch in order of receipt."""
    rows = list(found)
    if not rows:
        say(sentence(lang, "no_batches"))
        return
    heads, numbers = ([wording.label("batches", code, lang) for code in codes] for codes in (_WORDS, _NUMBERS))
    made = table(heads, numbers)
    made.add_column(wording.label("batches", "state", lang))
    for row in rows:
        days = (_day(row[code], lang) for code in ("position", "received"))
        kind = wording.label("kind", row["kind"], lang)
        counts = (wording.count(row[code], lang) for code in _NUMBERS)
        state = wording.label("batches", row["state"], lang)
        made.add_row(row["short"], row["file"], kind, row["group"], *days, *counts, state)
    show(made)


def _day(text: str, lang: str) -> str:
    return wording.day(date.fromisoformat(text), lang) if text else ""


def since_built(answers: Answers, lang: str) -> None:
    """Say, where it does not get into data, what came in or was withdrawn since a build."""
    came, gone = room.since(answers.workspace, answers.about["batches"], answers.known_at)
    told = [
        sentence(lang, f"since_{code}", n=wording.count(n, lang)) for code, n in (("came", came), ("gone", gone)) if n
    ]
    if told:
        notice(sentence(lang, "since_built", told=f" {sentence(lang, 'and')} ".join(told)))
