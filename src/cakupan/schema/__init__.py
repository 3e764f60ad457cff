"""Every table, column by column: type, unit, meaning, may it be empty.

This is the only thing that all rooms of the house share. A step's SELECT is checked against it before it
runs; the reference manual is printed from it.
"""

from __future__ import annotations

from cakupan.schema.benefits import BENEFIT, BENEFIT_SPAN, BENEFIT_STRETCH, PROMISE
from cakupan.schema.contributions import BAND, DUE, DUTY, GROUP_RULE, LAW_SETTING, PENSION_AGE, WORK
from cakupan.schema.dealings import (
    ACTIVITY,
    CLAIM,
    CLAIMED,
    CONCERNED,
    DEATH,
    ENACTMENT,
    ENGAGEMENT,
    EVENT,
    INSTRUMENT,
    PAID,
    PAID_RUN,
    PAYMENT,
)
from cakupan.schema.funds import BUDGET_LINE, FUND, FUND_RULE, FUND_TERM
from cakupan.schema.keeping import (
    ENDING,
    ENTITLEMENT,
    EXPOSURE,
    EXPOSURE_OF_GROUP,
    LIFE_TABLE,
    SCHOLARSHIP,
    SCHOLARSHIP_RULE,
)
from cakupan.schema.linking import DECISION, FACE, LIKENESS, OPEN_PAIR, PAIRING, PERSON
from cakupan.schema.payers import DOUBLE_PAYMENT, OVERLAP, PAYER, PAYING
from cakupan.schema.shapes import ALL, DAY, FLAG, HORIZON, REAL, SMALL, TEXT, WHOLE, Column, Table
from cakupan.schema.shapes import BATCH_COLUMN as _BATCH
from cakupan.schema.shapes import GROUP_COLUMN as _GROUP
from cakupan.schema.shapes import NPP_COLUMN as _NPP
from cakupan.schema.shapes import OFFICE_COLUMN as _OFFICE
from cakupan.schema.shapes import PERSON_COLUMN as _PERSON
from cakupan.schema.shapes import PHONE_COLUMN as _PHONE
from cakupan.schema.shapes import RECORD_COLUMN as _RECORD
from cakupan.schema.shapes import REGION_COLUMN as _REGION
from cakupan.schema.shapes import RISK_COLUMN as _RISK
from cakupan.schema.shapes import ROW_COLUMN as _ROW
from cakupan.schema.shapes import SCALE_COLUMN as _SCALE
from cakupan.schema.shapes import SECTOR_COLUMN as _SECTOR
from cakupan.schema.shapes import SEGMENT_COLUMN as _SEGMENT
from cakupan.schema.shapes import SHEET_COLUMN as _SHEET
from cakupan.schema.shapes import SINCE_COLUMN as _SINCE
from cakupan.schema.shapes import UNTIL_COLUMN as _UNTIL
from cakupan.schema.shapes import WAGE_COLUMN as _WAGE

__all__ = ["ALL", "HORIZON", "KINDS", "TABLES", "Column", "Table", "empty"]

_PLACE_IN_FILE = (_RECORD, _BATCH, _SHEET, _ROW)

BATCH = Table(
    "batch",
    "One delivered file, with what the sender said of it.",
    ("batch",),
    (
        _BATCH,
        Column("kind", TEXT, "a kind of list: workers, members, employers, payments, claims, …"),
        Column("role", TEXT, "base, group or empty text"),
        Column("group_code", TEXT, "group of a group list, or empty text"),
        Column("payer", TEXT, "payer of all whom it lists, or empty text; such a list speaks for that payer alone"),
        Column("position", DAY, "date for which the rows are true", empty=True),
        Column("scope", TEXT, "region that the file speaks for; empty text: the villages found in it"),
        Column("complete", FLAG, "whether absence from it means something"),
        Column("planned", FLAG, "whether it lists candidates of a group: its position lay ahead when it was received"),
        Column("revision", SMALL, "order of receipt among files of one kind, group, payer, scope and position"),
        Column("turn", SMALL, "order of receipt among all files that count"),
    ),
)

