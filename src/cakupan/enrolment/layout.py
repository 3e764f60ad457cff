"""Layouts of the file for a branch: which columns it has, what each holds, and how its answer is written in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date as day
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal

SHIPPED = "kolektif"
#: What the branch fills in.
ANSWERS = ("kpj", "status", "reason")
HOLDS = (
    "no", "nik", "name", "birth_date", "sex", "region", "village", "district", "regency", "province", "occupation",
    "phone", "segment", "programmes", "first_month", "last_month", "months", "price", "total", "payer", "line", "mark",
    "fixed", *ANSWERS,
)  # fmt: skip
_NEEDED = ("nik", "mark", "kpj", "reason")
_KEYS = {"name", "sheet", "date", "accepted", "rejected", "column"}


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A column: its heading, what it holds, and its content where that is the same in all rows."""

    heading: str
    holds: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file for the branch is laid out.

    Attributes:
        code: name of its file. sheet: of the workbook. date: how days are written.
        accepted, rejected: words of the column of status, in capitals.

    """

    code: str
    sheet: str
    date: str
    accepted: frozenset[str]
    rejected: frozenset[str]
    columns: tuple[LayoutColumn, ...]

    def day(self, when: day) -> str:
        """Return a day as this layout writes it."""
        return self.date.replace("YYYY", f"{when:%Y}").replace("MM", f"{when:%m}").replace("DD", f"{when:%d}")

    def heading(self, holds: str) -> str:
        """Return the heading of the column that holds something; empty text where there is none."""
        return next((column.heading for column in self.columns if column.holds == holds), "")


def read(office: Path, code: str = SHIPPED) -> Layout:
    """Return a layout by its name, the office's own before the shipped one.

    Raises:
        Refusal: there is none, it is not TOML, or it lacks or has what it may not.

    """
    own, shipped = office / "layouts", resources.files(__package__) / "layouts"
    known = {Path(str(file)).stem: file for folder in (shipped, own) if folder.is_dir()
             for file in folder.iterdir() if file.name.endswith(".toml")}  # fmt: skip
    if code not in known:
        raise Refusal("enrol_no_layout", layout=code, known=", ".join(sorted(known)))
    try:
        told = tomllib.loads(known[code].read_text("utf-8").removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("settings_broken", file=f"{code}.toml", error=str(error)) from error
    wrong = _wrong(told)
    if wrong:
        raise Refusal("enrol_layout", file=f"{code}.toml", what=wrong)
    columns = tuple(LayoutColumn(one["heading"], one["holds"], one.get("value", "")) for one in told["column"])
    yes, no = (frozenset(word.upper() for word in told.get(key, ())) for key in ("accepted", "rejected"))
    return Layout(code, told.get("sheet", "Peserta"), told.get("date", "DD-MM-YYYY"), yes, no, columns)


def _wrong(told: dict[str, Any]) -> str:
    """Return what is wrong with a layout; empty text where nothing is."""
    if strange := told.keys() - _KEYS:
        return ", ".join(sorted(strange))
    listed = told.get("column")
    if not isinstance(listed, list) or not all(_is_column(one) for one in listed):
        return 'column = [{ heading = "…", holds = "…" }]'
    holds = [one["holds"] for one in listed]
    if unknown := [word for word in holds if word not in HOLDS]:
        return f"holds = {unknown[0]}"
    if lacking := [word for word in _NEEDED if holds.count(word) != 1]:
        return f"holds = {lacking[0]}"
    headings = [one["heading"].strip() for one in listed]
    twice = [heading for heading in headings if headings.count(heading) > 1 or not heading]
    if twice:
        return f"heading = {twice[0]}"
    texts = [told.get(key, "-") for key in ("sheet", "date")]
    words = [*told.get("accepted", ()), *told.get("rejected", ())]
    return "" if all(isinstance(text, str) and text for text in (*texts, *words)) else "sheet, date, accepted, rejected"


def _is_column(one: object) -> bool:
    if not isinstance(one, dict) or not {"heading", "holds"} <= one.keys() <= {"heading", "holds", "value"}:
        return False
    return all(isinstance(text, str) for text in one.values())
