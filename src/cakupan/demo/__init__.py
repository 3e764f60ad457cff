"""The demo: real published figures of Indonesia beside an invented by-name registry of Banyumas."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

from cakupan import builds, duplicates, intake, reports, wording, workspace
from cakupan.demo import budget
from cakupan.demo.registry import TRUTH, Parcel, write
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.results import Answers
from cakupan.review.scores import score_rows
from cakupan.review.truth import read_truth
from cakupan.workspace import Workspace

HOME = "33.02"
_FIGURES = Path(__file__).parent / "figures"
#: Figures, targets and instruments, with the day on which they were compiled.
_PUBLISHED = (
    ("published.csv", "figures"),
    ("province-2022-2025.csv", "figures"),
    ("office-2023.csv", "figures"),
    ("national-series.csv", "figures"),
    ("targets.csv", "targets"),
    ("instruments.csv", "instruments"),
)
_COMPILED = date(2026, 11, 21)
#: Where the invented lists lie, in the demo's folder.
_POST = "kiriman"
#: Invented activities, with the day on which they were noted.
_ACTIVITIES = Path(__file__).parent / "CONTOH-kegiatan.csv"
_NOTED = date(2025, 4, 8)


def run(folder: Path, tell: Callable[[str], None]) -> Path:
    """Make a sample workspace in a folder, build it, write its reports, and return the report's page.

    Args:
        folder: a new or empty folder, or one in which the demo was made before.
        tell: is called with a sentence for each thing done.

    Raises:
        Refusal: the folder holds other things.

    """
    office = _office(folder)
    take_figures(office, tell)
    _say(tell, intake.add(office, _ACTIVITIES, Said(kind="activities", received=_NOTED, invented=True)))
    for parcel in _parcels(office):
        _say(tell, intake.add(office, parcel.file, _said(parcel)))
    built = builds.build(office)
    tell(
        f"Susunan {built.name}: {built.about['tables']['timeline']['rows']} masa, {len(built.about['batches'])} kiriman"
    )
    _accuracy(office, tell)
    budget.run(office, tell)
    return _reports(office, tell)


def take_figures(office: Workspace, tell: Callable[[str], None] = lambda _: None) -> None:
    """Take the published figures, targets and instruments that are shipped into an office.

    Args:
        office: where to.
        tell: is called with a sentence for each file.

    """
    for name, kind in _PUBLISHED:
        _say(tell, intake.add(office, _FIGURES / name, Said(kind=kind, received=_COMPILED)))


def _office(folder: Path) -> Workspace:
    if (folder / workspace.SETTINGS).is_file():
        return workspace.open_workspace(folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise Refusal("demo_exists", folder=folder.name)
    return workspace.create(folder, HOME)


def _parcels(office: Workspace) -> list[Parcel]:
    """Write the invented registry as the files that offices send, afresh."""
    post = office.folder / _POST
    shutil.rmtree(post, ignore_errors=True)
    engine = DuckDB()
    try:
        return write(post, engine.connection)
    finally:
        engine.close()


def _said(parcel: Parcel) -> Said:
    return Said(
        kind=parcel.kind, position=parcel.position, received=parcel.received, group=parcel.group, role=parcel.role,
        region=parcel.region, segment=parcel.segment, payer=parcel.payer,
        complete=parcel.complete, invented=parcel.invented,
    )  # fmt: skip


def _say(tell: Callable[[str], None], taken: intake.Taken) -> None:
    about = taken.batch.about
    tell(
        f"{about['file']}: {about['rows']} baris = {about['accepted']} diterima + {about['quarantined']} dikarantina "
        f"+ {about['skipped']} dilewati"
    )


def _accuracy(office: Workspace, tell: Callable[[str], None]) -> None:
    """Say how well rows were made persons: the people are invented, so the truth about each row is known."""
    with Answers(office) as answers:
        n = read_truth(answers.engine, office.folder / _POST / TRUTH, office.batches())
        for score in score_rows(answers.engine):
            rates = {
                name: wording.percent(Fraction(score.right, of), places=4)
                for name, of in (("presisi", score.joined), ("perolehan", score.together))
            }
            told = ", ".join(f"{name} {rate}" for name, rate in rates.items())
            tell(f"Ketepatan orang ({wording.label('quality_scopes', score.scope).lower()}): {told}")
    tell(f"Kebenaran tentang {wording.count(n)} baris: {_POST}/{TRUTH}; ulangi dengan cakupan review --quality --truth")


def _reports(office: Workspace, tell: Callable[[str], None]) -> Path:
    folder = office.folder / "laporan"
    folder.mkdir(exist_ok=True)
    with Answers(office) as answers:
        for name, region in (("banyumas", HOME), ("indonesia", "ID")):
            for suffix in (".html", ".xlsx"):
                reports.write("coverage", answers, folder / f"{name}{suffix}", region=region)
        reports.write("brief", answers, folder / "ringkas.pdf", region=HOME)
        twice = duplicates.find(answers, duplicates.Asked(HOME))
        duplicates.write(twice, folder / "ganda.xlsx")
    total = twice.total()
    tell(
        f"Dibayar dua kali: {wording.count(total.persons)} orang, {wording.count(total.months)} bulan, "
        f"{wording.rupiah(total.amount)} ({folder / 'ganda.xlsx'})"
    )
    tell(f"Buka: {folder / 'banyumas.html'} dan {folder / 'indonesia.html'}, beserta .xlsx dan ringkas.pdf")
    return folder / "banyumas.html"