RECORD = Table(
    "record",
    "One input row of a list of workers or a roster of members, cleaned; the verbatim row stays in the kept file.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        Column("nik", TEXT, "NIK of 16 digits", empty=True),
        Column("nik_key", FLAG, "whether the NIK may be used to identify the person"),
        Column("nik_given", TEXT, "the NIK as written, where it differs", empty=True),
        Column("nik_stem", WHOLE, "the first fifteen digits of a NIK whose last digit a spreadsheet lost", empty=True),
        Column("name", TEXT, "name in capitals, single spaces, without titles"),
        Column("birth_date", DAY, "date of birth", empty=True),
        Column("birth_given", TEXT, "the date as written, where another was used", empty=True),
        Column("sex", TEXT, "L or P", empty=True),
        _REGION,
        _OFFICE,
        _SEGMENT,
        _GROUP,
        Column("occupation", TEXT, "occupation as written", empty=True),
        Column("npp", TEXT, "employer's registration number (NPP)", empty=True),
        Column("kpj", TEXT, "member's card number (KPJ)", empty=True),
        Column("payer", TEXT, "who pays: a code of payers.toml, or the words of the list where it is none", empty=True),
        Column("programmes", TEXT, "programmes in alphabetical order, joined by commas", empty=True),
        Column("status", TEXT, "AKTIF or NONAKTIF, as the roster flags it", empty=True),
        Column("since", DAY, "first day stated in the row", empty=True),
        Column("until", DAY, "first day no longer stated in the row", empty=True),
        Column("paid_through", DAY, "first day of the last contribution month paid", empty=True),
        _WAGE,
        Column("titles", TEXT, "titles and degrees as written beside the name, joined by commas", empty=True),
        _PHONE,
    ),
)

EMPLOYER = Table(
    "employer",
    "One badan usaha as a delivered list has it.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        Column("npp", TEXT, "registration number (NPP)", empty=True),
        Column("nib", TEXT, "business number (NIB)", empty=True),
        Column("npwp", TEXT, "taxpayer number (NPWP), 15 digits, or a NIK", empty=True),
        Column("name", TEXT, "name in capitals"),
        _REGION,
        Column("n_workers", WHOLE, "workers declared", "workers", empty=True),
        Column("kbli", TEXT, "line of business (KBLI)", empty=True),
        Column(
            "kbli_edition", SMALL, "edition of KBLI that the list states: 2015, 2017, 2020, 2025", "year", empty=True
        ),
        _SCALE,
        _RISK,
        _SECTOR,
        Column("since", DAY, "registered since", empty=True),
        Column("until", DAY, "registered until", empty=True),
        _PHONE,
    ),
)

FIGURE = Table(
    "figure",
    "A total that somebody published.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        _REGION,
        Column("segment", TEXT, "segment, or * for all"),
        Column("group_code", TEXT, "group, or * for all"),
        Column("since", DAY, "earlier date of a figure that compares or sums up a period", empty=True),
        Column("moment", DAY, "date for which it was published"),
        Column("measure", TEXT, "measure it states"),
        Column("value", WHOLE, "its value in `unit`"),
        Column("unit", TEXT, "workers, persons, employers, idr, ppm (ratio), ppm_points, rank, count"),
        Column("qualifier", TEXT, "exact, rounded, lt, gt, approx_below, …"),
        Column("definition", TEXT, "code of definitions.toml"),
        Column("place", TEXT, "residence or office"),
        Column("source", TEXT, "who published it, where and when"),
        Column("note", TEXT, "remark of the compiler", empty=True),
        Column("written_unit", TEXT, "the unit as the source worded it, where it differs", empty=True),
    ),
)

TARGET = Table(
    "target",
    "A target that somebody set.",
    ("record",),
    (
        *_PLACE_IN_FILE,
        _REGION,
        Column("segment", TEXT, "segment, or * for all"),
        Column("group_code", TEXT, "group, or * for all"),
        Column("moment", DAY, "date by which it is due"),
        Column("measure", TEXT, "measure it is set for"),
        Column("value", WHOLE, "its value", "parts per million of the denominator"),
        Column("definition", TEXT, "code of definitions.toml: of what it is a share"),
        Column("source", TEXT, "who set it, where and when"),
    ),
)

FINDING = Table(
    "finding",
    "One complaint about a row, a file, or a number.",
    ("batch", "sheet", "row_no", "code", "field", "detail"),
    (
        _BATCH,
        _SHEET,
        Column("row_no", WHOLE, "row in the sheet from 1; 0 for the file or sheet as a whole"),
        Column("code", TEXT, "code of findings.toml"),
        Column("field", TEXT, "column it is about, or empty text"),
        Column("detail", TEXT, "what was seen, without personal data"),
    ),
)

