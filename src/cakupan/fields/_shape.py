"""The one shape of all fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

#: Ways of writing "nothing" in a cell, in small letters.
NOTHING = frozenset(
    {"", "-", "--", "---", ".", "..", "?", "–", "x", "n/a", "na", "nan", "null", "none", "nihil", "kosong"}
    | {"tidak ada", "tdk ada", "belum ada", "blm ada", "tidak punya", "tidak diketahui"}
    | {"#n/a", "#ref!", "#value!", "#name?", "#div/0!"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an odd cell says: its value (or None), and the code of the finding if there is one."""

    value: object = None
    code: str = ""
    detail: str = ""


EMPTY = Reading()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the file as a whole tells about its cells."""

    day: date
    #: What `Field.survey` learnt from the odd cells of the column; empty text: nothing.
    hint: str = ""
    #: Codes by their spellings in capitals, per code list (`segments`, `groups`).
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: The day of serial 0 in the sender's spreadsheet.
    epoch: date = date(1899, 12, 30)


def no_survey(_texts: Iterable[str]) -> str:
    """Learn nothing from the column."""
    return ""


def never(_column: str, _setting: Setting) -> str:
    """Leave every cell to `odd`."""
    return "null"


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of value: SQL for usual cells, Python for odd ones.

    Args:
        type: SQL type of the value.
        usual: SQL over a text column that is the value, or NULL where the cell is empty or odd.
        odd: reads one odd text; called once per distinct text.
        codes: finding codes that `odd` can give.
        survey: looks at the distinct odd texts of a file and returns the hint for `odd`.
        hinted: SQL over distinct odd texts that is what `odd` says of the plainest of them once the hint is known, or
            NULL; it spares Python columns with few equal cells.

    """

    type: str
    usual: Callable[[str, Setting], str]
    odd: Callable[[str, Setting], Reading]
    codes: tuple[str, ...] = ()
    survey: Callable[[Iterable[str]], str] = no_survey
    hinted: Callable[[str, Setting], str] = never


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().lower() in NOTHING
