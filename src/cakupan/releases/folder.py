"""A published folder appears whole, in the place of the one that was published there before."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.workspace import speaking_of


def see(folder: Path, mark: str) -> None:
    """See that a folder may be published to: it is new, empty, or was published before.

    Args:
        folder: where to.
        mark: a file that every published folder of this kind has.

    Raises:
        Refusal: `folder_not_ours`, it holds other things.

    """
    if folder.exists() and not (folder / mark).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal("folder_not_ours", folder=folder.name)


def exchange(folder: Path, write: Callable[[Path], None], last: Callable[[], None] | None = None) -> None:
    """Write a folder beside, and put it in the place of the one that was there.

    Args:
        folder: where it appears.
        write: fills it.
        last: is done when it is whole, before anybody can see it.

    Raises:
        Refusal: the disk refuses.

    """
    fresh, old = (folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}") for _ in range(2))
    try:
        with speaking_of(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh.mkdir()
            write(fresh)
            if last:
                last()
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
