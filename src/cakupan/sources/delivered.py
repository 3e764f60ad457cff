"""What somebody hands in, as files: a file is one, a table of a database becomes one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cakupan.sources import postgres


@contextmanager
def delivered(given: Iterable[str | Path]) -> Iterator[list[Path]]:
    """Give a file for each path or database URL; copies of tables are gone afterwards.

    Raises:
        Refusal: a table cannot be read.

    """
    with tempfile.TemporaryDirectory(prefix="cakupan-") as folder:
        yield [_file(str(one), Path(folder) / str(number)) for number, one in enumerate(given)]


def _file(given: str, folder: Path) -> Path:
    if not postgres.is_url(given):
        return Path(given)
    folder.mkdir()
    return postgres.fetch(given, folder)
