"""Lampiran I: 191 groups of business, found by word, never by KBLI."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from cakupan import law


def test_there_are_as_many_groups_as_the_annex_has() -> None:
    assert Counter(group.risk for group in law.groups()) == {"I": 23, "II": 25, "III": 96, "IV": 23, "V": 24}
    assert len({group.key for group in law.groups()}) == 191


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("pemerintahan", ["I-11"]),
        ("PERKEBUNAN gula", ["II-2", "II-4"]),
        ("perangkat desa", ["I-11"]),
        ("rumah makan", ["II-24"]),
        ("IV-20", ["IV-20"]),
        ("bengkel", ["III-95", "IV-3"]),
        ("nothing such", []),
    ],
)
def test_found_by_word(words: str, keys: list[str]) -> None:
    assert [group.key for group in law.groups(words)] == keys


def test_a_group_has_the_rate_of_its_class() -> None:
    (group,) = law.groups("bahan peledak")
    told = law.group_machine(law.read(), group, date(2026, 2, 1))
    assert (told["risk"], told["rate"], told["grade"]) == ("V", 0.0174, "B")
