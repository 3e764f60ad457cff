"""What was done in the office, by whom and when: the ledger in words, without anybody's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query

from cakupan import followups, ledger, people, wording
from cakupan.batches import WIB
from cakupan.ledger import Event
from cakupan.results import Answers
from cakupan.web import answer
from cakupan.web.sight import Looks, Sight

SHOWN = 50
#: Events that name an account to which something was done.
_DONE_TO = (people.MADE, people.CHANGED, people.STOPPED)
#: What of an event of a kind that has no words of its own may be told.
_PLAIN = ("account", "batch", "file", "region", "role", "number", "kind", "at", "report")


@dataclass(frozen=True, slots=True)
class Line:
    """One event: its number, when it happened (WIB), its kind and what was done in words, and by whom."""

    number: int
    moment: datetime
    kind: str
    text: str
    by: str


def show(
    sight: Looks,
    kind: Annotated[str, Query(max_length=60)] = "",
    person: Annotated[str, Query(max_length=80)] = "",
    before: Annotated[int | None, Query(ge=1)] = None,
) -> answer.Page:
    """Return the newest events, of one kind or by one person where asked."""
    sight.through("trail")
    book = sight.house.workspace.ledger
    found = ledger.latest(book, before=before, kinds=(kind,) if kind else (), person=person, limit=SHOWN + 1)
    teller = _Teller(sight)
    older = {"kind": kind, "person": person, "before": found[SHOWN - 1].number} if len(found) > SHOWN else {}
    return answer.page(
        "trail", sight, here="/trail", lines=[teller.line(event) for event in found[:SHOWN]], kind=kind, person=person,
        kinds={code: teller.kind(code) for code in ledger.kinds(book)},
        persons=[one.account for one in people.everyone(book)], before=before,
        older="/trail?" + urlencode({key: value for key, value in older.items() if value}) if older else "",
    )  # fmt: skip


class _Teller:
    """Says events in the language of who asks; texts that people wrote freely are left where they were written."""

    def __init__(self, sight: Sight) -> None:
        self._sight, self._lang = sight, sight.lang
        self._files = {one.name: str(one.about["file"]) for one in sight.house.workspace.batches()}
        self._statuses = followups.statuses(sight.house.workspace.folder)
        self._answers: Answers = sight.house.answers()

    def kind(self, code: str) -> str:
        """Return the name of a kind of events."""
        return answer.say_or(self._lang, f"trail_kind_{code}", code.replace("_", " "))

    def line(self, event: Event) -> Line:
        """Return an event in words."""
        told = self._words(event.content)
        text = answer.say_or(self._lang, f"trail_{event.kind}", "", **told) or self._plain(event.content)
        himself = "" if event.kind in _DONE_TO else "account"
        by = str(event.content.get("by") or event.content.get(himself, ""))
        return Line(
            event.number, datetime.fromisoformat(event.happened_at).astimezone(WIB), self.kind(event.kind), text, by
        )

    def _words(self, content: Mapping[str, Any]) -> dict[str, object]:
        status = str(content.get("status", ""))
        told: dict[str, object] = {key: value for key, value in content.items() if isinstance(value, str | int)}
        told["changed"] = ", ".join(map(str, content.get("changed", ())))
        told["n"] = wording.count(len(content.get("records", ())), self._lang)
        told["place"] = self._answers.region_title(str(content["region"])) if content.get("region") else ""
        told["file"] = self._files.get(str(content.get("batch", "")), str(content.get("file", "")))
        told["status"] = self._statuses[status].name[self._lang] if status in self._statuses else status
        told["verdict"] = wording.label("review_decided", str(content.get("verdict", "")), self._lang)
        told["what"] = answer.say_or(self._lang, f"trail_what_{content.get('what', '')}", str(content.get("what", "")))
        return told

    def _plain(self, content: Mapping[str, Any]) -> str:
        return ", ".join(f"{key} {content[key]}" for key in _PLAIN if isinstance(content.get(key), str | int))
