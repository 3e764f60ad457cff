"""A folder on disk: its paths, its settings, its batches and builds; nothing more.

Everything that appears in it appears whole: it is written beside and renamed, so that a kill at any moment
leaves every earlier batch and build as it was.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
import time
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cakupan import regions, store
from cakupan.engine import Engine
from cakupan.findings import Refusal
from cakupan.wording import LANGS

SETTINGS = "cakupan.toml"
#: The ledger of an office whose settings name no other.
LEDGER = "ledger.sqlite"
#: Folders of an office's own that lie over those shipped.
_OWN = ("measures", "checks", "recipes")
#: What the engine raises in the place of an OSError.
_DISK_ERROR = "IOException"
_WINDOWS = sys.platform == "win32"
#: Seconds after which something half-made belongs to nobody.
_STALE = 86400
#: What every batch.json says.
_SAYS = {"received_at", "order", "kind", "position", "sha256"}
_REGION = """
    select code, title from region
    where code = '{text}' or level <> 'village' and (lower(title) = lower('{text}') or lower(name) = lower('{text}'))
    order by length(code), code
"""
#: Villages are asked by name only where their kind is said: some ten thousand share a name with another.
_VILLAGE = """
    select code, title from region
    where level = 'village' and lower(title) = lower('{text}')
    order by code
"""
_FORMER = """
    select distinct r.code, r.title from read_parquet('{changes}') c join region r on r.code = c.new_code
    where c.old_code = '{text}' or lower(c.old_name) = lower('{text}')
    order by r.code
"""
_FRESH = """\
# Ruang kerja cakupan. Semua baris boleh diubah.
region = {region}        # kode Kemendagri wilayah kantor, misalnya "33.02"; "ID" untuk nasional
language = "id"          # id atau en
counting = "persons"     # persons atau memberships
"""


def row_files(folder: Path) -> list[Path]:
    """Return the files of accepted rows in a folder that a list was read into, in the order of the list."""
    return sorted(folder.glob("rows*.parquet"), key=lambda path: (len(path.name), path.name))


@dataclass(frozen=True, slots=True)
class Batch:
    """One delivered file as it lies in the inbox; `about` is its batch.json."""

    name: str
    folder: Path
    about: dict[str, Any]

    @property
    def position(self) -> date | None:
        """Return the date for which its rows are true."""
        text = self.about["position"]
        return date.fromisoformat(text) if text else None

    @property
    def rows(self) -> list[Path]:
        """Return the files of its accepted rows, in the order of the delivered file.

        Raises:
            Refusal: it has rows, and their files are gone.

        """
        found = row_files(self.folder)
        if self.about.get("accepted") and not found:
            raise Refusal("table_damaged", file=f"inbox/{self.name}/rows.parquet")
        return found


@dataclass(frozen=True, slots=True)
class Workspace:
    """An office's folder; make one with `create`, open one with `open_workspace`."""

    folder: Path
    settings: dict[str, Any]

    @property
    def region(self) -> str:
        """Return the code of the office's region; `ID` where it has none."""
        return str(self.settings.get("region") or "ID")

    @property
    def language(self) -> str:
        """Return the language of its screens.

        Raises:
            Refusal: its settings name another than those there are.

        """
        language = str(self.settings.get("language", "id"))
        if language not in LANGS:
            raise Refusal("no_choice", option="language", value=language, known=", ".join(LANGS))
        return language

    @property
    def inbox(self) -> Path:
        """Return the folder of its batches."""
        return self.folder / "inbox"

    @property
    def ledger(self) -> store.Address:
        """Return where its decisions are: a file of its own, or the server that its settings name.

        Raises:
            Refusal: its settings name neither, or hold a password.

        """
        return store.address(self.settings.get("ledger", LEDGER), self.folder)

    @property
    def builds(self) -> Path:
        """Return the folder of its builds."""
        return self.folder / "build"

    def unread(self) -> list[tuple[str, str]]:
        """Return folders whose names lack the last letter of those that are read, each with that name."""
        return [(name[:-1], name) for name in _OWN if (self.folder / name[:-1]).is_dir()]

    def batches(self) -> list[Batch]:
        """Return every batch in the inbox, withdrawn ones too, in order of receipt."""
        found = []
        if self.inbox.is_dir():
            for folder in self.inbox.iterdir():
                if not folder.name.startswith(".") and (folder / "batch.json").is_file():
                    found.append(Batch(folder.name, folder, about_of(folder)))
        return sorted(found, key=lambda batch: (batch.about["received_at"], batch.about["order"], batch.name))

    def current(self) -> Path:
        """Return the folder of the current build.

        Raises:
            Refusal: nothing was built yet.

        """
        pointer = self.builds / "current"
        if pointer.is_file():
            folder = self.builds / pointer.read_text("utf-8", "replace").strip()
            if is_whole(folder / "build.json"):
                return folder
        raise Refusal("no_build")

    def point_to(self, build: str) -> None:
        """Make a finished build the current one, in one step."""
        put(self.builds / "current", f"{build}\n".encode())


