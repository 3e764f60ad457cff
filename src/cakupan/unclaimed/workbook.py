"""Those who are owed a benefit as a workbook for whoever goes to see them: by village, with what to bring."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cakupan import codes, ledger, tracking, wording, worksheets
from cakupan.findings import Refusal
from cakupan.tracking import Said, Topic
from cakupan.unclaimed.cases import Case, Scholarship, Unclaimed
from cakupan.unclaimed.papers import papers, source
from cakupan.worksheets import Cell, Column, Sheet
from cakupan.workspace import Workspace, put

_WHO = (("no", 6, "count"), ("regency", 15, "text"), ("district", 14, "text"), ("village", 16, "text"),
        ("nik", 18, "text"), ("name", 24, "text"), ("born", 7, "text"))  # fmt: skip
#: The further columns of each sheet: a code of wording.toml, width, and form.
_COLUMNS = {
    "families": (("day_of_death", 13, "day"), ("amount", 16, "idr"), ("deferred", 15, "idr"), ("why", 28, "text"),
                 ("if_accident", 18, "idr"), ("deadline", 20, "text"), ("match", 22, "text")),
    "injured": (("event", 20, "text"), ("day", 12, "day"), ("most", 18, "idr"), ("deadline", 20, "text"),
                ("match", 22, "text")),
    "check": (("event", 20, "text"), ("day", 12, "day"), ("last_day", 12, "day"), ("doubt", 46, "text"),
              ("amount", 16, "idr")),
    "scholarships": (("day", 12, "day"), ("years", 26, "text"), ("least", 15, "idr"), ("most_children", 17, "idr")),
}  # fmt: skip


def write(office: Workspace, found: Unclaimed, file: Path, lang: str = "id") -> Path:
    """Write the workbook in one language and return its path; one with NIKs in full is told to the ledger.

    Raises:
        Refusal: the file is no .xlsx, or the disk refuses.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    book = _Book(office, found, lang)
    put(file, worksheets.book([*book.lists(), book.scholarships(), book.papers()]))
    if found.unmasked:
        told = {"account": "", "region": found.region[0], "what": "unclaimed", "people": len(found.cases)}
        ledger.append(office.ledger, "unmasked", told)
    return file


class _Book:
    """The sheets, in one language."""

    def __init__(self, office: Workspace, found: Unclaimed, lang: str) -> None:
        self._found, self._lang = found, lang
        self._known = tracking.statuses(office.folder, tracking.CLAIM)
        self._events = codes.read("events", office.folder)

    def _say(self, code: str) -> str:
        return wording.label("unclaimed", code, self._lang)

    def lists(self) -> list[Sheet]:
        """Return the sheets of families, of members hurt, and of what needs a look first."""
        return [
            self._sheet(name, [(*self._cells(name, case), *self._followed(case.record, case.said))
                               for case in self._found.of(name)], tracking.CLAIM)
            for name in ("families", "injured", "check")
        ]  # fmt: skip

    def scholarships(self) -> Sheet:
        """Return the sheet of scholarships not drawn."""
        rows = [(*self._child(one), *self._followed(one.case.record, one.said)) for one in self._found.scholarships]
        return self._sheet("scholarships", rows, tracking.SCHOLARSHIP)

    def papers(self) -> Sheet:
        """Return the sheet of what to bring."""
        rows = [(self._say(f"papers_{event}"), paper)
                for event in ("DEATH", "ACCIDENT", "SCHOLARSHIP") for paper in papers(event, self._lang)]  # fmt: skip
        who, grade = source()
        columns = [Column(self._say("papers_for"), 34), Column(self._say("papers"), 70)]
        above = [self._say("papers_text").format(source=who, grade=grade)]
        return Sheet(self._say("papers"), self._say("papers_title"), columns, rows, above=above)

    def _sheet(self, name: str, rows: Sequence[Sequence[Cell]], topic: Topic) -> Sheet:
        told = (*_WHO, *_COLUMNS[name])
        columns = [Column(self._say(code), width, form) for code, width, form in told]
        columns += [Column(wording.label("tracking", word, self._lang), 26) for word in ("status", "remark")]
        columns += [Column(tracking.MARK + topic.kind, 4, hidden=True)]
        title = self._say(f"title_{name}").format(region=self._found.region[1])
        words = [status.name[self._lang] for status in self._known.values()]
        numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
        notice = self._say("invented" if self._found.invented else "personal")
        return Sheet(self._say(name), title, columns, numbered, notice, self._above(name), {len(told): words}, keep=6)

    def _above(self, name: str) -> list[str]:
        told = [self._say(f"text_{name}")]
        if name != "scholarships":
            months, cite = self._found.limit
            told.append(self._say("deadline_text").format(months=months, cite=cite))
        return [*told, self._say("kindly")]

    def _followed(self, record: int, said: Said) -> tuple[Cell, ...]:
        return tracking.shown(said, self._known, self._lang), said.remark, tracking.marked(record, said)

    def _who(self, case: Case) -> tuple[Cell, ...]:
        return (*case.place, case.nik, case.name, str(case.born.year) if case.born else "")

    def _cells(self, name: str, case: Case) -> tuple[Cell, ...]:
        event = self._events[case.event]["name"][self._lang]
        deadline = wording.day(case.deadline, self._lang) if case.deadline else self._say("no_deadline")
        match = self._say(f"match_{case.match}") + (f"; {self._say('hurt')}" if case.hurt else "")
        if name == "check":
            doubt = self._say(f"doubt_{case.doubt}")
            return (*self._who(case), event, case.day, case.last_day, doubt, case.amount)
        if name == "injured":
            return (*self._who(case), event, case.day, case.most, deadline, match)
        why = self._say(f"why_{case.why}") if case.why else ""
        return (*self._who(case), case.day, case.amount, case.deferred or None, why, case.most, deadline, match)

    def _child(self, one: Scholarship) -> tuple[Cell, ...]:
        years = ", ".join(f"{year.year}/{year.year + 1}" for year in one.years)
        return (*self._who(one.case), one.case.day, years, one.least, one.most)
