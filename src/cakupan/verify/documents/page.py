"""Web pages: what a reader came for, without scripts, menus and what frames it.

Tags are looked at one after the other: nothing is nested in memory, however deep or broken the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from cakupan.verify.documents import LONGEST, Document, decoded, too_long

#: A page that says so in its head is of this encoding, if it is not UTF-8 all the way.
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*((?:iso-8859-\d+|windows-125\d)\b)""", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?/?)>|<!--|<[!?][^<>]*>", re.IGNORECASE)
_COMMENT_END = re.compile("-->")
#: What is on no screen, or is no text; it ends at its own end and nowhere before.
_RAW = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "noscript", "template", "svg", "select")
}
#: What stands around the text.
_FRAME = {"nav", "header", "footer", "aside", "form", "button", "figcaption", "sup"}
_HIDDEN = re.compile(r"""\shidden(?=[\s=/]|$)|display\s*:\s*none""", re.IGNORECASE)
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_LINES = {
    "address", "article", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
}  # fmt: skip
_CELLS = {"td", "th"}
#: Where the text of a page is, the surest first, if it holds this many letters.
_PLACES, _ENOUGH = ("article", "main"), 200
#: Signs that no page holds: between cells, and between lines.
_BAR, _END = "\x1f", "\x1e"


def read(name: str, content: bytes) -> Document:
    """Return the text of a web page.

    Raises:
        Refusal: it is too long.

    """
    page = _decoded(content)
    tokens = list(_tokens(page))
    for place in _PLACES:
        text = _text(name, tokens, place)
        if len(text) >= _ENOUGH:
            return Document(text)
    return Document(_text(name, tokens, "") or _text(name, tokens, "", framed=True))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        told = _CHARSET.search(content[:4096])
    return content.decode(told[1].decode(), errors="replace") if told else decoded(content)


def _tokens(page: str) -> Iterator[tuple[str, bool, str, str]]:
    """Yield each tag (name, whether it ends, attributes) with the text before it; at last an empty name."""
    place = 0
    while tag := _TAG.search(page, place):
        before, place = page[place : tag.start()], tag.end()
        ends, name = tag[1] == "/", (tag[2] or "").lower()
        yield name, ends, tag[3] or "", before
        until = _COMMENT_END if tag[0] == "<!--" else None if ends else _RAW.get(name)
        if until:
            close = until.search(page, place)
            place = close.end() if close else len(page)
    yield "", False, "", page[place:]


def _text(name: str, tokens: list[tuple[str, bool, str, str]], place: str, *, framed: bool = False) -> str:
    """Return the text in all elements of a name, or of the page; `framed` takes what stands around it, too."""
    inside = 0 if place else 1
    unseen, depth, size = "", 0, 0
    parts: list[str] = []
    for tag, ends, attributes, before in tokens:
        if inside and not unseen and before:
            parts.append(before)
            size += len(before)
            if size > 2 * LONGEST:
                raise too_long(name)
        if unseen:
            depth += 0 if tag != unseen else -1 if ends else 1
            unseen = unseen if depth else ""
        elif not ends and tag not in _VOID and (_HIDDEN.search(attributes) or (not framed and _frames(tag, place))):
            unseen, depth = tag, 1
        elif tag == place:
            inside = max(0, inside + (-1 if ends else 1))
        if inside and not unseen:
            parts.append(_mark(tag, ends=ends))
    return _lines("".join(parts))


def _frames(tag: str, place: str) -> bool:
    """Say whether an element stands around the text; the head of an article is its title."""
    return tag in _FRAME and not (place and tag == "header")


def _mark(tag: str, *, ends: bool) -> str:
    """Return what a tag stands for in the text."""
    if tag in _CELLS:
        return "" if ends else _BAR
    if tag == "li" and not ends:
        return f"{_END}- "
    return _END if tag in _LINES else ""


def _lines(text: str) -> str:
    """Return lines with single blanks; cells of a row stand between bars."""
    found = []
    for line in text.split(_END):
        told = " ".join(unescape(line).split()) if _BAR not in line else _row(line)
        if told.strip("-| "):
            found.append(told)
    return "\n".join(found)


def _row(line: str) -> str:
    cells = [" ".join(unescape(cell).split()) for cell in line.split(_BAR)]
    return " | ".join(cells if cells[0] else cells[1:])
