"""What somebody hands in, as files: a file is one, a table of a database becomes one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cakupan.sources import postgres


@contextmanager
def delivered(given: Iterable[str | Path]) -> Iterator[list[Path]]:
    """Give a file for each path or database URL; copies are gone afterwards.

    Raises:
        Refusal: a table cannot be read.

    """
    with tempfile.TemporaryDirectory(prefix="cakupan-") as folder:
        yield [_file(str(one), Path(folder) / str(number)) for number, one in enumerate(given)]


def _file(given: str, folder: Path) -> Path:
    if not postgres.is_url(given):
        return _readable(Path(given), folder)
    folder.mkdir()
    return postgres.fetch(given, folder)


def _readable(file: Path, folder: Path) -> Path:
    """Return a file, or a copy of it where its path has letters of no encoding: the engine opens no such path."""
    told = os.fsencode(file).decode("utf-8", "replace")
    if told == str(file) or not file.is_file():
        return file
    folder.mkdir()
    return Path(shutil.copyfile(file, folder / Path(told).name))
