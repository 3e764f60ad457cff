"""What goes into reading a list, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows of a list are read from: its file, or a workbook that came back mended and what it is laid over.

    Args:
        file: the file as it came.
        batch: the batch whose workbook came back; empty text for a list that came by itself.
        given: what that batch was read from, so what the sender got back.
        head: what stands in its place now, which may have been mended before.

    """

    file: Path
    batch: str = ""
    given: Origin | None = None
    head: Origin | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file that somebody delivered, and what was said of it.

    Args:
        file: the file as it came.
        kind: one of `schema.KINDS`.
        batch: identity of the delivery.
        position: date for which the rows are true, or None where they say it themselves.
        group: group of groups.toml that all rows belong to, or empty text.
        role: base, group or empty text.
        region: code of the region that the file speaks for, or empty text.
        segment: segment of all rows that name none, or empty text.
        payer: payer of payers.toml of all rows that name none, or empty text.
        recipes: folder of the office's own recipes.
        own: folder of the office's own code lists.
        origin: where its rows are read from, when that is not the file alone.

    """

    file: Path
    kind: str
    batch: str
    position: date | None = None
    group: str = ""
    role: str = ""
    region: str = ""
    segment: str = ""
    payer: str = ""
    recipes: Path | None = None
    own: Path | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet was understood: where its header is, and which heading is which field.

    Args:
        sheet: name of the sheet; empty text for a file without sheets.
        header_row: row of the header as the sender sees it; 0 where the sheet has none.
        headings: every heading from left to right.
        fields: heading -> field.
        unmapped: headings that are no field.
        codes: field -> code in its cells -> what it means, where the recipe says so.
        recipes: the files of the recipe that read it, beside the general one of its kind.

    """

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    fields: dict[str, str]
    unmapped: tuple[str, ...]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    recipes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the rows: rows = accepted + quarantined + skipped; accepted includes warned.

    `returned` is the number of rows in a workbook that came back mended, changed or not.
    """

    rows: int
    accepted: int
    warned: int
    quarantined: int
    skipped: int
    findings: dict[str, int]
    sheets: list[SheetMapping] = field(default_factory=list)
    returned: int = 0
