"""The tables of funds: budget lines as delivered and as they count, and who may pay for whom by law."""

from __future__ import annotations

from cakupan.schema.shapes import (
    BATCH_COLUMN,
    DAY,
    FLAG,
    RECORD_COLUMN,
    REGION_COLUMN,
    ROW_COLUMN,
    SHEET_COLUMN,
    SINCE_COLUMN,
    SMALL,
    TEXT,
    UNTIL_COLUMN,
    WHOLE,
    Column,
    Table,
)

_PLACE_IN_FILE = (RECORD_COLUMN, BATCH_COLUMN, SHEET_COLUMN, ROW_COLUMN)
_LINE = (
    REGION_COLUMN,
    Column("payer", TEXT, "whose money it is: a code of payers.toml, or the words of the list where it is none"),
    Column("name", TEXT, "what the line is called"),
    Column("year", SMALL, "budget year", "year"),
    Column("account", TEXT, "account of the budget (kode rekening)", empty=True),
    Column("since", DAY, "first day of the first month that it pays for"),
    Column("until", DAY, "first day after the last month that it pays for"),
    Column("ceiling", WHOLE, "most that may be spent", "rupiah"),
    Column("group_codes", TEXT, "groups of groups.toml that it is meant for, joined by commas; * for all that may"),
    Column("least_months", SMALL, "months that each person gets at least", "months", empty=True),
    Column("priority", SMALL, "which line is used first; lowest wins", empty=True),
    Column("carried", WHOLE, "part of the ceiling that was left of the year before", "rupiah", empty=True),
    Column("village_money", FLAG, "whether it names Dana Desa, which may not pay contributions"),
    Column("source", TEXT, "who says so, where and when", empty=True),
    Column("note", TEXT, "remark", empty=True),
)
_PAYER = Column("payer", TEXT, "code of payers.toml")

FUND = Table("fund", "A budget line that contributions may be paid from.", ("record",), (*_PLACE_IN_FILE, *_LINE))

BUDGET_LINE = Table(
    "budget_line",
    "A budget line as the latest list that names it has it, with its windows.",
    ("region", "payer", "name", "year", "since", "record"),
    (
        *_PLACE_IN_FILE,
        Column("line", TEXT, "what makes windows one line: region, payer, year, name and account"),
        *_LINE,
    ),
)

FUND_RULE = Table(
    "fund_rule",
    "For which group and segment a payer may pay by law, and in which order.",
    ("payer", "group_code", "segment", "since"),
    (
        _PAYER,
        Column("group_code", TEXT, "group of groups.toml with all within it; * for everybody"),
        Column("segment", TEXT, "BPU, or PU where the payer is the employer"),
        Column("turn", SMALL, "order among those it may pay for; 1 comes first"),
        SINCE_COLUMN,
        UNTIL_COLUMN,
    ),
)

FUND_TERM = Table(
    "fund_term",
    "How a payer's money goes with the budget year.",
    ("payer", "since"),
    (
        _PAYER,
        Column("within_year", FLAG, "whether it pays only for months of its budget year"),
        Column("carries", FLAG, "whether what is left is budgeted again for the same purpose"),
        SINCE_COLUMN,
        UNTIL_COLUMN,
    ),
)
