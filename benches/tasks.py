"""The benches: what is done, beside whom, and what was promised."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benches import clocks, lists, stays
from benches.measure import Took, python, run, together

_OFFICE = "33.02"
_VALIDATORS = ("pandera", "frictionless")
#: How often one process asks what takes a fraction of a second.
_TIMES = 25
#: People invented by us, and by Faker, whose seconds are taken times as many.
_INVENTED, _BY_FAKER = 5_000_000, 20_000


@dataclass(frozen=True, slots=True)
class Promise:
    """What must hold: the ratio (ours through the peer's time), our seconds, our memory."""

    text: str
    ratio: float | None = None
    seconds: float | None = None
    peak_mb: float | None = None


@dataclass(slots=True)
class Outcome:
    """What a bench found: seconds of every run of ours and of the peer."""

    bench: str
    peer: str
    rows: int
    promise: Promise
    ours: list[Took] = field(default_factory=list)
    theirs: list[Took] = field(default_factory=list)

    @property
    def ours_s(self) -> float:
        """Return the median of our seconds."""
        return median(took.seconds for took in self.ours)

    @property
    def peer_s(self) -> float | None:
        """Return the median of the peer's seconds; None where there is no peer."""
        return median(took.seconds for took in self.theirs) if self.theirs else None

    @property
    def ratio(self) -> float | None:
        """Return our seconds through the peer's."""
        return self.ours_s / self.peer_s if self.peer_s else None

    @property
    def peak_mb(self) -> float:
        """Return the most memory that ours ever took."""
        return max(took.peak_mb for took in self.ours)

    @property
    def met(self) -> bool:
        """Say whether all that was promised holds."""
        told = (
            (self.ratio, self.promise.ratio),
            (self.ours_s, self.promise.seconds),
            (self.peak_mb, self.promise.peak_mb),
        )
        return all(most is None or (value is not None and value <= most) for value, most in told)


def read_xlsx(data: Path, runs: int) -> Iterator[Outcome]:
    """Read a messy workbook of 200,000 x 12 into clean, judged rows; the peer only reads its cells."""
    file = lists.messy_xlsx(data)
    promise = Promise("at most 2.5 times the time; < 1.2 GiB", ratio=2.5, peak_mb=1.2 * 1024)
    found = Outcome("read-xlsx", "fastexcel to_arrow", lists.XLSX_ROWS, promise)
    yield from _both(found, file, "read_xlsx", runs)


def read_csv(data: Path, runs: int) -> Iterator[Outcome]:
    """Read a text file of five million rows into clean, judged rows; the peer only reads its cells."""
    file = lists.big_csv(data)
    promise = Promise("at most 3 times the time; < 1.2 GiB", ratio=3.0, peak_mb=1.2 * 1024)
    yield from _both(Outcome("read-csv", "DuckDB read_csv", lists.CSV_ROWS, promise), file, "read_csv", runs)


def read_million(data: Path, runs: int) -> Iterator[Outcome]:
    """Read the largest sheet that Excel has into clean, judged rows."""
    promise = Promise("at most 2.5 times the time; < 1.5 GiB", ratio=2.5, peak_mb=1.5 * 1024)
    found = Outcome("read-xlsx-million", "fastexcel to_arrow", lists.MILLION_ROWS, promise)
    yield from _beside(found, lists.million_xlsx(data), "xlsx", min(runs, 2))


def read_format(form: str, peer: str) -> Callable[[Path, int], Iterator[Outcome]]:
    """Return the bench of a format: 200,000 x 12 into clean, judged rows; the peer only reads the cells."""

    def bench(data: Path, runs: int) -> Iterator[Outcome]:
        found = Outcome(f"read-{form}", peer, lists.XLSX_ROWS, Promise("at most 2.5 times the time", ratio=2.5))
        yield from _beside(found, lists.messy(data, form), form, runs)

    return bench


def validate(form: str, peer: str) -> Callable[[Path, int], Iterator[Outcome]]:
    """Return the bench of a validator on the same rows and rules; ours cleans and keeps them too.

    A workbook's lines below the list, which Frictionless takes for rows, are the only difference that may be.
    """

    def bench(data: Path, runs: int) -> Iterator[Outcome]:
        file = lists.messy_xlsx(data) if form == "xlsx" else lists.messy(data, form)
        found = Outcome(f"validate-{form}", peer, lists.XLSX_ROWS, Promise("10 times as fast", ratio=1 / 10))
        for _ in range(runs):
            found.ours.append(run(python("benches.ours.read", file)))
            found.theirs.append(run(python(f"benches.peers.validate_{peer}", file)))
            ours, theirs = found.ours[-1].said, found.theirs[-1].said
            _same({"failing": ours["failing"]}, {"failing": theirs["failing"] - (theirs["rows"] - ours["rows"])})
        yield found

    return bench


def _beside(found: Outcome, file: Path, form: str, runs: int) -> Iterator[Outcome]:
    for _ in range(runs):
        found.ours.append(run(python("benches.ours.read", file)))
        found.theirs.append(run(python("benches.peers.read_bare", form, file)))
    yield found


def _both(found: Outcome, file: Path, peer: str, runs: int) -> Iterator[Outcome]:
    for _ in range(runs):
        found.ours.append(run(python("benches.ours.read", file)))
        found.theirs.append(run(python(f"benches.peers.{peer}", file)))
    yield found


def kabupaten(data: Path, runs: int) -> Iterator[Outcome]:
    """Take the lists of a kabupaten from files to a report, then one more list, then ask one question.

    Nobody is left to likeness there (`people.listed`), so that exact keys must find the same persons as we do.
    """
    files, place = lists.kabupaten(data), data / "office"
    rows = lists.WORKERS + lists.IN_GROUP + sum(lists.MEMBERS.values())
    calamine = Outcome("kabupaten", "pandas + calamine", rows, Promise("3 times as fast; < 2 GiB", 1 / 3, peak_mb=2048))
    openpyxl = Outcome(
        "kabupaten", "pandas + openpyxl", rows, Promise("10 times as fast; < 2 GiB", 1 / 10, peak_mb=2048)
    )
    second = Outcome(
        "kabupaten-second", "cakupan, the first time", lists.LATER, Promise("5 times as fast as the first", 1 / 5)
    )
    rebuild = Outcome("kabupaten-rebuild", "cakupan build, the first time", rows + lists.LATER, Promise("recorded"))
    show = Outcome("show", "", rows, Promise("< 1 s", seconds=1.0))
    bare = Outcome("import", "", 0, Promise("recorded"))
    for number in range(runs):
        shutil.rmtree(place, ignore_errors=True)
        built = _first(files, place, calamine)
        told = _answers(place)
        for outcome in (calamine, openpyxl)[: 2 if number == 0 else 1]:
            engine = outcome.peer.rpartition(" ")[2]
            peer = run(python("benches.peers.kabupaten_pandas", files, data / "peer.html", "--engine", engine))
            outcome.theirs.append(peer)
            _same(told, peer.said["answers"])
        show.ours.append(run(_cakupan(place, "show", "coverage", "--by", "district")))
        bare.ours.append(run([sys.executable, "-c", "import cakupan"]))
        again = _second(files, place, second)
        rebuild.ours.append(again)
        rebuild.theirs.append(built)
        second.theirs.append(calamine.ours[-1])
    openpyxl.ours = calamine.ours
    yield from (calamine, openpyxl, second, rebuild, show, bare)


def _first(files: Path, place: Path, found: Outcome) -> Took:
    """Take everything in, build and report; return what the build took."""
    at = ("--position", lists.POSITION)
    taken = run(
        python("cakupan", "new", place, "--region", _OFFICE),
        _cakupan(place, "add", *sorted(files.glob("pekerja-*.xlsx")), "--as", "workers", *at),
        _cakupan(place, "add", files / "rt-rw.xlsx", "--as", "workers", "--group", "RT_RW", *at),
        _cakupan(place, "add", *sorted(files.glob("peserta-*.xlsx")), "--as", "members", *at),
    )
    built = run(_cakupan(place, "build"))
    told = run(_cakupan(place, "report", "coverage", "-o", place / "cakupan.html"))
    found.ours.append(_sum(taken, built, told))
    return built


def _second(files: Path, place: Path, found: Outcome) -> Took:
    """Take one more list in, build and report; return what the build took."""
    file = files / "susulan.xlsx"
    taken = run(_cakupan(place, "add", file, "--as", "workers", "--partial", "--position", lists.POSITION))
    built = run(_cakupan(place, "build"))
    told = run(_cakupan(place, "report", "coverage", "-o", place / "cakupan.html"))
    found.ours.append(_sum(taken, built, told))
    return built


def law_month(data: Path, runs: int) -> Iterator[Outcome]:
    """Compute the contributions of ten million spells for one month; exact sums are equal, others nearly."""
    peers = {
        ("hand", "month"): ("one SELECT by hand", Promise("at most 1.3 times the time; < 2 GiB", 1.3, peak_mb=2048)),
        ("hand", "segments"): ("a SELECT a segment by hand", Promise("at most 1.3 times the time", 1.3)),
        ("numpy", ""): ("NumPy, doubles", Promise("as fast", 1.0)),
        ("openfisca", ""): ("OpenFisca-core", Promise("15 times as fast", 1 / 15)),
    }
    yield from _contributions("law-month", data, runs, peers, "month")


def law_years(data: Path, runs: int) -> Iterator[Outcome]:
    """Compute the contributions of the same spells for five years, cut where the law changes."""
    peers = {
        ("hand", "years"): ("cut by hand", Promise("at most 1.3 times the time; < 2 GiB", 1.3, peak_mb=2048)),
        ("hand", "monthly"): ("month by month", Promise("recorded")),
    }
    yield from _contributions("law-years", data, runs, peers, "years")


def _contributions(
    bench: str, data: Path, runs: int, peers: dict[tuple[str, str], tuple[str, Promise]], what: str
) -> Iterator[Outcome]:
    """Let ours and its peers take turns, and see that all come to the same sums."""
    file = lists.spells(data)
    found = {key: Outcome(bench, name, lists.SPELLS, promise) for key, (name, promise) in peers.items()}
    for number in range(runs):
        ours = run(python("benches.ours.contributions", file, what))
        for (peer, word), outcome in found.items():
            outcome.ours.append(ours)
            if word == "monthly" and number:
                continue
            outcome.theirs.append(run(python(f"benches.peers.contributions_{peer}", file, *filter(None, [word]))))
            sums = outcome.theirs[-1].said["sums"]
            if peer == "hand":
                _same(ours.said["sums"], sums)
            else:
                _near(ours.said["sums"], sums)
    yield from found.values()


def _near(ours: dict[str, int], theirs: dict[str, int]) -> None:
    """See that sums of amounts that nobody rounded, or that are kept in 32 bits, are ours to a millionth.

    Raises:
        AssertionError: they are not.

    """
    wrong = {key: (ours[key], theirs[key]) for key in theirs if abs(ours[key] - theirs[key]) > ours[key] / 1_000_000}
    if wrong:
        raise AssertionError(f"ours and the peer's differ: {wrong}")


def _sum(*parts: Took) -> Took:
    return Took(*together(*parts), {})


def _cakupan(place: Path, *words: object) -> list[str]:
    return python("cakupan", *words, "-w", place)


def _answers(place: Path) -> dict[str, Any]:
    """Return what our build says where the peer says it too."""
    from cakupan.results import Answers, Question
    from cakupan.workspace import open_workspace

    office = open_workspace(place)
    with Answers(office) as answers:
        asked = {part: answers.ask(Question("coverage", by=(part,))) for part in ("district", "segment")}
        whole = answers.ask(Question("coverage"))[0]
        group = answers.ask(Question("reach", group="RT_RW"))[0]
    accepted = {"base": 0, "group": 0, "": 0}
    for batch in office.batches():
        accepted[batch.about["role"]] += batch.about["accepted"]
    return {
        "accepted": list(accepted.values()),
        "total": [whole.numerator, whole.denominator],
        "district": {one.region: [one.numerator, one.denominator] for one in asked["district"]},
        "segment": {one.segment: [one.numerator, one.denominator] for one in asked["segment"]},
        "group": [group.numerator, group.denominator],
    }


def trend(data: Path, runs: int) -> Iterator[Outcome]:
    """Ask coverage at 36 month ends of five million persons; distinct persons by month are counted once."""
    office, lines, months = stays.office(data), stays.timeline(data), stays.person_months(data)
    distinct = Outcome("trend", "count(distinct) by month", stays.PERSONS, Promise("100 times as fast", 1 / 100))
    intervals = Outcome("trend", "running sum by hand", stays.PERSONS, Promise("at most 1.2 times the time", 1.2))
    distinct.theirs.append(run(python("benches.peers.trend", "distinct", months, 1)))
    for _ in range(runs):
        distinct.ours.append(run(python("benches.ours.trend", office, _TIMES)))
        intervals.theirs.append(run(python("benches.peers.trend", "intervals", lines, _TIMES)))
        ours = distinct.ours[-1].said["answers"]
        _same(ours, intervals.theirs[-1].said["answers"])
        members = [[active, None] for active, _ in ours["months"]]
        _same({"months": members}, distinct.theirs[0].said["answers"])
    intervals.ours = distinct.ours
    yield from (distinct, intervals)


def _same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """See that both sides of a bench found the same numbers.

    Raises:
        AssertionError: they did not; times of different answers are no comparison.

    """
    wrong = {key: (json.dumps(ours[key]), json.dumps(theirs[key])) for key in theirs if ours[key] != theirs[key]}
    if wrong:
        raise AssertionError(f"ours and the peer's differ: {wrong}")


def two_clocks(data: Path, runs: int) -> Iterator[Outcome]:
    """Ask two finished builds of five million persons over 36 months: what was known then, and why it changed."""
    place = clocks.office(data).folder
    promise = Promise("< 2 s; < 4 GiB", seconds=2.0, peak_mb=4096)
    known = Outcome("known-at", "", clocks.PERSONS, promise)
    accounted = Outcome("account", "", clocks.PERSONS, promise)
    ends = (f"{clocks.FIRST}@{clocks.EARLIER}", f"{clocks.LAST}@{clocks.LATER}")
    for _ in range(runs):
        asked = ("coverage", "--at", str(clocks.LAST), "--known-at", str(clocks.EARLIER))
        known.ours.append(run(_cakupan(place, "show", *asked)))
        accounted.ours.append(run(_cakupan(place, "account", "--from", ends[0], "--to", ends[1])))
    yield from (known, accounted)


def synth(_data: Path, runs: int) -> Iterator[Outcome]:
    """Invent five million workers with their truth, and hard rosters beside a million; Faker goes at its pace."""
    promise = Promise("500,000 people a second; < 3 GiB", seconds=_INVENTED / 500_000, peak_mb=3072)
    clean = Outcome("synth", "Faker id_ID", _INVENTED, promise)
    hard = Outcome("synth-hard", "", 1_000_000, Promise("recorded"))
    for _ in range(runs):
        clean.ours.append(run(python("benches.ours.synth", "clean", _INVENTED, 0)))
        clean.theirs.append(run(python("benches.peers.synth_faker", _BY_FAKER, _INVENTED)))
        hard.ours.append(run(python("benches.ours.synth", "hard", 1_000_000, 400_000)))
    yield from (clean, hard)


BENCHES: dict[str, Callable[[Path, int], Iterator[Outcome]]] = {
    "read-xlsx": read_xlsx,
    "read-csv": read_csv,
    **{f"read-{form}": read_format(form, f"fastexcel {form}") for form in ("xls", "xlsb", "ods")},
    "read-html": read_format("html", "selectolax"),
    "read-tsv": read_format("tsv", "DuckDB read_csv"),
    "read-jsonl": read_format("jsonl", "DuckDB read_json"),
    "read-parquet": read_format("parquet", "DuckDB read_parquet"),
    "read-xlsx-million": read_million,
    **{
        f"validate-{form}-{peer}": validate(form, peer)
        for form in ("xlsx", "tsv")
        for peer in ("pandera", "frictionless")
    },
    "kabupaten": kabupaten,
    "law-month": law_month,
    "law-years": law_years,
    "clocks": two_clocks,
    "trend": trend,
    "synth": synth,
}
