"""Sentences, paragraphs and lines of a list, and the turns within a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from cakupan.verify.lexicon import listed
from cakupan.verify.words import Words

_BULLET = re.compile(r"\s*(?:[-–—•▸*·→|►●○✓✔]|\(?\d{1,2}[.)]\s|\(?[a-h][.)]\s|per \d)")
_END = re.compile(r"[.!?…:][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Ý])|\n")
_ITEM = re.compile(r"[^\W\d]+ \(?\d|\W")
_NAMED = re.compile(r"[^.!?\n]{2,50}?(?::|→|=|\||\.{2,}|\s[–—-]\s|[^\S\n]{3})\s*(?:Rp\s?)?\d")
#: How the lines of a chat begin: "[3/12 08.14] Bu Endang: …".
_STAMP = re.compile(r"\s*\[\d")
#: Letters of a line that may be a heading or an entry, and does not go on in the next one.
_SHORT = 75
#: Letters of a line that was broken for its length.
_FULL = (90, 160)
#: Letters of a sentence, at most.
_LONGEST = 3000
#: Letters of a cell between dashes, at most.
_CELL = 30
#: How far an entry of a list stands from the one before, where a sentence stands 1.
_ENTRY = 0.25


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its ends in the text, its paragraph, whether it is an entry of a list or a line of a table."""

    start: int
    end: int
    paragraph: int
    entry: bool = False


def turns() -> frozenset[str]:
    """Return the words at which a sentence turns to something else."""
    return listed("clauses", "turns")


def sentences(told: Words) -> list[Sentence]:
    """Return the sentences of a text in order; together they are all of it but for blanks."""
    found: list[Sentence] = []
    start = paragraph = 0
    text = told.text
    for match in _END.finditer(text):
        if match[0] == "\n":
            if not _line_ends(text, start, match.start()):
                continue
            blank = True
        elif _goes_on(text, match.start(), match[0]):
            continue
        else:
            blank = "\n" in match[0] and not _wrapped(text, match)
            if match[0].startswith(":") and "\n" not in match[0]:
                continue
        if text[start : match.end()].strip():
            found += _pieces(text, start, match.end(), paragraph)
        if blank:
            paragraph += 1
        start = match.end()
    if text[start:].strip():
        found += _pieces(text, start, len(text), paragraph)
    return found


def _pieces(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    """Yield a sentence, or the pieces of one that no person wrote: work grows with the square of its length."""
    while end - start > _LONGEST:
        cut = max(text.rfind(" ", start + 1, start + _LONGEST), start + _LONGEST // 2)
        yield _sentence(text, start, cut, paragraph)
        start = cut
    yield _sentence(text, start, end, paragraph)


def _wrapped(text: str, match: re.Match[str]) -> bool:
    """Say whether a sentence ends where a line is full, so that the next one may go on with the paragraph."""
    line = match.start() - text.rfind("\n", 0, match.start())
    full = match[0].count("\n") == 1 and _FULL[0] <= line <= _FULL[1]
    return full and not _ITEM.match(text, match.end())


def _sentence(text: str, start: int, end: int, paragraph: int) -> Sentence:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    line = text[text.rfind("\n", 0, start) + 1 : end]
    return Sentence(start, end, paragraph, bool(_BULLET.match(line)) or is_row(line) or _is_entry(line))


def _is_entry(line: str) -> bool:
    """Say whether a short line has a name and, behind a mark, a number."""
    return len(line) < _SHORT and bool(_NAMED.match(line))


def is_row(line: str) -> bool:
    """Say whether a line is one of a table: cells between bars, tabs or dashes."""
    return mark(line) != ""


def mark(line: str) -> str:
    """Return what stands between the cells of a line, if it is one of a table."""
    if line.count("|") >= 2:
        return "|"
    if line.strip().count("\t") >= 2:
        return "\t"
    for dash in (" – ", " — ", " - "):
        cells = line.split(dash)
        if len(cells) > 2 and max(map(len, cells)) <= _CELL and sum(cell[:1].isdigit() for cell in cells) != 1:
            return dash
    return ""


def _line_ends(text: str, start: int, at: int) -> bool:
    """Say whether a line break ends the sentence."""
    following = text[at + 1 : at + 200].split("\n", 1)[0]
    if not following.strip() or any(begin.match(following) for begin in (_BULLET, _NAMED, _STAMP)):
        return True
    line = text[max(start, text.rfind("\n", 0, at) + 1) : at].strip()
    if is_row(line) or line[-1:] in '.!?:;|"”':
        return True
    head = following.lstrip()[:1]
    return len(line) < _SHORT and (head.isupper() or head.isdigit()) and bool(line) and not _open(line)


def _open(line: str) -> bool:
    """Say whether a line cannot be all of a sentence: its last word asks for more, or is broken."""
    return line.endswith((",", "-", "(")) or line.rsplit(" ", 1)[-1].lower() in listed("clauses", "open")


def _goes_on(text: str, at: int, found: str) -> bool:
    """Say whether a point stands behind an abbreviation, an initial or the number of an entry."""
    if not found.startswith("."):
        return False
    if text[at - 1 : at] == ".":
        return True
    if text[text.rfind("\n", 0, at) + 1 : at].strip().isdigit():
        return True
    begin = at
    while begin > 0 and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:at].lower() in listed("clauses", "abbreviations") and not (begin and text[begin - 1].isdigit())


def locate(found: list[Sentence], place: int) -> int:
    """Return which sentence a place of the text lies in."""
    return max(0, bisect_right([one.start for one in found], place) - 1)


def spots(found: list[Sentence]) -> list[float]:
    """Return how far down the text each sentence stands; the entries of a list stand close together."""
    told, spot = [], 0.0
    for one in found:
        spot += _ENTRY if one.entry else 1.0
        told.append(spot)
    return told
