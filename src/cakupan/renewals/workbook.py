"""The renewal list as a workbook: those who lose most first, then sums, then the course of the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from cakupan import ledger, tracking, wording, worksheets
from cakupan.findings import Refusal
from cakupan.renewals.cases import BY, Case, Renewals, Sum
from cakupan.renewals.seasons import Season, summary
from cakupan.worksheets import Cell, Column, Sheet
from cakupan.workspace import Workspace, put

#: Every column of the list: a code of wording.toml, width, and form.
_COLUMNS = (
    ("no", 6, "count"), ("regency", 15, "text"), ("district", 14, "text"), ("village", 16, "text"), ("nik", 18, "text"),
    ("name", 24, "text"), ("born", 7, "text"), ("groups", 22, "text"), ("payer", 20, "text"), ("cause", 22, "text"),
    ("ends_on", 12, "day"), ("covered_until", 12, "day"), ("months", 8, "count"), ("death", 15, "idr"),
    ("scholarship", 15, "idr"), ("accident", 15, "idr"), ("month_price", 11, "idr"), ("year_price", 12, "idr"),
)  # fmt: skip
_SUMS = (("persons", 10, "count"), ("loss", 18, "idr"), ("expected", 16, "idr"), ("earned", 12, "count"),
         ("month_price", 15, "idr"), ("year_price", 16, "idr"), ("unknown", 12, "count"))  # fmt: skip


def write(office: Workspace, found: Renewals, file: Path, season: Season | None = None, lang: str = "id") -> Path:
    """Write the workbook in one language and return its path; one with NIKs in full is told to the ledger.

    Raises:
        Refusal: the file is no .xlsx, or the disk refuses.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    book = _Book(office, found, lang)
    sheets = [book.people(), *(book.sums(by) for by in BY)]
    sheets += [book.season(season)] if season and season.funded else []
    put(file, worksheets.book(sheets))
    if found.unmasked:
        told = {"account": "", "region": found.region[0], "what": "renewals", "people": len(found.cases)}
        ledger.append(office.ledger, "unmasked", told)
    return file


class _Book:
    """The sheets, in one language."""

    def __init__(self, office: Workspace, found: Renewals, lang: str) -> None:
        self._found, self._lang = found, lang
        self._known = tracking.statuses(office.folder, tracking.RENEWAL)
        moment, until = wording.day(found.moment, lang), wording.day(found.until, lang)
        self._title = self._say("title").format(region=found.region[1], moment=moment, until=until)

    def _say(self, code: str) -> str:
        return wording.label("renewals", code, self._lang)

    def people(self) -> Sheet:
        """Return the list, with a status to fill in."""
        columns = [Column(self._say(code), width, form) for code, width, form in _COLUMNS]
        columns += [Column(wording.label("tracking", word, self._lang), 24) for word in ("status", "remark")]
        columns += [Column(tracking.MARK + tracking.RENEWAL.kind, 4, hidden=True)]
        rows = [self._row(number, case) for number, case in enumerate(self._found.cases, start=1)]
        words = [status.name[self._lang] for status in self._known.values()]
        notice = self._say("invented" if self._found.invented else "personal")
        return Sheet(
            self._say("sheet"), self._title, columns, rows, notice, remarks(self._found, self._lang),
            {len(_COLUMNS): words}, keep=6,
        )  # fmt: skip

    def _row(self, number: int, case: Case) -> Sequence[Cell]:
        groups = ", ".join(self._found.label(code, self._lang) for code in case.groups)
        born = str(case.born.year) if case.born else ""
        cause = self._say("aged" if case.aged else case.cause)
        status = tracking.shown(case.said, self._known, self._lang)
        return (
            number, *case.place, case.nik, case.name, born, groups, self._payer(case.payer), cause, case.ends_on,
            _day(case.covered_until), case.months, case.death, case.scholarship or None, case.accident,
            case.month_price, case.year_price, status, case.said.remark, tracking.marked(case.record, case.said),
        )  # fmt: skip

    def _payer(self, code: str) -> str:
        return self._found.label(code, self._lang) if code else self._say("unstated")

    def sums(self, by: str) -> Sheet:
        """Return the sums by what cases share, with their total where nobody counts twice."""
        columns = [Column(self._say(by), 34), *(Column(self._say(code), width, form) for code, width, form in _SUMS)]
        rows = [(self.key(by, one), *_amounts(one)) for one in self._found.sums(by)]
        above = [self._say("group_text")] if by == "group" else []
        if by != "group":
            rows.append((self._say("total"), *_amounts(self._found.total)))
        return Sheet(self._say(f"by_{by}"), self._title, columns, rows, above=above, keep=1)

    def key(self, by: str, one: Sum) -> str:
        """Return what cases share, in words."""
        return shared(self._found, by, one.key, self._lang)

    def season(self, season: Season) -> Sheet:
        """Return how many begin and stop by calendar month, year by year."""
        years = sorted({year for month in season.months for year in (*month.begun, *month.stopped)})
        words = [(self._say(way), way) for way in ("begun", "stopped")]
        columns = [Column(self._say("calendar_month"), 16)]
        columns += [Column(f"{year} {word}", 12, "count") for year in years for word, _ in words]
        names = wording.calendar(self._lang)["months"]
        rows = [
            (names[one.month - 1], *(getattr(one, way).get(year, 0) for year in years for _, way in words))
            for one in season.months
        ]
        return Sheet(self._say("season"), self._say("season_title").format(region=season.region), columns, rows,
                     above=[summary(season, self._lang)], keep=1)  # fmt: skip


