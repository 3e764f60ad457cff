"""What passes between members, payers and offices: money, events, regulations, activities."""

from __future__ import annotations

from cakupan.schema.shapes import BATCH_COLUMN as _BATCH
from cakupan.schema.shapes import DAY, FLAG, TEXT, WHOLE, Column, Table
from cakupan.schema.shapes import GROUP_COLUMN as _GROUP
from cakupan.schema.shapes import PERSON_COLUMN as _PERSON
from cakupan.schema.shapes import RECORD_COLUMN as _RECORD
from cakupan.schema.shapes import REGION_COLUMN as _REGION
from cakupan.schema.shapes import ROW_COLUMN as _ROW
from cakupan.schema.shapes import SHEET_COLUMN as _SHEET
from cakupan.schema.shapes import SINCE_COLUMN as _SINCE

_PLACE_IN_FILE = (_RECORD, _BATCH, _SHEET, _ROW)
_WHO = (
    Column("nik", TEXT, "NIK of 16 digits, where it can identify a person", empty=True),
    Column("kpj", TEXT, "member's card number (KPJ)", empty=True),
    Column("name", TEXT, "name in capitals, single spaces, without titles", empty=True),
    Column("birth_date", DAY, "date of birth", empty=True),
)
_STATED_SEGMENT = Column("segment", TEXT, "segment as stated; X where it is not")

PAYMENT = Table(
    "payment",
    "Contributions received for a run of months, from a person or from an employer.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        *_WHO,
        Column("npp", TEXT, "registration number (NPP) of the employer that paid", empty=True),
        _REGION,
        _STATED_SEGMENT,
        _GROUP,
        Column("programmes", TEXT, "programmes paid for, in alphabetical order, joined by commas", empty=True),
        Column("since", DAY, "first day of the first month paid for", empty=True),
        Column("until", DAY, "first day after the last month paid for", empty=True),
        Column("amount", WHOLE, "all that was paid for these months", "rupiah"),
        Column("paid_on", DAY, "day of payment; where none is stated the last day of the last month, or the position"),
        Column("paid_stated", FLAG, "whether the day of payment was stated"),
    ),
)

CLAIM = Table(
    "claim",
    "A benefit paid.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        *_WHO,
        Column("npp", TEXT, "employer's registration number (NPP)", empty=True),
        _REGION,
        _STATED_SEGMENT,
        _GROUP,
        Column("programmes", TEXT, "programme that paid", empty=True),
        Column("event", TEXT, "what happened: a code of events.toml", empty=True),
        Column("event_date", DAY, "day on which it happened", empty=True),
        Column("paid_on", DAY, "day on which the benefit was paid; the position where none is stated"),
        Column("amount", WHOLE, "benefit paid", "rupiah"),
        Column("number", TEXT, "number of the claim", empty=True),
    ),
)

EVENT = Table(
    "event",
    "A death, an accident or another event that somebody recorded.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        *_WHO,
        _REGION,
        Column("event", TEXT, "a code of events.toml"),
        Column("day", DAY, "day on which it happened"),
        Column("source", TEXT, "who recorded it", empty=True),
    ),
)

INSTRUMENT = Table(
    "instrument",
    "A regulation, an instruction or an agreement, with what it requires and whether it is applied.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        _REGION,
        Column("instrument", TEXT, "what it is: a code of instruments.toml"),
        Column("title", TEXT, "its title, or what it is about"),
        Column("number", TEXT, "its number", empty=True),
        Column("since", DAY, "first day in force", empty=True),
        Column("until", DAY, "first day no longer in force; 9999-12-31 when open"),
        Column("warn_from", DAY, "ninety days before `until`; 9999-12-31 when open"),
        Column("stage", TEXT, "whether there is one: a code of stages.toml"),
        Column("asks_ptsp", FLAG, "whether the permit counter (PTSP) must ask for membership", empty=True),
        Column("asks_construction", FLAG, "whether construction permits need membership", empty=True),
        Column("asks_budget", FLAG, "whether it asks for a budget for vulnerable workers", empty=True),
        Column("applied", FLAG, "whether it is applied", empty=True),
        Column("source", TEXT, "who says so, where and when", empty=True),
        Column("note", TEXT, "remark", empty=True),
    ),
)