REGION = Table(
    "region",
    "Nation, provinces, kabupaten and kota, kecamatan, villages.",
    ("code",),
    (
        Column("code", TEXT, "Kemendagri code with dots"),
        Column("name", TEXT, "bare name"),
        Column("title", TEXT, "name with its kind: Kabupaten Banyumas"),
        Column("level", TEXT, "nation, area, province, regency, district, village"),
        Column("parent", TEXT, "code of the region above", empty=True),
        Column("bps_code", TEXT, "code of Badan Pusat Statistik", empty=True),
        Column("population", WHOLE, "registered residents", "persons", empty=True),
        Column("lat", REAL, "latitude of the centre", "degrees", empty=True),
        Column("lng", REAL, "longitude of the centre", "degrees", empty=True),
        _SINCE,
        _UNTIL,
    ),
)

SEGMENT = Table(
    "segment",
    "Segments of membership, with the grace that keeps cover alive after the last month paid.",
    ("segment",),
    (
        Column("segment", TEXT, "code"),
        Column("priority", SMALL, "which segment is principal where two overlap; lowest wins"),
        Column("grace_months", SMALL, "months of cover after the last month paid", "months", empty=True),
    ),
)

AGE_LIMIT = Table(
    "age_limit",
    "The age at which membership of a segment ends, as the law has it; segments without one are not in it.",
    ("segment", "since"),
    (
        Column("segment", TEXT, "code"),
        _SINCE,
        _UNTIL,
        Column("years", SMALL, "age", "years"),
    ),
)

GROUP_WITHIN = Table(
    "group_within",
    "Which group lies inside which, each also inside itself.",
    ("group_code", "ancestor"),
    (
        Column("group_code", TEXT, "group"),
        Column("ancestor", TEXT, "group that holds it"),
    ),
)

AREA_PART = Table(
    "area_part",
    "Of which of today's provinces an area of the past consists.",
    ("area", "part"),
    (Column("area", TEXT, "code of the area"), Column("part", TEXT, "code of a province in it")),
)

CALENDAR = Table(
    "calendar",
    "Months as rows: time is a table, not a function.",
    ("month_no",),
    (
        Column("month_no", SMALL, "months since January of year 0"),
        Column("since", DAY, "first day of the month"),
        Column("until", DAY, "first day of the next month"),
    ),
)

SIGHTING = Table(
    "sighting",
    "A person seen in a delivered list or roster; rows that a later delivery corrected are gone.",
    ("record",),
    (
        _RECORD,
        _BATCH,
        Column("kind", TEXT, "workers or members"),
        _PERSON,
        Column("subject", TEXT, "segment of a roster, * for a base list, or the group of a list"),
        Column("scope", TEXT, "region that the delivery speaks for, and the payer where it is a list of one"),
        Column("position", DAY, "date for which the row is true"),
        Column("seen", FLAG, "false where the roster itself says that the member is not active"),
        _SEGMENT,
        _REGION,
        _OFFICE,
        _NPP,
        Column("programmes", TEXT, "programmes, joined by commas", empty=True),
        Column("since", DAY, "first day stated in the row", empty=True),
        Column("until", DAY, "first day no longer; 9999-12-31 when not stated"),
        Column("paid_through", DAY, "first day of the last contribution month paid", empty=True),
        _WAGE,
    ),
)

PHOTOGRAPH = Table(
    "photograph",
    "The positions at which a subject was seen in a scope, each with the next complete one: absence there ends a stay.",
    ("kind", "subject", "scope", "position"),
    (
        Column("kind", TEXT, "workers or members"),
        Column("subject", TEXT, "segment of a roster, * for a base list, or the group of a list"),
        Column("scope", TEXT, "region that it speaks for, and the payer where it is a list of one"),
        Column("position", DAY, "date"),
        Column("next_position", DAY, "date of the next complete one; 9999-12-31 when none"),
        Column("recency", WHOLE, "1 for the latest position of all, 2 for the one before, …"),
    ),
)

