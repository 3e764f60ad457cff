"""The tables of payers: who they are, whose contributions they pay and when, and where two pay for one."""

from __future__ import annotations

from cakupan.schema.shapes import (
    BATCH_COLUMN,
    FLAG,
    NPP_COLUMN,
    PERSON_COLUMN,
    RECORD_COLUMN,
    REGION_COLUMN,
    SEGMENT_COLUMN,
    SINCE_COLUMN,
    SMALL,
    TEXT,
    UNTIL_COLUMN,
    WAGE_COLUMN,
    WHOLE,
    Column,
    Table,
)

_PAYER = Column("payer", TEXT, "a code of payers.toml, or the words of the list; empty text where it is not stated")
_FLAGS = tuple(Column(name, FLAG, f"whether {name.upper()} is paid for") for name in ("jkk", "jkm", "jht", "jp", "jkp"))
_MONTHS = (
    Column("since_month", SMALL, "first month, in months since January of year 0"),
    Column("until_month", SMALL, "first month no longer; 119999 while open"),
    SINCE_COLUMN,
    UNTIL_COLUMN,
)
_KIND = Column(
    "kind",
    TEXT,
    "two_funds; same_fund (by two lists); self, employer, unknown: who pays already beside the fund",
)
_OTHER = (
    Column("other_payer", TEXT, "who pays already; empty text where the roster does not say"),
    Column("other_record", WHOLE, "the input row that says so"),
    Column("other_batch", TEXT, "its delivered file"),
)

PAYER = Table(
    "payer",
    "Who can pay contributions, by every way of writing it.",
    ("written",),
    (
        Column("written", TEXT, "code, or a spelling in capitals with single blanks"),
        Column("payer", TEXT, "code of payers.toml"),
        Column("bears", TEXT, "fund (pays for others), employer, self"),
        Column("state_paid", FLAG, "whether the law of contributions holds it to be the state"),
    ),
)

PAYING = Table(
    "paying",
    "Who pays for a person, from which month until which; only of persons for whom some list says that a fund pays.",
    ("person", "since_month", "record"),
    (
        PERSON_COLUMN,
        _PAYER,
        Column("bears", TEXT, "fund, employer, self, unknown"),
        Column("stated", FLAG, "whether the list says who pays; else an employer by law, or unknown"),
        Column("state_paid", FLAG, "whether the law of contributions holds the payer to be the state"),
        Column("kind", TEXT, "members (a roster) or workers (a list of those to be paid for)"),
        Column("group_code", TEXT, "group of the list of workers, or *"),
        Column("scope", TEXT, "what its list speaks for, as in `sighting`"),
        SEGMENT_COLUMN,
        REGION_COLUMN,
        NPP_COLUMN,
        *_FLAGS,
        WAGE_COLUMN,
        *_MONTHS,
        RECORD_COLUMN,
        BATCH_COLUMN,
    ),
)

OVERLAP = Table(
    "overlap",
    "Months of a person for which a fund pays and another pays already; each contribution too many counts once.",
    ("person", "record", "since_month"),
    (
        PERSON_COLUMN,
        _KIND,
        Column(
            "turn", SMALL, "1 for the first contribution too many in these months; those to be asked are counted apart"
        ),
        Column("payer", TEXT, "the fund whose contribution is at stake"),
        *_OTHER,
        SEGMENT_COLUMN,
        REGION_COLUMN,
        Column("group_code", TEXT, "group of the fund's list, or *"),
        WAGE_COLUMN,
        Column("risk", SMALL, "class of risk, 1 to 5", empty=True),
        *_FLAGS,
        Column("labour_intensive", FLAG, "whether the employer is of labour-intensive industry"),
        Column("transport", FLAG, "whether a non-wage earner works in transport"),
        Column("state_paid", FLAG, "whether the state pays for a non-wage earner"),
        Column("relieved", FLAG, "whether the conditions of the relief of 2020 are met"),
        Column("deferred", FLAG, "whether JP was put off under the relief of 2020"),
        *_MONTHS,
        RECORD_COLUMN,
        BATCH_COLUMN,
    ),
)

DOUBLE_PAYMENT = Table(
    "double_payment",
    "Contributions that a fund would pay for months for which another pays already, by the law of each month.",
    ("person", "record", "since_month"),
    (
        PERSON_COLUMN,
        _KIND,
        Column("payer", TEXT, "the fund whose contribution is at stake"),
        *_OTHER,
        SEGMENT_COLUMN,
        REGION_COLUMN,
        Column("group_code", TEXT, "group of the fund's list, or *"),
        *_MONTHS,
        Column("amount_m", WHOLE, "contribution of one month; empty where the wage is not known", "rupiah", empty=True),
        Column("months", SMALL, "number of months; empty while open", "months", empty=True),
        Column("amount", WHOLE, "contribution of all months; empty while open or not known", "rupiah", empty=True),
        RECORD_COLUMN,
        BATCH_COLUMN,
    ),
)
