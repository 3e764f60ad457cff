"""The day of each figure: its own, or the one that the text speaks of where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from cakupan.verify.dates import Moment
from cakupan.verify.lexicon import lexicon, pattern
from cakupan.verify.statement import NOW, Draft, Statement

#: Measures of which each number is true of a day; those of a day to come.
_LEVELS = frozenset(("active", "coverage", "reach", "uncovered", "uncovered_share", "attainment", "rank"))
_AIMS = frozenset(("target", "target_workers"))
#: A text speaks of a time that lies no farther back than so many days.
_RECENT = 200
#: Letters before a time in which words say that something is only compared with it.
_BEFORE = 60
_YEAR = 12
#: Days before that of publication on which a text may have been written.
_WRITTEN = 3
#: Days from publication within which a day without a year may lie ahead.
_SOON = 60


@dataclass(frozen=True, slots=True)
class Day:
    """The day for which a figure is true, and whether it comes from elsewhere in the text."""

    when: date
    carried: bool = False


@dataclass(frozen=True, slots=True)
class _Shift:
    """How far a word for a time lies from another: whole months, or at the end of a year or a month."""

    of: str
    by: int


@cache
def _shifts() -> dict[str, _Shift]:
    return {word: _Shift(one["of"], one["by"]) for one in lexicon("dates")["shift"] for word in one["words"]}


def days(statement: Statement) -> list[Day | None]:
    """Return the day of each figure of a text, by what it measures and by where the text says when."""
    speaking = _Speaking(statement)
    return [speaking.day(draft) for draft in statement.drafts]


class _Speaking:
    """The times that a text speaks of: each that it names as a day, and that which it is about."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.about = self._about()
        self.ends: dict[Moment, date | None] = {}
        before: date | None = None
        for one in statement.moments:
            self.ends[one] = self._end(one, before)
            if one.weekday is None:
                before = self.ends[one] or before
        self.heads = self._heads()
        self.said: dict[int, list[Moment]] = {}
        begins = [sentence.start for sentence in statement.sentences]
        for one in statement.moments:
            if one.weekday is None:
                self.said.setdefault(max(0, bisect_right(begins, one.start) - 1), []).append(one)

    def day(self, draft: Draft) -> Day | None:
        """Return the day of a figure."""
        if draft.measure in _AIMS:
            return self._aimed(draft)
        when = draft.when or self.heads.get(draft.at) or self._only(draft)
        own = self.ends.get(when) if when else None
        if when and own:
            own = self._past(own, when, draft)
            return Day(own, carried=bool(when.told)) if own else self._carried(draft)
        return self._carried(draft) if when is None or when.told == "now" else None

    def _carried(self, draft: Draft) -> Day | None:
        """Return the day that a text is about, for what is true of a day and is not what was before."""
        if self.about is None or draft.measure not in _LEVELS or self._former(draft):
            return None
        return Day(self.about, carried=True)

    def _former(self, draft: Draft) -> bool:
        """Say whether a figure is what was before another: "naik dari 17,45 persen ke 21,09 persen"."""
        low = self.statement.low
        before, after = low[max(0, draft.start - _BEFORE) : draft.start], low[draft.end : draft.end + _BEFORE]
        if pattern("dates", "compared").search(before) or pattern("dates", "moved").search(before):
            return True
        return bool(pattern("dates", "from").search(before) and pattern("cues", "to").match(after))

    def _past(self, own: date, when: Moment, draft: Draft) -> date | None:
        """Return the day of what was counted, which lies not ahead: without a year it is that of the year before."""
        published = self.statement.published
        if published is None or own <= published:
            return own
        if draft.measure not in _LEVELS and (when.year_told or (own - published).days <= _SOON):
            return own
        return None if when.year_told else _moved(own, -_YEAR)

    def _aimed(self, draft: Draft) -> Day | None:
        """Return the day by which a target is to be reached: its own if that lies ahead, or the end of the year."""
        about = self.about or self.statement.published
        when = draft.when
        own = (when.last or self.ends.get(when)) if when else None
        if when and own and about and not when.year_told and (about - own).days > _SOON:
            own = _moved(own, _YEAR)
        if when and own and (about is None or own > about):
            return Day(own)
        return Day(date(about.year, 12, 31), carried=True) if about else None

    def _only(self, draft: Draft) -> Moment | None:
        """Return the one time that the sentence of a figure names, if it is neither ahead nor only compared with."""
        said = self.said.get(draft.sentence, [])
        if len(said) != 1 or draft.era != NOW or said[0].told or self._compared(said[0]):
            return None
        end = self.ends.get(said[0])
        return said[0] if end and (self.about is None or end >= self.about) else None

    def _end(self, one: Moment, before: date | None) -> date | None:
        """Return the last day of a time; of one that has not ended, and of "now", the day that the text is about."""
        if one.told:
            return self._shifted(one, before)
        about = self.statement.current
        if one.first and one.last and about and one.first <= about < one.last:
            return about
        return one.last

    def _shifted(self, one: Moment, before: date | None) -> date | None:
        """Return the day that words like "tahun lalu" mean, if they say it."""
        shift = _shifts().get(self.statement.low[one.start : one.end])
        published = self.statement.published or self.about
        if one.told == "now":
            return self.about
        if shift is None or published is None:
            return None
        if shift.of == "year":
            return date(published.year + shift.by, 12, 31)
        if shift.of == "month":
            end = _moved(published, shift.by, ends=True)
            return _moved(end, shift.by, ends=True) if end == self.about else end
        since = before if one.told == "later" else self.about
        return _moved(since, shift.by) if since else None

    def _about(self) -> date | None:
        """Return the day that a text is about: the latest that it names, not ahead, and not only compared with."""
        statement = self.statement
        latest = statement.published or statement.current
        aimed = {draft.when for draft in statement.drafts if draft.measure in _AIMS}
        aimed -= {draft.when for draft in statement.drafts if draft.measure in _LEVELS}
        said = [
            one.last
            for one in statement.moments
            if one.last
            and one.weekday is None
            and (latest is None or one.last <= latest)
            and not self._compared(one)
            and not self._of_writing(one)
            and one not in aimed
        ]
        about = max(said, default=None)
        return about if about and latest and (latest - about).days <= _RECENT else None

    def _compared(self, one: Moment) -> bool:
        """Say whether a time is one with which another is only compared, or since which something is counted."""
        low = self.statement.low
        before = low[max(0, one.start - _BEFORE) : one.start]
        return bool(
            pattern("dates", "compared").search(before)
            or pattern("dates", "since").match(low, one.start)
            or pattern("dates", "moved").search(before)
            or (pattern("dates", "from").search(before) and pattern("dates", "onward").match(low, one.end))
        )

    def _of_writing(self, one: Moment) -> bool:
        """Say whether a day is that on which a text was written: close to publication, and no "per" before it."""
        published, low = self.statement.published, self.statement.low
        if not one.is_day or one.last is None or published is None or (published - one.last).days > _WRITTEN:
            return False
        return not pattern("dates", "as_of").search(low[max(0, one.start - _BEFORE) : one.start])

    def _heads(self) -> dict[int, Moment]:
        """Return, for the figures of a table, the time that heads their column."""
        starts, moments = self.statement.words.starts, self.statement.moments
        begins = [one.start for one in moments]
        found: dict[int, Moment] = {}
        for at, (first, last) in self.statement.heads.items():
            number = bisect_left(begins, starts[first]) if first < last else len(moments)
            if number < len(moments) and begins[number] <= starts[last - 1]:
                found[at] = moments[number]
        return found


def _moved(day: date, months: int, *, ends: bool = False) -> date:
    """Return the day some months later; the last of a month stays the last."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    last = monthrange(year, month + 1)[1]
    is_last = ends or day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))
