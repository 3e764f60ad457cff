"""What figures measure by all that stands around them, and when that stands instead of what words say."""

from __future__ import annotations

import pytest

from cakupan import verify
from cakupan.verify import heard
from cakupan.verify.heard.clues import root
from cakupan.verify.reading import taken_apart
from cakupan.verify.statement import Draft, Statement

TEXT = "Peserta aktif di Kabupaten Banyumas 214.687 orang dari 684.654 pekerja, cakupannya 31,36 persen."


@pytest.fixture
def statement() -> Statement:
    return taken_apart(TEXT, "id", None, "")


def settled(statement: Statement, measure: str, score: float, **chances: float) -> Draft:
    """Return the first figure, of which words say a measure so plainly, once other chances are heard."""
    first = statement.drafts[0]
    first.measure, first.scores = measure, {measure: score}
    heard.settle(statement, {one: chances if one is first else {one.measure: 1.0} for one in statement.drafts})
    return first


def test_the_words_around_tell_what_a_figure_measures(statement: Statement) -> None:
    told = heard.measures().likely(statement)
    likeliest = {one.size: max(each, key=lambda name: each[name]) for one, each in told.items()}
    assert (likeliest[214_687], likeliest[684_654], likeliest[31.36]) == ("active", "eligible", "coverage")
    assert all(abs(sum(each.values()) - 1) < 1e-9 for each in told.values())


@pytest.mark.parametrize(
    ("word", "kept"), [("terlindungi", "lindung"), ("dilindungi", "lindung"), ("12.500", "0"), ("di", "di")]
)
def test_words_are_heard_by_their_roots(word: str, kept: str) -> None:
    assert root(word) == kept


@pytest.mark.parametrize(
    ("measure", "score", "chance", "taken"),
    [
        ("other", 0.0, 0.55, True),
        ("other", 0.0, 0.45, False),
        ("eligible", 1.0, 0.68, True),
        ("eligible", 1.0, 0.6, False),
        ("eligible", 5.0, 0.75, True),
        ("eligible", 5.0, 0.65, False),
        ("health_members", 5.0, 0.99, False),
    ],
)
def test_what_is_heard_must_be_likelier_the_plainer_words_say_otherwise(
    statement: Statement, measure: str, score: float, chance: float, taken: bool
) -> None:
    first = settled(statement, measure, score, active=chance, **dict.fromkeys(("uncovered", "other"), (1 - chance) / 2))
    assert (first.measure == "active", first.heard) == (taken, taken)


def test_people_are_counted_in_persons(statement: Statement) -> None:
    statement.drafts[0].unit = "other"
    assert settled(statement, "other", 0.0, active=0.9, other=0.1).unit == "persons"


def test_what_words_say_is_not_marked_as_heard() -> None:
    assert [one.heard for one in verify.read(TEXT).figures] == [False, False, False]