def shared(found: Renewals, by: str, key: str, lang: str) -> str:
    """Return what cases share, in words."""
    if by == "cause":
        return wording.label("renewals", key, lang)
    if by == "month":
        return wording.month(date.fromisoformat(f"{key}-01"), lang)
    if by == "village":
        return next((", ".join(filter(None, reversed(c.place))) for c in found.cases if c.region == key), key) or key
    return found.label(key, lang) if key else wording.label("renewals", "unstated" if by == "payer" else "none", lang)


def remarks(found: Renewals, lang: str) -> list[str]:
    """Return what has to be known to read the list: what a lapse costs by law, and who was left aside."""

    def say(code: str, **words: object) -> str:
        return wording.label("renewals", code, lang).format_map(words)

    made, total = found.law, found.total
    money = {name: wording.rupiah(getattr(made, name), lang) for name in ("full", "waiting", "delayed", "scholarship")}
    months = {name: wording.count(getattr(made, name), lang) for name in ("waiting_months", "scholarship_months")}
    told = [say("law_gap", **money)]
    if made.waiting_months:
        told.append(say("law_waiting", **money, **months, cite=made.cites.get("waiting", "")))
    told.append(say("law_scholarship", **money, **months, cite=made.cites.get("scholarship", "")))
    told.append(
        say("balance", persons=wording.count(total.persons, lang), price=wording.rupiah(total.year_price, lang),
            expected=wording.rupiah(round(total.expected), lang), loss=wording.rupiah(total.loss, lang))
    )  # fmt: skip
    assumed = sum(case.assumed for case in found.cases)
    told += [say("assumed_text", n=wording.count(assumed, lang))] if assumed else []
    told += [say("unknown_text", n=wording.count(total.unknown, lang))] if total.unknown else []
    aged = sum(case.aged for case in found.cases)
    told += [say("aged_text", n=wording.count(aged, lang))] if aged else []
    return told + ([say("dead_text", n=wording.count(found.dead, lang))] if found.dead else [])


def _amounts(one: Sum) -> tuple[Cell, ...]:
    return (
        one.persons, one.loss, round(one.expected), one.earned, one.month_price, one.year_price, one.unknown or None,
    )  # fmt: skip


def _day(day: date) -> date | None:
    """Return a day; none where the cover is open."""
    return None if day.year == date.max.year else day


def lines(found: Renewals, by: str, lang: str) -> Iterable[tuple[str, Sum]]:
    """Yield what cases share, in words, with their sum."""
    return ((shared(found, by, one.key, lang), one) for one in found.sums(by))
