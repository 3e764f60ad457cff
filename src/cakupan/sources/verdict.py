"""What is judged of every row: its place, what was derived of it, and one number of the rules that it breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from cakupan import fields
from cakupan.sources import judge, odd, places
from cakupan.sources.delivery import Delivery
from cakupan.sources.judge import Rule
from cakupan.sources.sheet import quoted
from cakupan.sources.stage import Stage

#: Columns of kinds/<kind>.judge.sql that are worth keeping; all others are needed for the rules alone.
_KEPT = {
    "workers": ("nik_valid", "nik_key", "nik_stem", "birth_moved", "born"),
    "employers": (),
    "figures": ("stated", "amount", "moment"),
    "targets": ("amount", "moment"),
    "funds": ("pays", "budget_year", "first_day", "past_day", "village_money"),
    "payments": ("nik_sure", "first_day", "past_day", "paid_stated", "paid_day"),
    "claims": ("nik_sure", "told_event", "paid_day"),
    "events": ("nik_sure", "happened", "happened_on"),
    "instruments": ("made_as", "past_day"),
    "activities": ("nik_sure", "held_on"),
}
#: Bits of a row that is no data.
SKIPPED = -1


def layout(kind: str) -> str:
    """Return whose files in kinds/ read a kind of list."""
    return "workers" if kind == "members" else kind


def sql(kind: str, part: str, said: dict[str, str]) -> str:
    """Return the SQL of a kind of list; `part` is judge or rows, `said` what was said of the file, as SQL."""
    text = (resources.files(__package__) / "kinds" / f"{layout(kind)}.{part}.sql").read_text("utf-8")
    return filled(text, said)


def filled(text: str, said: dict[str, str]) -> str:
    """Return SQL with what was said of the file put in."""
    for word, value in said.items():
        text = text.replace(f"said_{word}", value)
    return text


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that it takes to judge staged rows.

    Args:
        stage: the staged rows.
        kind: kind of list.
        kinds: field -> kind of value, for every field of the kind of list.
        odd_fields: the fields that have a table of odd texts.
        rules: what a row can break, in the order of the bits.
        said: what was said of the file, as SQL.

    """

    stage: Stage
    kind: str
    kinds: dict[str, str]
    odd_fields: Sequence[str]
    rules: list[Rule]
    said: dict[str, str]

    def prepare(self) -> None:
        """Make the table `nik_day`: the six digits of a NIK -> the day in the 1900s and in the 2000s, and the sex."""
        if "nik" in self.kinds:
            self.stage.engine.connection.execute(_NIK_DAYS).fetchall()

    def of(self, chosen: str) -> str:
        """Return the SELECT of the rows that an SQL condition on `s.rowid` chooses, in their order on one thread.

        Its columns: row, sheet_no, bits, place_id, place_region, office_region, the kept ones, and those of `fields`
        that go into the rows.
        """
        judging = sql(self.kind, "judge", self.said)
        bits = filled(judge.bits(self.rules), self.said)
        mentioned = _words(f"{judging} {bits}")
        office = "left join at_office on at_office.text = p.office" if "office" in self.stage.fields else ""
        shown = _words(sql(self.kind, "rows", self.said))
        columns = [*_KEPT[layout(self.kind)], *(name for name in self.fields() if name in shown)]
        return (
            f"with clean as ({odd.clean(self.stage, self.kinds, self.odd_fields, mentioned)} where {chosen}), "
            f"seen as ({judging}), "
            f"placed as (select c.*, place.id as place_id, place.region as place_region, place.flag as place_flag "
            f"from seen c {places.join(self.stage.fields)}) "
            f"select p.row, p.sheet_no, case when p.row in (select row from skipped) then {SKIPPED} "
            f"else {bits} end as bits, place_id, place_region, "
            f"{'at_office.code' if office else 'null::varchar'} as office_region, "
            f"{', '.join(f'p.{name}' for name in columns)} from placed p {office}"
        )

    def fields(self) -> list[str]:
        """Return the columns of the fields that the file has: `<field>`, and `<field>_o` where there are odd texts."""
        return [*self.stage.fields, *(f"{name}_o" for name in self.odd_fields)]

    def missing(self) -> dict[str, str]:
        """Return the columns of the fields that the file has not, with their SQL types."""
        told = {name: fields.get(kind).type for name, kind in self.kinds.items()}
        told |= {f"{name}_o": "varchar" for name in self.kinds}
        present = set(self.fields())
        return {column: kind for column, kind in told.items() if column not in present}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


_NIK_DAYS = """
create or replace table nik_day as
with days as (select date '2000-01-01' + i::integer as late from range(36525) as t(i)),
coded as (select late, year(late) as y, month(late) as m, day(late) as d from days)
select d * 10000 + m * 100 + y % 100 + female * 400000 as k, case female when 1 then 'P' else 'L' end as sex,
  case when not (y = 2000 and m = 2 and d = 29) then make_date(y - 100, m, d) end as early, late
from coded, (values (0), (1)) as t(female)
"""


def said(delivery: Delivery, year: int) -> dict[str, str]:
    """Return what was said of a file as SQL."""
    words = {"segment": delivery.segment, "group": delivery.group, "payer": delivery.payer}
    return {
        "position": f"date '{delivery.position}'" if delivery.position else "null::date",
        "year": str(year),
        **{word: quoted(told) if told else "null::varchar" for word, told in words.items()},
    }