PUBLISHED = Table(
    "published",
    "Figures with the sums over areas of the past that nobody printed.",
    ("region", "segment", "group_code", "measure", "definition", "moment", "source", "place"),
    (
        _REGION,
        Column("segment", TEXT, "segment, or * for all"),
        Column("group_code", TEXT, "group, or * for all"),
        Column("since", DAY, "as in `figure`", empty=True),
        Column("moment", DAY, "date for which it was published"),
        Column("measure", TEXT, "measure it states"),
        Column("value", WHOLE, "its value in `unit`"),
        Column("unit", TEXT, "as in `figure`"),
        Column("qualifier", TEXT, "as in `figure`"),
        Column("definition", TEXT, "code of definitions.toml"),
        Column("place", TEXT, "residence or office"),
        Column("source", TEXT, "who published it, where and when"),
        _BATCH,
        _SHEET,
        _ROW,
    ),
)

ENTERPRISE = Table(
    "enterprise",
    "A badan usaha as one photograph of the list has it, from when until the next one.",
    ("since", "record"),
    (
        _RECORD,
        _BATCH,
        Column("npp", TEXT, "registration number (NPP)", empty=True),
        Column("nib", TEXT, "business number (NIB)", empty=True),
        _REGION,
        Column("n_workers", WHOLE, "workers declared", "workers"),
        _SCALE,
        _RISK,
        _SECTOR,
        _SINCE,
        _UNTIL,
    ),
)

#: A run goes from one absence to the next; a move to another region or office cuts it into spells.
_BEGAN = Column("began", DAY, "day on which its run begins: photographs that show the person without a hole")
_FIRST = Column("first_record", WHOLE, "the first input row of its run")
_STAY = (
    Column("track", TEXT, "cover, eligible, or the group"),
    _PERSON,
    _SEGMENT,
    _REGION,
    _OFFICE,
)

LISTING = Table(
    "listing",
    "A person on a list of workers, from when until when.",
    ("person", "role", "group_code", "since", "record"),
    (
        _PERSON,
        Column("role", TEXT, "base or group"),
        Column("group_code", TEXT, "group of the list, or * on a base list"),
        _SEGMENT,
        _REGION,
        _SINCE,
        _UNTIL,
        Column("recency", WHOLE, "how recent the file is that says so: 1 for the latest position"),
        _RECORD,
        _BATCH,
    ),
)

SPELL = Table(
    "spell",
    "A person in a segment with an employer or payer, in one region and office, from photographs of the roster.",
    ("person", "segment", "since", "record"),
    (
        _PERSON,
        _SEGMENT,
        _REGION,
        _OFFICE,
        _NPP,
        Column("programmes", TEXT, "programmes of its run, joined by commas", empty=True),
        _SINCE,
        _UNTIL,
        Column("paid_through", DAY, "first day of the last contribution month paid of its run", empty=True),
        _WAGE,
        Column("absent_from", DAY, "position of the photograph that lacks the person there; 9999-12-31 when none does"),
        Column("end_estimated", FLAG, "whether the end is the date of a photograph, for want of a paid month"),
        _BEGAN,
        _FIRST,
        Column("last_record", WHOLE, "the last input row of its run"),
        Column("record", WHOLE, "the last input row that shows it"),
        _BATCH,
    ),
)

PROTECTED = Table(
    "protected",
    "A spell with the grace of its segment: the days on which the person is protected.",
    ("person", "since", "spell"),
    (
        _PERSON,
        _SEGMENT,
        _REGION,
        _OFFICE,
        _SINCE,
        _UNTIL,
        _BEGAN,
        _FIRST,
        Column("spell", WHOLE, "last input row of the spell"),
        _BATCH,
    ),
)

STAY = Table(
    "stay",
    "Everything that holds a person for a while, in one shape: protection, a base list, a group list.",
    ("track", "person", "since", "first_record"),
    (
        *_STAY,
        Column("priority", WHOLE, "which one counts where two of a track overlap; lowest wins, then the first begun"),
        Column("began", DAY, "of protection, day on which its run begins; else as since"),
        Column("first_record", WHOLE, "of protection, the first input row of its run; else the input row"),
        _SINCE,
        _UNTIL,
        _BATCH,
    ),
)

TIMELINE = Table(
    "timeline",
    "Stays laid on one line per person and track: disjoint, the principal one counts, touching equals merged.",
    ("track", "person", "since"),
    (*_STAY, _SINCE, _UNTIL),
)


