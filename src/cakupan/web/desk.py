"""What is done with files beside the requests that ask for it: dry runs, taking in, what a withdrawal would do.

A request waits a moment; what takes longer goes on, and the page that asks again finds it. What was decided is written
down before it is done, so that the next process finishes what this one did not.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSoon
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from threading import Lock
from typing import Any

from cakupan import intake, recipes, steps, trials, withdrawals
from cakupan.batches import standing
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.sources import SheetMapping
from cakupan.web.jobs import Jobs
from cakupan.web.shelf import SEEN, Shelf, Waiting
from cakupan.withdrawals import Withdrawal
from cakupan.workspace import Workspace, put

_log = logging.getLogger("cakupan.web")
#: Seconds that a request waits for what is done beside it.
_PATIENCE = 2.5
#: Files read side by side, and results held that are nowhere on disk.
_HANDS, _HELD = 2, 64


@dataclass(frozen=True, slots=True)
class Seen:
    """What a dry run of a file found.

    Attributes:
        key: hash of all that it rests on; another one means that it must be done again.
        mends: the batch that the file mends, where it is a workbook that came back.
        region: the region that the file speaks for; empty where that is the office's.
        counts: as of `trials.Trial`; none where the file was refused.
        findings: code -> how often.
        sheets: how each sheet is understood.
        guessed: sheets in which no header was found, by the line that looks most like one.
        refusal: code and words of what stands in the way.

    """

    key: str
    mends: str = ""
    region: str = ""
    kind: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    sheets: tuple[SheetMapping, ...] = ()
    guessed: tuple[SheetMapping, ...] = ()
    refusal: tuple[str, dict[str, Any]] | None = None


class Desk:
    """The work on files of one office in this process."""

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        self.workspace, self.jobs, self.shelf = workspace, jobs, Shelf(workspace)
        self._hands = ThreadPoolExecutor(_HANDS, "cakupan-desk")
        self._turn = Lock()
        self._doing: dict[str, Future[Any]] = {}

    def start(self) -> None:
        """Finish what was decided before the last process ended."""
        self.shelf.sweep()
        for waiting in self.shelf.all():
            if waiting.decided:
                self._begin(f"take {waiting.name}", partial(self._take, waiting.name))

    def stop(self) -> None:
        """Begin nothing more."""
        self._hands.shutdown(wait=False, cancel_futures=True)

    def see(self, waiting: Waiting) -> Seen | None:
        """Return the dry run of a file, done now if it was not; None while it lasts."""
        key = self._key(waiting)
        return _read(waiting, key) or self._ask(f"see {waiting.name} {key}", lambda: self._see(waiting, key))

    def again(self, waiting: Waiting, said: Said | None = None) -> None:
        """Have a file tried again, with what is said of it now.

        Raises:
            Refusal: the disk refuses.

        """
        if said is not None:
            self.shelf.change(waiting, said=said)
        (waiting.folder / SEEN).unlink(missing_ok=True)
        with self._turn:
            for key in [
                key for key, one in self._doing.items() if key.startswith(f"see {waiting.name}") and one.done()
            ]:
                del self._doing[key]

    def take(self, waiting: Waiting, key: str, by: str) -> str:
        """Take a file in as it was seen, and return its batch; empty text while it lasts.

        Raises:
            Refusal: what the dry run rests on has changed since, or it was refused.

        """
        if not waiting.decided:
            seen = self.see(waiting)
            if seen is None or seen.key != key or seen.refusal:
                raise Refusal("upload_changed")
            self.shelf.change(waiting, decided=True, by=by)
        return self.finish(waiting)

    def finish(self, waiting: Waiting) -> str:
        """Return the batch of a file that is to be taken in; empty text while it lasts, and where it was refused."""
        self._ask(f"take {waiting.name}", partial(self._take, waiting.name))
        return self.shelf.became(waiting.name, waiting.person)

    def foresee(self, batch: str) -> tuple[Withdrawal | None, str]:
        """Return what withdrawing a batch would do (None while it is worked out), and the hash of what counts now."""
        key = self.counting()
        return self._ask(f"foresee {batch} {key}", lambda: withdrawals.foresee(self.workspace, batch)), key

    def counting(self) -> str:
        """Return the hash of what counts now."""
        return steps.digest(*(batch.name for batch in standing(self.workspace)))

    def choose(self, waiting: Waiting, sheet: SheetMapping, fields: dict[str, str]) -> None:
        """Keep which heading of a sheet is which field as the office's recipe.

        Raises:
            Refusal: as of `recipes.choose`.

        """
        with self.shelf.alone():
            recipes.choose(self.workspace.folder / "recipes", waiting.said.kind, sheet, fields)

    def withdraw(self, batch: str, key: str, by: str) -> None:
        """Withdraw a batch as it was foreseen, and have the office built.

        Raises:
            Refusal: something else counts since, or there is no such batch.

        """
        with self.shelf.alone():
            if self.counting() != key:
                raise Refusal("upload_changed")
            intake.withdraw(self.workspace, batch, by)
        self.jobs.wake()

    def readmit(self, batch: str, by: str) -> None:
        """Let a withdrawn batch count again, and have the office built.

        Raises:
            Refusal: there is no such batch, or it counts.

        """
        with self.shelf.alone():
            intake.readmit(self.workspace, batch, by)
        self.jobs.wake()

    def _key(self, waiting: Waiting) -> str:
        own = recipes.edited(self.workspace.folder / "recipes")
        return steps.digest(repr(replace(waiting.said, by="")), own, self.counting())

    def _ask(self, key: str, do: Callable[[], Any]) -> Any:
        """Return what is done beside this request, once for all who ask; None while it lasts."""
        try:
            return self._begin(key, do).result(_PATIENCE)
        except TooSoon:
            return None

    def _begin(self, key: str, do: Callable[[], Any]) -> Future[Any]:
        with self._turn:
            for old in [name for name, one in self._doing.items() if one.done()][:-_HELD]:
                del self._doing[old]
            known = self._doing.get(key)
            if known is None or (known.done() and key.startswith("take")):
                self._doing[key] = self._hands.submit(do)
            return self._doing[key]

    def _see(self, waiting: Waiting, key: str) -> Seen:
        """Try a file and write down what was found beside it."""
        seen = Seen(key, kind=waiting.said.kind)
        try:
            mends = intake.carried(waiting.file)
            said = Said("", called=waiting.said.called) if mends else waiting.said
            seen = replace(seen, mends=mends)
            done = trials.run(self.workspace, waiting.file, said)
            seen = replace(
                seen, kind=done.said.kind, region=done.said.scope or done.said.region, counts=done.counts,
                findings=done.findings, sheets=done.sheets,
            )  # fmt: skip
        except Exception as error:
            seen = replace(seen, refusal=_why(error, waiting))
        if not seen.mends and not all(sheet.header_row for sheet in seen.sheets or [_NONE]):
            seen = replace(seen, guessed=tuple(self._guessed(waiting, seen)))
        if waiting.folder.is_dir():
            put(waiting.folder / SEEN, json.dumps(asdict(seen), ensure_ascii=False).encode())
        return seen

    def _guessed(self, waiting: Waiting, seen: Seen) -> Iterator[SheetMapping]:
        """Yield the likeliest headings of sheets that were not understood."""
        known = {sheet.sheet for sheet in seen.sheets if sheet.header_row}
        try:
            for sheet in intake.guess(self.workspace, waiting.file, waiting.said):
                if sheet.header_row and sheet.sheet not in known:
                    yield sheet
        except Refusal:
            return

    def _take(self, name: str) -> None:
        """Take in a file that was decided on, one after the other in an office; a refusal is written beside it."""
        with self.shelf.alone():
            waiting = self.shelf.get(name)
            if waiting is None or not waiting.decided:
                return
            seen = _read(waiting)
            said = Said("", called=waiting.said.called) if seen and seen.mends else waiting.said
            try:
                done = intake.add(self.workspace, waiting.file, replace(said, by=waiting.by))
            except Exception as error:
                self._refused(waiting, seen, error)
                return
            self.jobs.wake()
            self.shelf.done(waiting, done.batch.name)

    def _refused(self, waiting: Waiting, seen: Seen | None, error: Exception) -> None:
        """Write beside a file why it was not taken in, and leave it to be decided again."""
        self.shelf.change(waiting, decided=False, by="")
        now = replace(seen or Seen(""), key=self._key(waiting), refusal=_why(error, waiting))
        put(waiting.folder / SEEN, json.dumps(asdict(now), ensure_ascii=False).encode())


_NONE = SheetMapping("", 0, (), {}, ())


def _why(error: Exception, waiting: Waiting) -> tuple[str, dict[str, Any]]:
    """Return what stands in the way in its parts, with the name under which the file came."""
    if isinstance(error, Refusal):
        return error.code, {
            key: waiting.said.called if word == waiting.kept else word for key, word in error.words.items()
        }
    _log.error("a file could not be read", exc_info=error)
    return "unexpected", {"place": type(error).__name__}


def _read(waiting: Waiting, key: str = "") -> Seen | None:
    """Return the dry run that was written down, where it still holds."""
    path = waiting.folder / SEEN
    try:
        raw = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    if key not in ("", raw["key"]):
        return None
    for name in ("sheets", "guessed"):
        raw[name] = tuple(
            SheetMapping(**{**one, "headings": tuple(one["headings"]), "unmapped": tuple(one["unmapped"])})
            for one in raw[name]
        )
    return Seen(**{**raw, "refusal": tuple(raw["refusal"]) if raw["refusal"] else None})
