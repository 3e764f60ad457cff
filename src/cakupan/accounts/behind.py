"""The rows of files behind one cause of an account; what they add sums to what the cause changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cakupan.accounts.comparison import NOBODY, STEPS, Comparison, changes, place_of, text
from cakupan.accounts.shapes import Row
from cakupan.disclosure import NIK_MASK
from cakupan.results import Result
from cakupan.results.compose import day_sql
from cakupan.schema import ALL

#: Nothing is known of files: the denominator's two causes are its steps.
_NO_FILES = {"gone": NOBODY, "came": NOBODY, "rest_out": "''", "rest_in": "''"}
#: The step in which a denominator's cause changes persons.
_HOW = {"denominator_revised": "clock", "denominator_changed": "date"}
#: Rows that hold persons from when until when, of either build; the lowest priority counts where two overlap.
_COVER = """
    select '{side}' as side, p.person, p.spell as record, g.priority, p.began, p.first_record, p.since, p.until
    from {side}_protected p join {side}_segment g on g.segment = p.segment
"""
_ELIGIBLE = """
    select '{side}' as side, person, record, recency as priority, since as began, record as first_record, since, until
    from {side}_listing
    where role = 'base'
"""


def rows(comparison: Comparison, cause: str) -> list[Row]:
    """Return the rows behind a cause as it is shown, by file, sheet and row; of figures the one that went first."""
    return _Behind(comparison).rows(cause)


class _Behind:
    """A comparison with the input rows of both builds named."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison, self.engine = comparison, comparison.engine
        batches = comparison.workspace.batches()
        inside = {name for answers in comparison.answers for name in answers.about["batches"]}
        lists = [batch for batch in batches if batch.name in inside and batch.about["kind"] in ("members", "workers")]
        self.engine.table("place", [path for batch in lists for path in batch.rows])
        for side, answers in zip("ab", comparison.answers, strict=True):
            for name in ("listing", "segment"):
                comparison.name(side, name, answers)
        self.files = {batch.name: batch.about["file"] for batch in batches}

    def rows(self, cause: str) -> list[Row]:
        """Return the rows of the persons of a cause, then those of each denominator's step that is shown as it."""
        one = self.comparison
        found = list(self._persons(one.changes(one.region), _COVER, f"cause = '{cause}'"))
        ends = one.ends()
        for step, (start, end) in STEPS.items():
            if one.named(step, ends) == cause and None not in [result.denominator for result in ends]:
                found += self._denominator(step, ends[start], ends[end])
        return found

    def _persons(self, changed: str, held: str, wanted: str, definition: str = "") -> Iterator[Row]:
        told = {"held": " union all ".join(held.format(side=side) for side in "ab"), "wanted": wanted, "nik": NIK_MASK}
        select = text("rows.sql", told)
        for batch, sheet, row_no, nik, adds in self.engine.rows(f"with {changed},\n{select}"):
            yield Row(batch, self.files[batch], sheet, row_no, nik, definition, adds)

    def _denominator(self, step: str, then: Result, now: Result) -> list[Row]:
        """Return the rows that a denominator lost and won in a step: persons of lists, or published figures."""
        sides = {"denominator_revised": (0, 1), "denominator_changed": (1, 1)}[step]
        if then.basis == now.basis == "list":
            return list(self._listed(step))
        gone = self._of(sides[0], then, -1)
        came = self._of(sides[1], now, 1)
        same = [(replace(row, adds=-row.adds)) for row in gone] == came
        return [] if same else [*gone, *came]

    def _listed(self, step: str) -> Iterator[Row]:
        """Yield the rows of the persons who are on the base lists of only one of two answers."""
        one = self.comparison
        files = _NO_FILES if one.two_clocks else None
        changed = changes(one.days, place_of(one.region), one.question.segment, files, "eligible")
        return self._persons(changed, _ELIGIBLE, f"how in ('{_HOW[step]}_in', '{_HOW[step]}_out')", "list")

    def _of(self, side: int, result: Result, sign: int) -> list[Row]:
        """Return all that one denominator is made of: every person on the list, or the figure as it was published."""
        if result.basis != "list":
            return self._figure(side, result, sign)
        one, letter = self.comparison, "ab"[side]
        segment = f" and segment = '{one.question.segment}'" if one.question.segment else ""
        day = day_sql(result.moment)
        everybody = (
            f"change as (select person, {sign} as delta, null as record, '{letter}' as side, {day} as day "
            f"from {letter}_timeline where track = 'eligible' and since <= {day} and {day} < until "
            f"and {place_of(one.region)}{segment})"
        )
        return list(self._persons(everybody, _ELIGIBLE, "true", result.definition))

    def _figure(self, side: int, result: Result, sign: int) -> list[Row]:
        """Return the row of the figure that is the denominator of a result: the latest up to its date."""
        quoted = {key: str(getattr(result, key)).replace("'", "''") for key in ("definition", "source", "place")}
        same = " and ".join(f"{key} = '{value}'" for key, value in quoted.items())
        found = self.comparison.answers[side].engine.rows(
            "select batch, sheet, row_no, value from published where measure = 'eligible' and group_code = '*' "
            f"and region = '{result.region}' and segment = '{result.segment or ALL}' and {same} "
            f"and moment <= {day_sql(result.moment)} and value = {result.denominator} "
            "order by moment desc, batch, sheet, row_no limit 1"
        )
        return [
            Row(batch, self.files[batch], sheet, row_no, "", result.definition, sign * value)
            for batch, sheet, row_no, value in found
        ]