ACTIVITY = Table(
    "activity",
    "A meeting, an outreach or a consultation, with what was promised.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        _REGION,
        Column("day", DAY, "day on which it took place"),
        Column("activity", TEXT, "what it was: a code of activities.toml"),
        Column("npp", TEXT, "registration number (NPP) of the employer it was with", empty=True),
        Column("nib", TEXT, "business number (NIB) of the employer it was with", empty=True),
        *_WHO,
        _GROUP,
        Column("partner", TEXT, "whom it was with, in words", empty=True),
        Column("commitment", TEXT, "what was promised", empty=True),
        Column("owner", TEXT, "who is to do it", empty=True),
        Column("due", DAY, "day by which it is due", empty=True),
        Column("done", FLAG, "whether it was done", empty=True),
        Column("done_on", DAY, "day on which it was done", empty=True),
        Column("source", TEXT, "where it is recorded", empty=True),
    ),
)

CONCERNED = Table(
    "concerned",
    "Which person a payment, a claim, an event or an activity concerns.",
    ("record",),
    (
        _RECORD,
        _PERSON,
        Column("decided_by", TEXT, "nik, kpj, name (and birth date, one person alone), or unlisted (a NIK on no list)"),
    ),
)

PAID = Table(
    "paid",
    "Payments that count: what a later list states anew replaces what it stated before.",
    ("paid_on", "record"),
    (
        _RECORD,
        _BATCH,
        Column("person", WHOLE, "the person paid for, where it is one", empty=True),
        Column("npp", TEXT, "registration number (NPP) of the employer that paid", empty=True),
        _REGION,
        _STATED_SEGMENT,
        Column("group_code", TEXT, "group of groups.toml as stated, or *"),
        Column("programmes", TEXT, "programmes paid for, joined by commas", empty=True),
        Column("since", DAY, "first day of the first month paid for", empty=True),
        Column("until", DAY, "first day after the last month paid for", empty=True),
        Column("amount", WHOLE, "all that was paid for these months", "rupiah"),
        Column("paid_on", DAY, "day of payment"),
    ),
    on="paid_on",
)

PAID_RUN = Table(
    "paid_run",
    "A non-wage earner (BPU) and months paid for without a hole, whoever paid and in however many payments.",
    ("person", "since"),
    (_PERSON, _SINCE, Column("until", DAY, "first day after the last month paid for")),
)

CLAIMED = Table(
    "claimed",
    "Benefits that count: what a later list states anew replaces what it stated before.",
    ("paid_on", "record"),
    (
        _RECORD,
        _BATCH,
        Column("person", WHOLE, "the person insured, where known", empty=True),
        _REGION,
        _STATED_SEGMENT,
        Column("group_code", TEXT, "group of groups.toml as stated, or *"),
        Column("programmes", TEXT, "programme that paid", empty=True),
        Column("event", TEXT, "a code of events.toml", empty=True),
        Column("event_date", DAY, "day on which it happened", empty=True),
        Column("paid_on", DAY, "day on which the benefit was paid"),
        Column("amount", WHOLE, "benefit paid", "rupiah"),
    ),
    on="paid_on",
)

DEATH = Table(
    "death",
    "A person who died, and when: the earliest day that a list of events or a claim states.",
    ("person",),
    (_PERSON, Column("day", DAY, "day of death")),
)

ENACTMENT = Table(
    "enactment",
    "A regulation, an instruction or an agreement as the latest list has it.",
    ("region", "instrument", "record"),
    (
        _RECORD, _BATCH, _SHEET, _ROW,
        *(column for column in INSTRUMENT.columns if column not in _PLACE_IN_FILE),
    ),
)  # fmt: skip

ENGAGEMENT = Table(
    "engagement",
    "A meeting, an outreach or a consultation as the latest list has it.",
    ("day", "record"),
    (
        _RECORD, _BATCH, _SHEET, _ROW,
        Column("person", WHOLE, "the person it was with, where it was one", empty=True),
        *(column for column in ACTIVITY.columns if column not in (*_PLACE_IN_FILE, *_WHO)),
    ),
    on="day",
)  # fmt: skip
