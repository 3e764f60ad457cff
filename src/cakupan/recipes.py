"""The office's recipes: what was proposed for a file is remembered, and what the office changed is honoured."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from pathlib import Path

from cakupan import sources, steps
from cakupan.sources import SheetMapping
from cakupan.workspace import speaking_of


def remember(folder: Path, kind: str, sheets: Iterable[SheetMapping]) -> None:
    """Keep a recipe for the headings of each sheet that has none yet.

    Raises:
        Refusal: the disk refuses.

    """
    with speaking_of(folder):
        for sheet in sheets:
            path = folder / f"{kind}-{steps.digest(*sheet.headings)[:8]}.toml"
            if sheet.header_row and not path.exists():
                beside = path.with_suffix(f".{uuid.uuid4().hex[:8]}")
                sources.remember(sheet, kind, beside)
                body = beside.read_text("utf-8")
                beside.write_text(f"{sources.MARK}{steps.digest(body)}\n{body}", "utf-8")
                os.replace(beside, path)


def edited(folder: Path) -> str:
    """Return a hash of the recipes that the office wrote or changed; empty text where all are as proposed."""
    texts = [path.read_text("utf-8-sig", "replace") for path in sorted(folder.glob("*.toml"))]
    changed = [text for text in texts if not sources.as_proposed(text)]
    return steps.digest(*changed) if changed else ""
