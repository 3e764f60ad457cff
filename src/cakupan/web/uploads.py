"""Files out of a form onto the shelf, as they come: nothing is held in memory, nothing stays where it breaks off."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.web.shelf import ABOUT, Shelf, Waiting, called, kept

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

Fields = dict[str, str]
#: Parts of a form, bytes of a field, bytes of the head of a part.
_PARTS, _FIELD, _HEAD = 60, 4096, 4096


@dataclass(slots=True)
class _Coming:
    """A file that is being written."""

    called: str
    folder: Path
    stream: BinaryIO
    size: int = 0


@dataclass(slots=True)
class _Part:
    name: str = ""
    head: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    file: _Coming | None = None
    skipped: bool = False


async def receive(
    request: Request, shelf: Shelf, person: str, allow: Callable[[str], object], say: Callable[[Fields, str], Said]
) -> list[Waiting]:
    """Put the files of a form on the shelf, all or none, and return them.

    Args:
        request: a form whose token comes before its files.
        shelf: where they wait.
        person: whose they are.
        allow: refuses a form that is not one of our own, by its token.
        say: what is said of a file, from the fields of the form and the name under which it came.

    Raises:
        Refusal: a file is too large, there is none, it broke off, or the form is strange; nothing is kept.

    """
    refused: Refusal | None = None
    with ExitStack() as places:
        form = _Form(request, shelf, allow, places)
        left = 2 * shelf.largest
        try:
            async for chunk in request.stream():
                if refused is None:
                    try:
                        form.write(chunk)
                    except Refusal as refusal:
                        refused = refusal
                elif (left := left - len(chunk)) < 0:
                    break
        except ClientDisconnect as gone:
            raise Refusal("upload_broken") from gone
        if refused:
            raise refused
        return form.finish(person, say)


class _Form:
    """The parts of one form."""

    def __init__(self, request: Request, shelf: Shelf, allow: Callable[[str], object], places: ExitStack) -> None:
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise Refusal("upload_broken")
        self._shelf, self._allow, self._places = shelf, allow, places
        self._fields: Fields = {}
        self._files: list[_Coming] = []
        self._part = _Part()
        self._parts = 0
        self._ended = False
        self._header = b""
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_header_field": self._head,
            "on_header_value": self._head_value,
            "on_headers_finished": self._named,
            "on_part_data": self._data,
            "on_part_end": self._close,
            "on_end": self._end,
        }
        self._parser = MultipartParser(options[b"boundary"], callbacks)

    def write(self, chunk: bytes) -> None:
        """Take what came.

        Raises:
            Refusal: it is no form, a file is too large, or the token is not ours.

        """
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise Refusal("upload_broken") from error

    def finish(self, person: str, say: Callable[[Fields, str], Said]) -> list[Waiting]:
        """Write beside each file whose it is and what is said of it.

        Raises:
            Refusal: there is none, or the form broke off.

        """
        if not self._ended:
            raise Refusal("upload_broken")
        if not self._files:
            raise Refusal("upload_none")
        done = []
        for coming in self._files:
            name = coming.folder.name.removeprefix(".").partition("-")[0]
            said = say(self._fields, coming.called)
            waiting = Waiting(name, self._shelf.folder / name, person, kept(coming.called), coming.size, said)
            (coming.folder / ABOUT).write_bytes(waiting.about())
            done.append(waiting)
        return done

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > _PARTS:
            raise Refusal("upload_broken")
        self._part = _Part()
        self._header = b""

    def _head(self, data: bytes, start: int, end: int) -> None:
        self._part.head += (b"" if self._header == b"field" else b"\n") + data[start:end]
        self._header = b"field"
        self._see_head()

    def _head_value(self, data: bytes, start: int, end: int) -> None:
        self._part.head += (b"" if self._header == b"value" else b":") + data[start:end]
        self._header = b"value"
        self._see_head()

    def _see_head(self) -> None:
        if len(self._part.head) > _HEAD:
            raise Refusal("upload_broken")

    def _named(self) -> None:
        heads = dict(line.partition(b":")[::2] for line in bytes(self._part.head).lower().splitlines() if line)
        raw = dict(line.partition(b":")[::2] for line in bytes(self._part.head).splitlines() if line)
        value = next((text for key, text in raw.items() if key.lower() == b"content-disposition"), b"")
        _, options = parse_options_header(value)
        if b"content-disposition" not in heads or b"name" not in options:
            raise Refusal("upload_broken")
        self._part.name = options[b"name"].decode("utf-8", "replace")
        if b"filename" in options:
            self._open(options[b"filename"].decode("utf-8", "replace"))

    def _open(self, raw: str) -> None:
        self._allow(self._fields.get("token", ""))
        if not raw.strip():
            self._part.skipped = True
            return
        folder = self._places.enter_context(self._shelf.place(sum(one.size for one in self._files)))
        name = called(raw)
        place = os.open(folder / kept(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._part.file = _Coming(name, folder, self._places.enter_context(os.fdopen(place, "wb")))
        self._files.append(self._part.file)

    def _data(self, data: bytes, start: int, end: int) -> None:
        coming = self._part.file
        if coming is not None:
            coming.size += end - start
            if coming.size > self._shelf.largest:
                raise Refusal("upload_large", file=coming.called, most=self._shelf.largest >> 20)
            coming.stream.write(data[start:end])
        elif not self._part.skipped:
            self._part.value += data[start:end]
            if len(self._part.value) > _FIELD:
                raise Refusal("upload_broken")

    def _close(self) -> None:
        if self._part.file is not None:
            self._part.file.stream.close()
        elif not self._part.skipped:
            self._fields[self._part.name] = self._part.value.decode("utf-8", "replace")

    def _end(self) -> None:
        self._ended = True