def _line(name: str, meaning: str) -> Table:
    return Table(
        name,
        meaning,
        ("person", "since"),
        (_PERSON, _SEGMENT, _REGION, _OFFICE, _SINCE, _UNTIL),
    )


COVER = _line("cover", "One person, one continuous interval protected, one principal segment and region; disjoint.")
ELIGIBLE = _line("eligible", "One person, one continuous interval, one segment and region, from the base lists.")
BELONGING = Table(
    "belonging",
    "One person, one continuous interval in a group (or in a group that holds it).",
    ("group_code", "person", "since"),
    (Column("group_code", TEXT, "group"), _PERSON, _SEGMENT, _REGION, _SINCE, _UNTIL),
)

DAY_OF = Table(
    "day",
    "Days as rows, with their months: what a day is to a span of months is looked up, never computed.",
    ("day",),
    (
        Column("day", DAY, "the day; the last one is 9999-12-31"),
        Column("day_no", SMALL, "days since the first day of 1900"),
        Column("month_no", SMALL, "its month, in months since January of year 0"),
        Column("next_no", SMALL, "the first month that begins on that day or after it; the last day keeps its own"),
    ),
)


def _end(side: str, meaning: str) -> tuple[Column, ...]:
    return (
        Column(f"{side}_region", TEXT, f"region {meaning}", empty=True),
        Column(f"{side}_office", TEXT, f"region of the registering office {meaning}", empty=True),
        Column(f"{side}_segment", TEXT, f"segment {meaning}", empty=True),
    )


MOVEMENT = Table(
    "movement",
    "One person, one day on which cover begins, ends or changes its place: where from, where to, and in what way.",
    ("person", "day", "kind"),
    (
        _PERSON,
        Column("day", DAY, "first day of the new state"),
        Column("kind", TEXT, "joined, returned, moved (region), segment, office, lapsed, aged, died"),
        *_end("from", "before; empty for who was not covered"),
        *_end("to", "after; empty for who is no longer covered"),
    ),
)
TENURE = Table(
    "tenure",
    "Cover with the day on which it began without a hole, whatever segments and regions lay between.",
    ("person", "since"),
    (
        _PERSON,
        _SEGMENT,
        _REGION,
        _OFFICE,
        Column("began", DAY, "first day of the unbroken cover"),
        _SINCE,
        _UNTIL,
        Column("ends", FLAG, "whether the unbroken cover ends with this row"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        BATCH, RECORD, EMPLOYER, PAYMENT, CLAIM, EVENT, FIGURE, TARGET, FUND, INSTRUMENT, ACTIVITY, FINDING, REGION,
        SEGMENT, AGE_LIMIT, GROUP_WITHIN, AREA_PART, CALENDAR, PUBLISHED, DECISION, FACE, LIKENESS, PAIRING,
        OPEN_PAIR, PERSON, SIGHTING, PHOTOGRAPH, LISTING, CONCERNED, PAID, PAID_RUN, SPELL, PROTECTED, CLAIMED,
        DEATH, ENTERPRISE, ENACTMENT, ENGAGEMENT, STAY, TIMELINE, COVER, ELIGIBLE, BELONGING, MOVEMENT, TENURE,
        DAY_OF, DUTY, PENSION_AGE, BAND, LAW_SETTING, GROUP_RULE, WORK, DUE, BENEFIT_SPAN, BENEFIT_STRETCH, PROMISE,
        BENEFIT, PAYER, PAYING, OVERLAP, DOUBLE_PAYMENT, FUND_RULE, FUND_TERM, BUDGET_LINE, LIFE_TABLE, ENDING,
        ENTITLEMENT, EXPOSURE, EXPOSURE_OF_GROUP, SCHOLARSHIP_RULE, SCHOLARSHIP,
    )
}  # fmt: skip

#: Which input table the rows of a delivered file become.
KINDS: dict[str, Table] = {
    "workers": RECORD,
    "members": RECORD,
    "employers": EMPLOYER,
    "payments": PAYMENT,
    "claims": CLAIM,
    "events": EVENT,
    "figures": FIGURE,
    "targets": TARGET,
    "funds": FUND,
    "instruments": INSTRUMENT,
    "activities": ACTIVITY,
}


def empty(table: Table) -> str:
    """Return a SELECT with the columns of a table and no rows."""
    columns = ", ".join(f"cast(null as {c.type}) as {c.name}" for c in table.columns)
    return f"select {columns} where false"
