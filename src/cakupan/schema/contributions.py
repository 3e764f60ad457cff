"""The tables of contributions: what the law and the office say, work under contribution, and what is owed for it."""

from __future__ import annotations

from cakupan.schema.shapes import (
    BATCH_COLUMN,
    FLAG,
    NPP_COLUMN,
    OFFICE_COLUMN,
    PERSON_COLUMN,
    REGION_COLUMN,
    SEGMENT_COLUMN,
    SMALL,
    TEXT,
    WHOLE,
    Column,
    Table,
)

_FLAGS = tuple(Column(name, FLAG, f"whether {name.upper()} is paid for") for name in ("jkk", "jkm", "jht", "jp", "jkp"))
_SINCE_MONTH = Column("since_month", SMALL, "first month, in months since January of year 0")
_UNTIL_MONTH = Column("until_month", SMALL, "first month no longer; 119999 while open")

DUTY = Table(
    "duty",
    "The programmes that the law makes a duty, for lists that do not say which ones are paid.",
    ("segment", "scale", "since_month"),
    (
        SEGMENT_COLUMN,
        Column("scale", TEXT, "scale of the business; empty text: what is a duty at every scale, or without one"),
        *_FLAGS,
        _SINCE_MONTH,
        _UNTIL_MONTH,
    ),
)

PENSION_AGE = Table(
    "pension_age",
    "How long JP is owed, by month of birth: until the pension age is reached that is in force on that day.",
    ("born_since",),
    (
        Column("born_since", SMALL, "first month of birth"),
        Column("born_until", SMALL, "first month of birth no longer"),
        Column("months", SMALL, "pension age", "months"),
        Column("step_month", SMALL, "month since which that age is the one in force"),
    ),
)

BAND = Table(
    "band",
    "The base of every income of a non-wage earner, in steps of Rp100,000.",
    ("step_no", "since"),
    (
        Column("step_no", WHOLE, "income divided by Rp100,000, cut to a whole number"),
        Column("since", WHOLE, "first month"),
        Column("until", WHOLE, "first month no longer"),
        Column("base", WHOLE, "base of the contribution", "rupiah a month"),
    ),
)

LAW_SETTING = Table(
    "law_setting",
    "What the office's settings say where its lists do not; one row.",
    ("relieved",),
    (
        Column("risk", TEXT, "class of risk of employers of whom none is known", empty=True),
        Column("scale", TEXT, "scale of employers of whom none is known", empty=True),
        Column("income", WHOLE, "income of BPU members of whom none is known", "rupiah a month", empty=True),
        Column("relieved", FLAG, "whether the conditions of the relief of 2020 are met"),
        Column("deferred", FLAG, "whether JP was put off under the relief of 2020"),
    ),
)

GROUP_RULE = Table(
    "group_rule",
    "What the office's settings say of the contributions of a group.",
    ("group_code",),
    (
        Column("group_code", TEXT, "group"),
        Column("transport", FLAG, "whether its members work in transport"),
        Column("state_paid", FLAG, "whether the state pays for them"),
    ),
)

WORK = Table(
    "work",
    "A person's work under contribution for a span of months in which nothing but the law changes.",
    ("person", "segment", "npp", "since_month", "work"),
    (
        Column("work", WHOLE, "the last input row of its spell; with the first month its name"),
        PERSON_COLUMN,
        SEGMENT_COLUMN,
        REGION_COLUMN,
        OFFICE_COLUMN,
        NPP_COLUMN,
        Column(
            "wage_m",
            WHOLE,
            "wage or income of the latest list up to the month that states one",
            "rupiah a month",
            empty=True,
        ),
        Column("risk", SMALL, "class of risk, 1 to 5", empty=True),
        *_FLAGS,
        Column("labour_intensive", FLAG, "whether the employer is of labour-intensive industry"),
        Column("transport", FLAG, "whether a non-wage earner works in transport"),
        Column("state_paid", FLAG, "whether the state pays for a non-wage earner"),
        Column("relieved", FLAG, "whether the conditions of the relief of 2020 are met"),
        Column("deferred", FLAG, "whether JP was put off under the relief of 2020"),
        Column("stated", FLAG, "whether the list says which programmes are paid; else those that are a duty"),
        _SINCE_MONTH,
        _UNTIL_MONTH,
        BATCH_COLUMN,
    ),
)

DUE = Table(
    "due",
    "Contribution owed: one line of the law for one work, in a span of months under one state of the law.",
    ("person", "work", "since_month", "programme", "payer", "kind"),
    (
        Column("work", WHOLE, "the last input row of its spell"),
        PERSON_COLUMN,
        SEGMENT_COLUMN,
        REGION_COLUMN,
        OFFICE_COLUMN,
        _SINCE_MONTH,
        _UNTIL_MONTH,
        Column("programme", TEXT, "JKK, JKM, JHT, JP, JKP"),
        Column("payer", TEXT, "employer, worker, self, government"),
        Column("kind", TEXT, "due; deferred; government and recomposed are paid by others or only moved"),
        Column("base", WHOLE, "rupiah that the rate is taken of", "rupiah a month", empty=True),
        Column("rate", WHOLE, "rate", "parts per million", empty=True),
        Column(
            "amount_m", WHOLE, "contribution of one month; empty where wage or risk is not known", "rupiah", empty=True
        ),
        Column("months", SMALL, "number of months; empty while open", "months", empty=True),
        Column("amount", WHOLE, "contribution of all months; empty while open or not known", "rupiah", empty=True),
        BATCH_COLUMN,
    ),
)
