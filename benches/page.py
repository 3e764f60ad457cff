"""The page docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

import psutil

from benches.linked import Linked
from benches.measure import Took
from benches.tasks import Outcome

_HEADS = (
    "bench",
    "peer",
    "ours s",
    "peer s",
    "processor s, ours / peer",
    "runs",
    "ours against the peer",
    "peak MB",
    "rows",
    "target",
    "met",
)
_LINKED = (
    "lists",
    "method",
    "precision",
    "recall",
    "F1",
    "joined wrongly",
    "training s",
    "choosing s",
    "predicting s",
    "whole s",
    "peak MB",
    "target",
    "met",
)
_TEXT = Path(__file__).parent / "page.md"


def table(found: Iterable[Outcome]) -> str:
    """Return the outcomes as one Markdown table."""
    lines = [_line(_HEADS), _line(["---"] * len(_HEADS))]
    return "\n".join([*lines, *(_line(_cells(outcome)) for outcome in found)])


def linked(found: Iterable[Linked]) -> str:
    """Return how right the linking was as one Markdown table."""
    lines = [_line(_LINKED), _line(["---"] * 2 + ["--:"] * 9 + ["---"] * 2)]
    return "\n".join([*lines, *(_line(_judged(one)) for one in found)])


def _judged(one: Linked) -> list[str]:
    return [
        one.scene,
        one.method,
        f"{one.precision:.5f}",
        f"{one.recall:.5f}",
        f"{one.f1:.5f}",
        f"{one.wrong:,}",
        *(_spent(one, what) for what in ("training", "choosing", "predicting")),
        f"{one.took.seconds:.1f} / {one.took.cpu_s:.1f}",
        f"{one.took.peak_mb:,.0f}",
        one.promise,
        "" if not one.promise else "yes" if one.met else "**no**",
    ]


def _spent(one: Linked, what: str) -> str:
    """Return seconds of the clock and of processors; of ours, those of Splink's own call too."""
    told = [one.spent(what, clock) for clock in ("wall", "cpu")]
    if told[0] is None:
        return "–"
    inside = [one.spent("splink", clock) for clock in ("wall", "cpu")] if what == "predicting" else [None]
    words = " / ".join(f"{seconds:.2f}" for seconds in told)
    return words if inside[0] is None else f"{words} (in Splink {' / '.join(f'{seconds:.2f}' for seconds in inside)})"


def whole(
    found: Iterable[Outcome], judged: Iterable[Linked], versions: Mapping[str, str], runs: int, load: float
) -> str:
    """Return the page: the words of page.md around the machine and the tables; `load` is what others did before."""
    told = {
        "machine": _machine(),
        "versions": ", ".join(f"{name} {number}" for name, number in versions.items()),
        "runs": str(runs),
        "load": f"{load:.1f}",
        "table": table(found),
        "linked": linked(judged),
    }
    text = _TEXT.read_text("utf-8")
    for word, value in told.items():
        text = text.replace("{" + word + "}", value)
    return text


def _cells(outcome: Outcome) -> list[str]:
    return [
        outcome.bench,
        outcome.peer or "–",
        _seconds(outcome.ours),
        _seconds(outcome.theirs) if outcome.theirs else "–",
        " / ".join(f"{median(took.cpu_s for took in side):.1f}" for side in (outcome.ours, outcome.theirs) if side),
        f"{len(outcome.ours)} / {len(outcome.theirs)}" if outcome.theirs else str(len(outcome.ours)),
        _against(outcome.ratio),
        f"{outcome.peak_mb:,.0f}",
        f"{outcome.rows:,}" if outcome.rows else "–",
        outcome.promise.text,
        "" if outcome.promise.text == "recorded" else "yes" if outcome.met else "**no**",
    ]


def _seconds(runs: list[Took]) -> str:
    times = sorted(took.seconds for took in runs)
    spread = f" [{times[0]:.2f}–{times[-1]:.2f}]" if len(times) > 1 else ""
    return f"{median(times):.2f}{spread}"


def _against(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{1 / ratio:.2f} times as fast" if ratio < 1 else f"{ratio:.2f} times the time"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _machine() -> str:
    memory = round(psutil.virtual_memory().total / 2**30)
    return f"{_model()}, {os.cpu_count()} cores, {memory} GiB, {_system()}, Python {platform.python_version()}"


def _model() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text("utf-8").splitlines() if cpu.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform(terse=True)
