"""Points in two times, and the builds that stand for what was known: made where there is none yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cakupan import screen, wording
from cakupan.cli import reading
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.accounts import Point
    from cakupan.workspace import Workspace


def point(text: str) -> Point | None:
    """Return a point: DATE, or DATE@KNOWN; None where it is empty.

    Raises:
        Refusal: it has no date, or not these two.

    """
    from cakupan.accounts import Point

    if not text:
        return None
    at, _, known = text.partition("@")
    try:
        moment = reading.day(at)
    except Refusal:
        moment = None
    if moment is None:
        raise Refusal("account_point", text=text)
    return Point(moment, reading.day(known))


def known(ws: Workspace, known_at: date | None, lang: str) -> Path | None:
    """Return the folder of the build of what was known at a day, made now (and said so) if it was not made before."""
    from cakupan import builds

    if known_at is None:
        return None
    made = builds.known(ws, known_at)
    if made is None:
        screen.notice(screen.sentence(lang, "must_build", day=wording.day(known_at, lang)))
        with screen.Progress() as progress:
            made = builds.build(ws, progress, known_at).folder
    return made


def folder(ws: Workspace, known_at: date | None, lang: str) -> Path:
    """Return the folder of the build of what was known at a day; of the current one for None."""
    return known(ws, known_at, lang) or ws.current()
