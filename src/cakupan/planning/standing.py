"""Every person that a plan or a list of the vulnerable is about, on a day: one SELECT, held for all that ask of it."""

from __future__ import annotations

from datetime import date
from importlib import resources

from cakupan.law import Criteria, month_no
from cakupan.results import Answers
from cakupan.results.compose import day_sql, within

#: The relation that `hold` makes; its columns are those of `standing.sql`.
STANDING = "standing"


def hold(answers: Answers, region: str, day: date, criteria: Criteria | None) -> None:
    """Hold the relation `standing` of a build: one row a person in a region on a day.

    Args:
        answers: an open build.
        region: its code.
        day: the day.
        criteria: which occupations and groups are at risk; None where no regulation says so: then no risk is known.

    """
    answers.need({"paying"})
    words = {
        "day": day_sql(day), "month": str(month_no(day)), "risk": _risks(criteria),
        "inside": "true" if region == "ID" else within("region", region),
    }  # fmt: skip
    answers.engine.hold(STANDING, sql(STANDING, **words))


def sql(name: str, /, **words: str) -> str:
    """Return a SELECT of this room with its words filled in."""
    text = (resources.files(__package__) / f"{name}.sql").read_text("utf-8")
    for word, told in words.items():
        text = text.replace(f":{word}:", told)
    return text


def _risks(criteria: Criteria | None) -> str:
    told_of = criteria.risk if criteria else {}
    rows = [f"('{_quoted(word)}', {rank}, {str(word.isupper()).lower()})" for word, rank in told_of.items()]
    told = ", ".join(rows) or "('', 0, false)"
    return f"select * from (values {told}) as v(word, rank, of_group)" + ("" if rows else " where false")


def _quoted(word: str) -> str:
    return (word if word.isupper() else " ".join(word.lower().split())).replace("'", "''")
