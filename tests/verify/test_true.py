"""No alarm on true statements: some in every run, a million when `CAKUPAN_SOAK` is set."""

from __future__ import annotations

import os

import pytest

from cakupan import verify
from verify.generated import statement

ALL = 1_000_000 if "CAKUPAN_SOAK" in os.environ else 2_000
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_no_alarm_on_true_statements(part: int) -> None:
    for number in range(part, ALL, PARTS):
        text, lang, published = statement(number)
        reading = verify.read(text, lang=lang, published=published)
        assert [one.text["en"] for one in reading.relations if one.holds is False] == [], (number, text)


#: Statements whose sentences come near one another by chance: each once raised an alarm.
CHANCES = (
    7_679, 11_777, 28_901, 44_010, 51_286, 79_565, 87_610, 94_240, 101_236, 123_169, 128_546, 156_748, 166_796, 236_299,
    292_489,
)  # fmt: skip


@pytest.mark.parametrize("number", CHANCES)
def test_no_alarm_where_sentences_come_near_by_chance(number: int) -> None:
    text, lang, published = statement(number)
    reading = verify.read(text, lang=lang, published=published)
    assert [one.text["en"] for one in reading.relations if one.holds is False] == [], text
