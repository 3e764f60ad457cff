"""The tables of keeping people covered: cover that ends, benefits that nobody claimed, and deaths among the covered."""

from __future__ import annotations

from cakupan.schema.shapes import (
    BATCH_COLUMN,
    DAY,
    FLAG,
    PERSON_COLUMN,
    RECORD_COLUMN,
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

_BEGAN = Column("began", DAY, "day on which the cover began without a hole")
_SEX = Column("sex", TEXT, "L or P")
_DEATHS = Column("deaths", WHOLE, "deaths a year by the life table", "per million living")

LIFE_TABLE = Table(
    "life_table",
    "Deaths a year per million living, by sex and class of age.",
    ("sex", "age"),
    (
        _SEX,
        Column("age", SMALL, "first age of the class", "years"),
        Column("until_age", SMALL, "first age no longer", "years"),
        _DEATHS,
    ),
)

ENDING = Table(
    "ending",
    "Unbroken cover of a person of which the end is known, who paid last, and from when on nobody pays.",
    ("person", "until", "record"),
    (
        PERSON_COLUMN,
        SEGMENT_COLUMN,
        REGION_COLUMN,
        Column("payer", TEXT, "who pays last: a code of payers.toml, or the words of the list; empty text: not stated"),
        _BEGAN,
        Column("paid_until", DAY, "first day after the last month paid", empty=True),
        Column("window_until", DAY, "first day after the last month for which a fund says it pays", empty=True),
        Column("unpaid_from", DAY, "first day for which nobody has paid or said to pay"),
        Column("until", DAY, "first day without cover, the grace of the segment included; 9999-12-31 when open"),
        Column("died", DAY, "day of death, where one is recorded", empty=True),
        Column("aged", FLAG, "whether the age limit of the segment is reached by the first day unpaid"),
        RECORD_COLUMN,
        BATCH_COLUMN,
    ),
)

ENTITLEMENT = Table(
    "entitlement",
    "An event that others recorded of somebody protected on its day: what the law promises, and whether it was paid.",
    ("person", "event", "day"),
    (
        PERSON_COLUMN,
        Column("event", TEXT, "DEATH, ACCIDENT, DISEASE, DISABILITY"),
        Column("day", DAY, "the earliest day that was told"),
        Column("last_day", DAY, "the latest day that was told"),
        Column("n", WHOLE, "rows of lists that tell it"),
        SEGMENT_COLUMN,
        REGION_COLUMN,
        Column("months", SMALL, "months completed of unbroken cover on that day", "months"),
        Column("match", TEXT, "sure: by NIK or KPJ, and name or birth date agree; likely: by less"),
        Column(
            "doubt",
            TEXT,
            "what needs a look first: before_birth, claim_before, claim_near, name_differs, days_differ",
            empty=True,
        ),
        Column("standing", TEXT, "owed, check, claimed, refused (the law promises nothing)"),
        Column("amount", WHOLE, "benefit of a death not by an accident at work", "rupiah", empty=True),
        Column("deferred", WHOLE, "what is paid only when arrears are settled", "rupiah", empty=True),
        Column("why", TEXT, "word of what stands in the way of a part: waiting, unpaid, arrears, employer", empty=True),
        Column(
            "most",
            WHOLE,
            "what a death by an accident at work, or a total disability, brings; empty: wage not known",
            "rupiah",
            empty=True,
        ),
        Column("hurt", FLAG, "of a death: whether an accident at work was recorded in its month or the one before"),
        Column("paid_on", DAY, "first day of payment of a claim for it", empty=True),
        Column("paid", WHOLE, "what was paid for it", "rupiah", empty=True),
        RECORD_COLUMN,
        BATCH_COLUMN,
    ),
    on="day",
)

SCHOLARSHIP_RULE = Table(
    "scholarship_rule",
    "What the law promises of scholarships, from when until when.",
    ("since",),
    (
        SINCE_COLUMN,
        UNTIL_COLUMN,
        Column("months", SMALL, "months paid that a death not by an accident at work needs", "months", empty=True),
        Column("least", WHOLE, "what one child at the lowest level has in a school year", "rupiah"),
        Column("most", WHOLE, "what as many children as may have at the highest level", "rupiah"),
    ),
)

SCHOLARSHIP = Table(
    "scholarship",
    "A school year for which no scholarship was drawn, since an event that was paid for and entitles to one.",
    ("person", "event", "day", "school_year"),
    (
        PERSON_COLUMN,
        Column("event", TEXT, "DEATH or DISABILITY"),
        Column("day", DAY, "the earliest day that was told"),
        Column("school_year", DAY, "its first day, of all years to come too"),
        SEGMENT_COLUMN,
        REGION_COLUMN,
        Column("earliest", FLAG, "whether it is the first one of this event"),
        Column("least", WHOLE, "what one child at the lowest level has in it", "rupiah"),
        Column("most", WHOLE, "what as many children as may have at the highest level", "rupiah"),
        RECORD_COLUMN,
        BATCH_COLUMN,
    ),
)

_LIVED = (
    PERSON_COLUMN,
    SEGMENT_COLUMN,
    REGION_COLUMN,
    _SEX,
    Column("age", SMALL, "first age of the class", "years"),
    _DEATHS,
    _BEGAN,
    SINCE_COLUMN,
    UNTIL_COLUMN,
    Column("since_no", SMALL, "number of the first day"),
    Column("until_no", SMALL, "number of the first day no longer"),
    Column("died", DAY, "day of death, where it fell into this cover and class", empty=True),
)

EXPOSURE = Table(
    "exposure",
    "A person's cover while alive within one class of age of the life table.",
    ("person", "since", "age"),
    _LIVED,
)

EXPOSURE_OF_GROUP = Table(
    "exposure_of_group",
    "The same of whoever was ever on the list of a group, once for each group.",
    ("group_code", "person", "since", "age"),
    (Column("group_code", TEXT, "group of groups.toml"), *_LIVED),
)
