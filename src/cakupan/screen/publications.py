"""What is on record as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import notice, sentence, told

if TYPE_CHECKING:
    from cakupan.publications import Publication
    from cakupan.results import Answers


def published(kept: Publication, answers: Answers, lang: str) -> None:
    """Print what is on record as published now."""
    told(lang, "published", **_kept(kept, answers, lang), sha256=kept.sha256[:16])


def since_published(kept: Publication, answers: Answers, lang: str) -> None:
    """Say, where it does not get into data, from which publication a comparison starts."""
    words = {"on": wording.day(kept.on, lang), "file": kept.file}
    notice(sentence(lang, "since_published", **_kept(kept, answers, lang), **words))


def _kept(kept: Publication, answers: Answers, lang: str) -> dict[str, str]:
    days = {"at": wording.day(kept.at, lang), "known": wording.day(kept.known_at, lang)}
    return {"report": kept.report, "region": answers.region_title(kept.region), **days}
