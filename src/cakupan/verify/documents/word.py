"""Word documents (.docx): paragraphs, lists, rows of tables, text boxes and footnotes, in their order.

The parts are read as a stream, so that no tree of a hostile document fills the memory. What was struck out or moved
away under tracked changes is not read, nor are the raised numbers of footnotes, which would lengthen a figure.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers import expat

from cakupan.findings import Refusal
from cakupan.sources import packed
from cakupan.verify.documents import LONGEST, Document, too_long

_MAIN, _NOTES = "word/document.xml", "word/footnotes.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_ALTERNATE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
#: Said twice for older programs, or moved elsewhere.
_LEFT_OUT = {f"{_ALTERNATE} Fallback", "moveFrom"}
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(name: str, content: bytes) -> Document:
    """Return the text of a Word document.

    Raises:
        Refusal: damaged, locked, too long, or another kind of packed file.

    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "document.docx"
        file.write_bytes(content)
        try:
            return Document(_text(name, file))
        except Refusal as refusal:
            raise Refusal(refusal.code, **refusal.words | {"file": name}) from refusal


def _text(name: str, file: Path) -> str:
    with packed.opened(file) as archive:
        parts = set(archive.namelist())
        if _MAIN not in parts:
            raise Refusal("text_foreign", file=name, what=_what(parts))
        lines = _Lines(name)
        for part in (_MAIN, _NOTES):
            if part in parts:
                _feed(lines, archive, part)
    return "\n".join(lines.flows[0])


def _what(parts: set[str]) -> str:
    """Return what another packed file is."""
    if any(part.startswith("xl/") for part in parts):
        return "Excel (.xlsx)"
    if any(part.startswith("ppt/") for part in parts):
        return "PowerPoint (.pptx)"
    return "OpenDocument" if "content.xml" in parts else "ZIP"


def _feed(lines: _Lines, archive: zipfile.ZipFile, part: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_entities
    parser.StartElementHandler = lines.begin
    parser.EndElementHandler = lines.end
    parser.CharacterDataHandler = lines.say
    try:
        for chunk in packed.chunks(archive, part):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise zipfile.BadZipFile(part) from error


def _no_entities(*_: object) -> None:
    """Refuse a document that declares entities: Word writes none, and they may grow without end."""
    raise zipfile.BadZipFile


class _Lines:
    """What a part says, as lines; cells of a table gather lines of their own until their row ends."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.flows: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self._paragraphs: list[list[str]] = []
        self._size = self._left_out = 0
        self._in_text = self._raised = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of an element that begins."""
        name = _local(tag)
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
        elif name in _SIGNS and self._paragraphs:
            self._paragraphs[-1].append(_SIGNS[name])
        elif open_element := _BEGIN.get(name):
            open_element(self, attributes)

    def end(self, tag: str) -> None:
        """Take note of an element that ends."""
        if self._left_out:
            self._left_out -= 1
        elif close := _END.get(_local(tag)):
            close(self)

    def say(self, text: str) -> None:
        """Take what stands in an element."""
        if not self._in_text or self._raised or self._left_out or not self._paragraphs:
            return
        self._size += len(text)
        if self._size > LONGEST:
            raise too_long(self.name)
        self._paragraphs[-1].append(text)

    def open_paragraph(self, _: dict[str, str]) -> None:
        """Begin a paragraph; one of a text box stands inside another."""
        self._paragraphs.append([])

    def close_paragraph(self) -> None:
        """End a paragraph: a line."""
        line = "".join(self._paragraphs.pop()).strip() if self._paragraphs else ""
        if line.strip("- "):
            self.flows[-1].append(line)

    def open_item(self, _: dict[str, str]) -> None:
        """Mark a paragraph as one of a list."""
        if self._paragraphs:
            self._paragraphs[-1].insert(0, "- ")

    def open_run(self, _: dict[str, str]) -> None:
        """Begin letters that look alike."""
        self._raised = False

    def close_run(self) -> None:
        """End letters that look alike."""
        self._raised = False

    def open_raised(self, attributes: dict[str, str]) -> None:
        """Take note of letters that are raised."""
        self._raised = "superscript" in attributes.values()

    def open_text(self, _: dict[str, str]) -> None:
        """Begin what is read."""
        self._in_text = True

    def close_text(self) -> None:
        """End what is read."""
        self._in_text = False

    def open_row(self, _: dict[str, str]) -> None:
        """Begin a row of a table."""
        self._rows.append([])

    def close_row(self) -> None:
        """End a row: a line of its cells."""
        cells = self._rows.pop() if self._rows else []
        if any(cells):
            self.flows[-1].append(" | ".join(cells))

    def open_cell(self, _: dict[str, str]) -> None:
        """Begin a cell of a table."""
        self.flows.append([])

    def close_cell(self) -> None:
        """End a cell."""
        if len(self.flows) > 1 and self._rows:
            self._rows[-1].append(" ".join(" ".join(self.flows.pop()).split()))


_BEGIN: dict[str, Callable[[_Lines, dict[str, str]], None]] = {
    "p": _Lines.open_paragraph,
    "numPr": _Lines.open_item,
    "r": _Lines.open_run,
    "vertAlign": _Lines.open_raised,
    "t": _Lines.open_text,
    "tr": _Lines.open_row,
    "tc": _Lines.open_cell,
}
_END: dict[str, Callable[[_Lines], None]] = {
    "p": _Lines.close_paragraph,
    "r": _Lines.close_run,
    "t": _Lines.close_text,
    "tr": _Lines.close_row,
    "tc": _Lines.close_cell,
}


def _local(tag: str) -> str:
    """Return the name of an element of Word without its space; all others keep theirs."""
    space, _, name = tag.partition(" ")
    return name if space in (_WORD, _STRICT) else tag