def about_of(folder: Path) -> dict[str, Any]:
    """Return the batch.json of a batch's folder.

    Raises:
        Refusal: it is damaged.

    """
    try:
        about: dict[str, Any] = json.loads((folder / "batch.json").read_text("utf-8"))
        if about.keys() >= _SAYS:
            return about
    except (ValueError, AttributeError):
        pass
    raise Refusal("batch_damaged", batch=folder.name)


def is_whole(mark: Path) -> bool:
    """Say whether the file that is written last into a folder is there, and was not cut off since."""
    try:
        content = mark.read_bytes().strip()
    except OSError:
        return False
    return content.endswith(b"}") and content != b"{}"


def create(folder: Path, region: str = "") -> Workspace:
    """Make a workspace in a new or empty folder and return it.

    Raises:
        Refusal: there is one already, the folder holds other things, or there is no such region.

    """
    region = region_code(region) if region else ""
    if (folder / SETTINGS).exists():
        raise Refusal("workspace_exists", folder=folder.name)
    with speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refusal("folder_not_empty", folder=folder.name)
        (folder / "inbox").mkdir()
        (folder / SETTINGS).write_text(_FRESH.format(region=json.dumps(region)), "utf-8")
    return open_workspace(folder)


def open_workspace(folder: Path) -> Workspace:
    """Return the workspace in a folder or in the nearest folder above it.

    Raises:
        Refusal: there is none, or its settings are not TOML.

    """
    found = nearest(folder)
    if found is None:
        raise Refusal("no_workspace", folder=folder.resolve().name)
    return found


def _parsed(text: bytes | str) -> dict[str, Any]:
    """Return settings as they are written.

    Raises:
        Refusal: they are not TOML.

    """
    try:
        return tomllib.loads(text if isinstance(text, str) else text.decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("settings_broken", file=SETTINGS, error=str(error)) from error


def nearest(folder: Path) -> Workspace | None:
    """Return the workspace in a folder or above it, or None where there is none.

    Raises:
        Refusal: its settings are not TOML.

    """
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / SETTINGS).is_file():
            return Workspace(place, _parsed((place / SETTINGS).read_bytes()))
    return None


def keep_ledger(workspace: Workspace, where: str) -> Workspace:
    """Write into an office's settings where its ledger is, leave all else as it stands, and return the office.

    Raises:
        Refusal: the settings are written in a way that does not let this be put in, or the disk refuses.

    """
    path = workspace.folder / SETTINGS
    line = f"ledger = {json.dumps(where, ensure_ascii=False)}"
    text = path.read_bytes().decode()
    head = text[: found.start()] if (found := re.search(r"^\s*\[", text, re.MULTILINE)) else text
    put_in, there = re.subn(r"^[ \t]*ledger[ \t]*=.*$", lambda _: line, head, flags=re.MULTILINE)
    changed = (put_in if there else f"{line}\n{head}") + text[len(head) :]
    settings = _parsed(changed)
    if settings != {**_parsed(text), "ledger": where}:
        raise Refusal("settings_broken", file=SETTINGS, error="ledger")
    put(path, changed.encode())
    return Workspace(workspace.folder, settings)


