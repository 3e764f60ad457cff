"""Uploaded files that wait for somebody to look at them and decide: whole or not at all, one person's, for a day.

In `.waiting/<random>/` lie `berkas.xlsx`, what came, under a name of our own; `about.json`, whose it is, what it was
called and what is said of it; `seen.json`, what a dry run found (`desk`); and in the end only `taken.json`, which
batch it became.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.sources.detect import ENDINGS
from cakupan.workspace import Workspace, alone, put, speaking_of, whole

FOLDER = ".waiting"
ABOUT, SEEN, _TAKEN = "about.json", "seen.json", "taken.json"
#: Megabytes of one file that may be uploaded, where the office's settings say nothing else: [web] file_mb.
LARGEST_MB = 200
#: How many times the largest file may wait in all.
_TIMES = 10
#: Seconds for which a file waits.
_DAY = 86_400
_NAME = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 120
_KNOWN = frozenset(ending for endings in ENDINGS.values() for ending in endings)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file that waits.

    Attributes:
        name: random; nobody guesses it.
        folder: where it lies.
        person: whose it is.
        kept: name of the file in the folder; never that under which it came.
        size: bytes.
        said: what is said of it, with the name under which it came.
        decided: whether it is to be taken in.
        by: who decided so.
        region: the region of its people where the page that made it knows, such as that of a row corrected.

    """

    name: str
    folder: Path
    person: str
    kept: str
    size: int
    said: Said
    decided: bool = False
    by: str = ""
    region: str = ""

    @property
    def file(self) -> Path:
        """Return the file as it came."""
        return self.folder / self.kept

    def about(self) -> bytes:
        """Return what is written beside the file."""
        days = {key: day.isoformat() if (day := getattr(self.said, key)) else None for key in ("position", "received")}
        told = {key: getattr(self, key) for key in ("person", "kept", "size", "decided", "by", "region")}
        return json.dumps({**told, "said": {**asdict(self.said), **days}}, ensure_ascii=False).encode()


class Shelf:
    """The files that wait in one office."""

    def __init__(self, workspace: Workspace) -> None:
        self.folder = workspace.folder / FOLDER
        self.largest = int(workspace.settings.get("web", {}).get("file_mb", LARGEST_MB)) << 20

    @contextmanager
    def place(self, coming: int = 0) -> Iterator[Path]:
        """Give a folder to put a file in, closed to other accounts of the machine; it waits from the end on.

        Args:
            coming: bytes that came in the same form before.

        Raises:
            Refusal: too much waits already, or the disk refuses.

        """
        self.sweep()
        if sum(one.size for one in self.all()) + coming + self.largest > self.largest * _TIMES:
            raise Refusal("waiting_full")
        self._make()
        with whole(self.folder / secrets.token_hex(16), ABOUT) as beside:
            yield beside

    def lay(self, content: bytes, person: str, said: Said, region: str) -> Waiting:
        """Put a file that a page made on the shelf, as if the person had sent it.

        Raises:
            Refusal: too much waits already, or the disk refuses.

        """
        with self.place() as folder:
            name = folder.name.removeprefix(".").partition("-")[0]
            waiting = Waiting(name, self.folder / name, person, kept(said.called), len(content), said, region=region)
            (folder / waiting.kept).write_bytes(content)
            (folder / ABOUT).write_bytes(waiting.about())
        return waiting

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody else takes files in or withdraws them, in this process or another.

        Raises:
            Refusal: the disk refuses.

        """
        self._make()
        with alone(self.folder):
            yield

    def _make(self) -> None:
        with speaking_of(self.folder):
            self.folder.mkdir(mode=0o700, exist_ok=True)

    def all(self) -> list[Waiting]:
        """Return all files that wait, the one that came first at the front."""
        found = []
        for about in self.folder.glob(f"*/{ABOUT}"):
            if _NAME.fullmatch(about.parent.name):
                with suppress(OSError):
                    found.append((about.parent.stat().st_ctime, about.parent.name, _read(about)))
        return [one for _, _, one in sorted(found, key=lambda row: row[:2])]

    def of(self, person: str) -> list[Waiting]:
        """Return the files of one person that nobody decided on yet."""
        return [one for one in self.all() if one.person == person and not one.decided]

    def find(self, name: str, person: str) -> Waiting:
        """Return a file that waits for this person.

        Raises:
            Refusal: there is none of this name for this person.

        """
        found = self.get(name)
        if found is None or found.person != person:
            raise Refusal("waiting_none")
        return found

    def get(self, name: str) -> Waiting | None:
        """Return a file that waits, whoever it belongs to; None where there is none."""
        about = self.folder / name / ABOUT
        if not _NAME.fullmatch(name):
            return None
        with suppress(FileNotFoundError):
            return _read(about)
        return None

    def change(self, waiting: Waiting, **changes: Any) -> Waiting:
        """Say something else of a file that waits.

        Raises:
            Refusal: the disk refuses.

        """
        changed = replace(waiting, **changes)
        put(changed.folder / ABOUT, changed.about())
        return changed

    def done(self, waiting: Waiting, batch: str) -> None:
        """Let go of a file that was taken in; which batch it became is known for a day.

        Raises:
            Refusal: the disk refuses.

        """
        put(waiting.folder / _TAKEN, json.dumps({"person": waiting.person, "batch": batch}).encode())
        for left in (ABOUT, SEEN, waiting.kept):
            (waiting.folder / left).unlink(missing_ok=True)

    def became(self, name: str, person: str) -> str:
        """Return the batch that a file of this person became, or empty text."""
        path = self.folder / name / _TAKEN
        if not _NAME.fullmatch(name) or not path.is_file():
            return ""
        told = json.loads(path.read_text("utf-8"))
        return str(told["batch"]) if told["person"] == person else ""

    def drop(self, waiting: Waiting) -> None:
        """Let go of a file."""
        (waiting.folder / ABOUT).unlink(missing_ok=True)
        shutil.rmtree(waiting.folder, ignore_errors=True)

    def sweep(self) -> None:
        """Let go of files that nobody decided on for a day, and of what uploads that were broken off left."""
        if not self.folder.is_dir():
            return
        for left in self.folder.iterdir():
            with suppress(OSError):
                old = time.time() - left.stat().st_mtime > _DAY
                waiting = self.get(left.name)
                if old and not (waiting and waiting.decided):
                    shutil.rmtree(left)


def _read(about: Path) -> Waiting:
    raw = json.loads(about.read_text("utf-8"))
    said = raw.pop("said")
    days = {key: date.fromisoformat(said[key]) if said[key] else None for key in ("position", "received")}
    return Waiting(name=about.parent.name, folder=about.parent, said=Said(**{**said, **days}), **raw)


def called(raw: str) -> str:
    """Return the name that a file is shown under: without folders and signs that cannot be seen."""
    seen = "".join(sign for sign in re.split(r"[\\/]", raw)[-1] if sign.isprintable()).strip()
    if len(seen) <= _LONGEST_NAME:
        return seen or "berkas"
    stem, dot, ending = seen.rpartition(".")
    short = dot and len(ending) < 10
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}" if short else seen[:_LONGEST_NAME]


def kept(name: str) -> str:
    """Return the name that a file is kept under: ours, with its ending where we know it."""
    ending = Path(name).suffix.lower()
    return f"berkas{ending if ending in _KNOWN else ''}"
