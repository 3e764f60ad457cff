"""Invented people as one chain of SELECTs over person numbers: any of them, in any order, the same on every machine.

People are laid over the kabupaten by population, and within one over its villages: a person's place follows from the
number by arithmetic, without anybody else being made. So do NIKs differ by arithmetic: of those whose NIK is of one
kabupaten, every `SERIALS`-th has the same serial number, and their days of birth are steps through all days, whose
number is prime. Serials begin at 9001: an office gives them from 0001, a handful a day, so these are nobody's.
The younger of two twins has the elder's day, village and serial plus 333; who is on no list of workers, plus 666.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from cakupan.findings import Refusal
from cakupan.synth.dice import Dice
from cakupan.synth.errors import Setting
from cakupan.synth.ground import SLOTS, Ground
from cakupan.synth.words import PATTERNS, PLACES
from cakupan.synth.work import PLACES as JOBS

#: Serial numbers of one kind of people, each with three weights of days; three kinds stay below a thousand.
SERIALS = 111
_SPACE = 3 * SERIALS
_WOMEN = 0.39
_TWINS_OF_ONE_SEX = 0.7


@dataclass(frozen=True, slots=True)
class People:
    """The invented people of one seed.

    Attributes:
        workers: how many there are: persons 0 .. workers - 1.
        others: of how many places those take some who are on no list of workers.
        at: the day on which they are of working age.

    """

    dice: Dice
    ground: Ground
    setting: Setting
    workers: int
    others: int
    at: date

    @property
    def key(self) -> str:
        """Return the SQL of a number that no two people share, from the columns of a source."""
        return f"if(unlisted, {self.workers} + person, person)"

    def select(self, source: str) -> str:
        """Return the SELECT of people in the order of its source.

        Its columns are row, person, unlisted, nik, birth, woman, word_1 to word_3 (the name), the village of residence
        (village_code, village, district, regency_title, within), job (a place of `synth_work`), and what `spoil` needs.

        Args:
            source: SELECT of row, person and unlisted; person is 0 .. workers - 1, or where unlisted 0 .. others - 1.

        """
        return self._chain(source, "born.sql", "people.sql")

    def niks(self, source: str) -> str:
        """Return the SELECT of row and nik of the people of a source, and nothing else of them."""
        return f"{self._chain(source, 'born.sql')} select row, nik from born"

    def _chain(self, source: str, *names: str) -> str:
        return ", ".join(map(_text, names)).format(source=source, **self._numbers(), **self._throws())

    def _numbers(self) -> dict[str, int]:
        cells = self.ground.cells
        return {
            "workers": self.workers, "others": max(1, self.others), "slots": SLOTS, "serials": SERIALS, "space": _SPACE,
            "cells": cells, "steps_most": cells - 1, "inside": self.ground.inside, "patterns": PATTERNS,
            "places": PLACES, "places_most": PLACES - 1, "jobs": JOBS,
        }  # fmt: skip

    def _throws(self) -> dict[str, str]:
        dice, setting = self.dice, self.setting
        return {
            "key": self.key,
            "pair": dice.throw("person // 2", "pair"),
            "twin": dice.below(2 * setting.twins, "pair"),
            "twin_or_namesake": dice.below(2 * (setting.twins + setting.namesakes), "pair"),
            "steps": dice.throw(f"regency * {SERIALS} + turn % {SERIALS}", "steps"),
            "home": dice.throw("kin", "home"),
            "moved": dice.below(setting.moved, "home"),
            "village": dice.throw("kin", "village"),
            "same_sex": dice.below(_TWINS_OF_ONE_SEX, dice.throw("key", "twin")),
            "woman": dice.below(_WOMEN, dice.throw("kin", "sex")),
            "words": dice.throw("kin", "words"),
            "pattern": dice.throw("kin", "pattern"),
            "job": dice.throw("key", "work"),
        }


@cache
def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")


def check_room(ground: Ground, people: int) -> None:
    """See that no kabupaten gets more people than there are NIKs that are nobody's.

    Raises:
        Refusal: it does; says how many people there can be.

    """
    most = SERIALS * (ground.cells - 1) * SLOTS // ground.widest
    if people > most:
        raise Refusal("synth_crowded", most=most)
