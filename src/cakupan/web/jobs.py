"""Building in the background: one worker of this process, one build at a time in an office, and what it is doing."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from threading import Event, Thread
from typing import Any, Literal

from cakupan import builds, wording
from cakupan.findings import Refusal, message
from cakupan.web.answer import say
from cakupan.web.house import House
from cakupan.web.shelf import FOLDER
from cakupan.workspace import alone, put, taken

_log = logging.getLogger("cakupan.web")
#: Seconds for which the end of the server waits for a table that is being made.
_PATIENCE = 25
Kind = Literal["idle", "queued", "reading", "table", "keeping", "done", "refused", "broken"]


@dataclass(frozen=True, slots=True)
class State:
    """What the worker does.

    Attributes:
        kind: where it is.
        table: the table that was made last, or the measure that was kept last.
        n: how many of them are done.
        build: name of the build that was finished.
        refusal: code and words of what stood in the way.

    """

    kind: Kind = "idle"
    table: str = ""
    n: int = 0
    build: str = ""
    refusal: tuple[str, dict[str, Any]] | None = field(default=None)

    @property
    def busy(self) -> bool:
        """Say whether there is more to come."""
        return self.kind in ("queued", "reading", "table", "keeping")

    def sentence(self, lang: str) -> str:
        """Return what it does, for people."""
        if self.refusal:
            return say(lang, "job_refused", why=message(self.refusal[0], lang, **self.refusal[1]))
        return say(lang, f"job_{self.kind}", table=self.table, n=wording.count(self.n, lang), build=self.build)

    def machine(self, lang: str) -> dict[str, Any]:
        """Return the machine form."""
        return {"state": self.kind, "busy": self.busy, "build": self.build, "sentence": self.sentence(lang)}


class _Stopped(Exception):  # noqa: N818 - it is no fault
    pass


class Jobs:
    """The worker of this process; what it does is asked for by `wake`, and seen by `state`."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._bell = Event()
        self._ends = False
        self._state = State()
        self._told = house.workspace.folder / FOLDER / "job.json"
        self._thread: Thread | None = None

    @property
    def state(self) -> State:
        """What the worker does now; where it rests and that of another process works, what that one does."""
        own = self._state
        if own.busy or not taken(self._house.workspace.folder):
            return own
        with suppress(OSError, ValueError):
            return State(**json.loads(self._told.read_text("utf-8")))
        return State("queued")

    def start(self) -> None:
        """Begin to work; where a build is due, since the last process ended before it, that is the first thing."""
        self._thread = Thread(target=self._run, name="cakupan-build", daemon=True)
        self._thread.start()
        if builds.due(self._house.workspace):
            self.wake()

    def wake(self) -> None:
        """Have the office built; asked again while it is built, it is built again after."""
        if not self._state.busy:
            self._state = State("queued")
        self._bell.set()

    def stop(self) -> None:
        """Stop between two tables; what was not finished is queued again by the next process."""
        self._ends = True
        self._bell.set()
        if self._thread:
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while True:
            self._bell.wait()
            if self._ends:
                return
            self._bell.clear()
            self._state = self._done()

    def _done(self) -> State:
        """Build and keep what the dashboard asks, and return how that ended."""
        try:
            with alone(self._house.workspace.folder):
                self._say(State("reading"))
                built = builds.build(self._house.workspace, self._counter("table"))
                self._say(State("keeping"))
                self._house.take(built.folder, self._counter("keeping"))
            return State("queued") if self._bell.is_set() else State("done", build=built.name)
        except _Stopped:
            return State("queued")
        except Refusal as refusal:
            return State("refused", refusal=(refusal.code, dict(refusal.words)))
        except Exception as error:
            _log.exception("a build broke: %s", type(error).__name__)
            return State("broken")

    def _counter(self, kind: Literal["table", "keeping"]) -> builds.Tell:
        done = 0

        def tell(table: str, _: int) -> None:
            nonlocal done
            if self._ends:
                raise _Stopped
            done += 1
            self._say(State(kind, table, done))

        return tell

    def _say(self, state: State) -> None:
        """Tell what is done, to this process and to others that serve the office."""
        self._state = state
        if self._told.parent.is_dir():
            put(self._told, json.dumps(asdict(state)).encode())
