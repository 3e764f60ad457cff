"""The build that is served: opened once, asked by all, exchanged when the office has a newer one."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread

from markupsafe import Markup

from cakupan import people, review
from cakupan.findings import Refusal
from cakupan.followups import Book
from cakupan.reports import beforehand
from cakupan.results import Answers, kept
from cakupan.results.ask import own_files
from cakupan.review import Pair
from cakupan.workspace import Workspace

#: What the engine may take for questions that were not kept, in megabytes.
MEMORY = 400
#: Pairs that are looked up at once.
_PAIRS = 500
#: Letters of parts of pages that are kept for the next who asks.
_SIGNS = 32_000_000
_log = logging.getLogger("cakupan.web")
Tell = Callable[[str, int], None]


class House:
    """An office with its build open for questions."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.followups = Book(workspace)
        #: What opens the page on which the first account is made; empty where there are accounts.
        self.key = "" if people.anyone(workspace.ledger) else secrets.token_urlsafe(12)
        #: What is called when the office should be built anew.
        self.ring: Callable[[], None] = lambda: None
        self._answers: Answers | None = None
        self._parts = _Parts()
        self._turn = Lock()
        self._taking = Lock()
        self._pairs: dict[tuple[str, str], list[Pair]] = {}
        self._weighing = Lock()
        self._coming: Thread | None = None

    def open(self) -> None:
        """Open the current build, if there is one, with what was kept of it."""
        try:
            self.take(self.workspace.current())
        except Refusal:
            self._answers = None

    def close(self) -> None:
        """Let go of the build."""
        if self._coming:
            self._coming.join()
        if self._answers:
            self._answers.close()
            self._answers = None

    def pairs(self, region: str) -> list[Pair]:
        """Return the pairs that are open in a region of the current build; found once for each build.

        Raises:
            Refusal: nothing was built yet.

        """
        key = (self.workspace.current().name, region)
        with self._weighing:
            if key not in self._pairs:
                self._pairs = {one: pairs for one, pairs in self._pairs.items() if one[0] == key[0]}
                self._pairs[key] = review.pairs(self.workspace, region=region, limit=_PAIRS)
            return self._pairs[key]

    def changed(self) -> None:
        """Take note that something was written that the next build will count."""
        self.ring()

    def once(self, answers: Answers, key: str, make: Callable[[], Markup]) -> Markup:
        """Return a part of a page that is the same for all who look at a build, made once while it is asked for."""
        return self._parts.get(f"{answers.build} {key}", make)

    def answers(self) -> Answers:
        """Return the build that is open; a newer one is opened beside it and takes its place when it is ready.

        Raises:
            Refusal: nothing was built yet, or the first build is being prepared.

        """
        folder = self.workspace.current()
        open_now = self._answers
        if open_now is None and is_kept(self.workspace, folder):
            self.take(folder)
            open_now = self._answers
        if open_now is None or open_now.folder != folder:
            self._exchange(folder)
        if open_now is None:
            raise Refusal("build_coming")
        return open_now

    def take(self, folder: Path, tell: Tell | None = None) -> None:
        """Open a build and put it in the place of the one that is open, once what the dashboard asks is kept.

        The older one stays for the requests that hold it, and goes with the last of them. Where somebody is doing the
        same it is done once.

        Args:
            folder: the build.
            tell: is called with each question kept and the number of regions that it was answered for.

        """
        with self._taking:
            if self._answers is None or self._answers.folder != folder:
                self._answers = self._opened(folder, tell)
                self._parts = _Parts()

    def _exchange(self, folder: Path) -> None:
        with self._turn:
            if self._coming and self._coming.is_alive():
                return
            self._coming = Thread(target=self._take, args=(folder,), daemon=True)
            self._coming.start()

    def _take(self, folder: Path) -> None:
        try:
            self.take(folder)
        except Exception:
            _log.exception("the newer build could not be opened")

    def _opened(self, folder: Path, tell: Tell | None) -> Answers:
        if not is_kept(self.workspace, folder):
            try:
                keep(self.workspace, folder, tell)
            except Refusal as refusal:  # a build with nothing in it is served all the same, so that it says so
                _log.warning("no answers were kept: %s", refusal.code)
        answers = Answers(self.workspace, folder, remembers=False)
        answers.engine.limit(MEMORY)
        return answers


class _Parts:
    """Parts of pages by key; those that nobody asked for longest go when there are too many."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, Markup] = OrderedDict()
        self._signs = 0
        self._turn = Lock()

    def get(self, key: str, make: Callable[[], Markup]) -> Markup:
        """Return a part, made now if it is not there."""
        with self._turn:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._turn:
            self._signs += len(made) - len(self._made.pop(key, ""))
            self._made[key] = made
            while self._signs > _SIGNS:
                self._signs -= len(self._made.popitem(last=False)[1])
        return made


def is_kept(workspace: Workspace, folder: Path) -> bool:
    """Say whether what the dashboard asks was kept of a build, by the office's own measures of today."""
    found = kept.see(folder, kept.mark(own_files(workspace)))
    if found:
        found.close()
    return found is not None


def keep(workspace: Workspace, folder: Path, tell: Tell | None = None) -> Path:
    """Ask what dashboard and reports ask of one region of each level, and keep the answers for all regions.

    Raises:
        Refusal: the disk refuses.

    """
    with Answers(workspace, folder) as answers:
        return beforehand.keep(answers, tell)