def region_code(text: str) -> str:
    """Return the code of a region given by its code, name or title, before there is a build to ask.

    Raises:
        Refusal: there is none, or several (they are named).

    """
    from cakupan.engine.duckdb import DuckDB

    engine = DuckDB(threads=1)
    try:
        engine.table("region", [regions.region_path()])
        return find_region(engine, text)
    finally:
        engine.close()


def find_region(engine: Engine, text: str) -> str:
    """Return the code of a region given by its code, name or title, from the table `region` of an engine.

    A code or name that was given up means the region of today.

    Raises:
        Refusal: there is none, or several (they are named).

    """
    plain = text.strip().replace("'", "''")
    found = (
        engine.rows(_REGION.format(text=plain))
        or engine.rows(_VILLAGE.format(text=plain))
        or engine.rows(_FORMER.format(text=plain, changes=str(regions.region_change_path()).replace("'", "''")))
    )
    if not found:
        raise Refusal("no_region", region=text)
    top = [row for row in found if len(row[0]) == len(found[0][0])]
    if len(top) > 1:
        raise Refusal("several_regions", region=text, known=", ".join(f"{c} {t}" for c, t in top[:6]))
    return str(top[0][0])


@contextmanager
def whole(final: Path, mark: str) -> Iterator[Path]:
    """Give a folder to write in that becomes `final` at the end, or vanishes when anything fails.

    Where another process finished the same folder first, theirs stays: names are hashes of content. What lies in its
    place without being whole (a copy that was cut off, a folder half deleted) makes way.

    Args:
        final: the folder.
        mark: the file in it that is written last.

    """
    beside = final.parent / f".{final.name}-{uuid.uuid4().hex[:8]}"
    with speaking_of(final):
        beside.mkdir(parents=True)
    _sweep(final.parent)
    try:
        with speaking_of(final):
            yield beside
            if final.exists() and not is_whole(final / mark):
                shutil.rmtree(final)
            if not final.exists():
                try:
                    os.rename(beside, final)
                except OSError:
                    if not final.exists():
                        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else is alone in a folder, in this process or another, and keep others out until the end.

    Whoever is killed lets go of it. Where the system knows no such turn (some network disks), nobody waits.

    Raises:
        Refusal: the folder cannot be made.

    """
    with speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        place = os.open(folder / ".turn", os.O_RDWR | os.O_CREAT, 0o600) if _WINDOWS else os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            _wait(place)
        yield
    finally:
        os.close(place)


def taken(folder: Path) -> bool:
    """Say whether somebody is alone in a folder now (`alone`); False where the system cannot tell."""
    if sys.platform == "win32" or not folder.is_dir():
        return False
    import fcntl

    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(place)
    return False


def _wait(place: int) -> None:
    """Wait for the turn of an open file; closing it gives the turn on."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            with suppress(OSError):
                msvcrt.locking(place, msvcrt.LK_LOCK, 1)
                return
    else:
        import fcntl

        fcntl.flock(place, fcntl.LOCK_EX)


def put(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before.

    Raises:
        Refusal: the disk refuses.

    """
    beside = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    with speaking_of(path):
        try:
            beside.write_bytes(content)
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Take away what processes that were killed left behind; what is younger than a day may still be at work."""
    for left in folder.glob(".*-*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _refused(path: Path, error: OSError) -> Refusal:
    """Return what the disk said of a file: that its folder is missing, that it may not be touched, or its own words."""
    if error.errno == errno.ENOENT and not path.parent.is_dir():
        return Refusal("disk_folder", file=path.name, folder=path.parent.name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refusal("disk_rights", file=path.name, folder=path.absolute().parent.name)
    return Refusal("disk", file=path.name, error=error.strerror or str(error))


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Turn what the disk refuses (full, read-only, no such folder) into one sentence.

    Raises:
        Refusal: with what the system said.

    """
    try:
        yield
    except OSError as error:
        raise _refused(path, error) from error
    except Exception as error:
        if type(error).__name__ != _DISK_ERROR:
            raise
        raise Refusal("disk", file=path.name, error=str(error).splitlines()[0].rsplit(": ", 1)[-1]) from error
