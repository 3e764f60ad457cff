"""The tables of benefits: what would be paid to whom if it happened, and where the law cuts it."""

from __future__ import annotations

from cakupan.schema.shapes import (
    BATCH_COLUMN,
    DAY,
    FLAG,
    OFFICE_COLUMN,
    PERSON_COLUMN,
    REGION_COLUMN,
    SEGMENT_COLUMN,
    SINCE_COLUMN,
    SMALL,
    TEXT,
    UNTIL_COLUMN,
    WHOLE,
    Column,
    Table,
)

BENEFIT_SPAN = Table(
    "benefit_span",
    "The days between which no value of the law changes that a promise rests on.",
    ("since",),
    (Column("since", DAY, "first day"), UNTIL_COLUMN),
)

BENEFIT_STRETCH = Table(
    "benefit_stretch",
    "The months of membership, or of arrears, between which the law judges alike.",
    ("condition", "since_months"),
    (
        Column("condition", TEXT, "membership or arrears"),
        Column("since_months", SMALL, "least number", "months"),
        Column("until_months", SMALL, "first number no longer; 119999 while open", "months"),
    ),
)

PROMISE = Table(
    "promise",
    "A person's principal protection for days in which an event would be judged alike: a row of events not happened.",
    ("person", "since"),
    (
        PERSON_COLUMN,
        SEGMENT_COLUMN,
        REGION_COLUMN,
        OFFICE_COLUMN,
        SINCE_COLUMN,
        UNTIL_COLUMN,
        Column("jkk", FLAG, "whether JKK is paid for"),
        Column("jkm", FLAG, "whether JKM is paid for"),
        Column("wage_m", WHOLE, "wage or income under contribution", "rupiah a month", empty=True),
        Column("membership_months", SMALL, "months completed of unbroken protection in the segment on the first day"),
        Column("arrears_months", SMALL, "months unpaid in a row on the first day"),
        BATCH_COLUMN,
    ),
)

BENEFIT = Table(
    "benefit",
    "What a programme would pay at once for an event, on any day of an interval.",
    ("person", "since", "kind", "programme"),
    (
        PERSON_COLUMN,
        SEGMENT_COLUMN,
        REGION_COLUMN,
        OFFICE_COLUMN,
        Column("programme", TEXT, "JKK, JKM"),
        Column("kind", TEXT, "death, accident-death, total-disability"),
        SINCE_COLUMN,
        UNTIL_COLUMN,
        Column("amount", WHOLE, "sum of the lines paid; empty where the wage is not known", "rupiah", empty=True),
        Column("deferred", WHOLE, "sum of the lines paid only when arrears are settled", "rupiah", empty=True),
        Column("why", TEXT, "word of what stands in the way of a line: waiting, unpaid, arrears, employer", empty=True),
        BATCH_COLUMN,
    ),
)
