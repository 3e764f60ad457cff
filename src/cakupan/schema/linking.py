"""The tables of who is who: what rows tell, which of them resemble each other, what was decided, and the persons."""

from __future__ import annotations

from cakupan.schema.shapes import DAY, FLAG, SMALL, TEXT, WHOLE, Column, Table
from cakupan.schema.shapes import PERSON_COLUMN as _PERSON
from cakupan.schema.shapes import RECORD_COLUMN as _RECORD

FACE = Table(
    "face",
    "What rows tell alike of a person: NIK, name, birth date, sex and village; and whether somebody else may be meant.",
    ("face",),
    (
        Column("face", WHOLE, "hash of what is told"),
        Column("unit", WHOLE, "NIK with the number of its story behind it; below zero for who has no NIK of use"),
        Column("record", WHOLE, "the first row received that tells so"),
        Column("side", SMALL, "where the unit is seen: 1 base list, 2 roster, 3 both, 4 group lists alone"),
        Column("asks", FLAG, "whether the unit looks for itself elsewhere: it has no NIK, or is on one side alone"),
    ),
)

_LEVELS = (
    Column("name_level", SMALL, "how names agree, as the recipe has it; 0 not at all", empty=True),
    Column("birth_level", SMALL, "how birth dates agree; 0 not at all, -1 one is missing", empty=True),
    Column("region_level", SMALL, "how regions agree; 0 not at all, -1 one is missing", empty=True),
    Column("sex_level", SMALL, "whether sexes agree; -1 one is missing", empty=True),
    Column("nik_level", SMALL, "how NIKs agree; 0 not at all, -1 one is missing", empty=True),
)

LIKENESS = Table(
    "likeness",
    "Two faces that may be one person, and how much speaks for it.",
    ("face_l", "face_r"),
    (
        Column("face_l", WHOLE, "one face"),
        Column("face_r", WHOLE, "the other"),
        Column("weight", WHOLE, "evidence for one person", "thousandths of a bit"),
        *_LEVELS,
    ),
)

DECISION = Table(
    "decision",
    "What people decided of two rows: one person, or two.",
    ("number",),
    (
        Column("number", WHOLE, "number of the event"),
        Column("verdict", TEXT, "same or apart"),
        Column("record_l", WHOLE, "one row"),
        Column("record_r", WHOLE, "the other"),
        Column("day", DAY, "when it was decided"),
    ),
)

PAIRING = Table(
    "pairing",
    "Two units that may be one person, and what became of it.",
    ("unit_l", "unit_r"),
    (
        Column("unit_l", WHOLE, "one unit"),
        Column("unit_r", WHOLE, "the other"),
        Column("record_l", WHOLE, "a row of the one"),
        Column("record_r", WHOLE, "a row of the other"),
        Column("probability", WHOLE, "that they are one person, others weighed who could be", "parts per million"),
        Column("alone", WHOLE, "the same, if nobody else could be", "parts per million"),
        Column(
            "standing",
            TEXT,
            "joined; unsure; rival (another is as likely); beside (both in one list); chain (would join two NIKs); "
            "same or apart (decided)",
        ),
        *_LEVELS,
    ),
)

OPEN_PAIR = Table(
    "open_pair",
    "A pair that counts as two persons and may be one, told of each file that it is of.",
    ("batch", "record_l", "record_r"),
    (
        Column("batch", TEXT, "a delivered file with a row of the pair"),
        Column("record_l", WHOLE, "one row"),
        Column("record_r", WHOLE, "the other"),
        Column("standing", TEXT, "as in `pairing`"),
    ),
)

PERSON = Table(
    "person",
    "Which person an input row speaks of, and why we think so.",
    ("record",),
    (
        _RECORD,
        _PERSON,
        Column(
            "decided_by",
            TEXT,
            "nik, nik_repaired (last digit by another row), split (one NIK, two persons), name (and birth date), "
            "nik_slip (a digit mistyped), likeness (weighed), decision",
        ),
        Column("probability", WHOLE, "that it is right", "parts per million"),
    ),
)
