"""Reports: one folder each, gathered from answers once and laid out in the format that the file name asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from inspect import Parameter, signature
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from cakupan import charts, publications
from cakupan.accounts import Point
from cakupan.findings import Refusal
from cakupan.publications import Publication
from cakupan.results import Answers
from cakupan.workspace import put

#: Which module here writes a paper as which kind of file, and which module of a report's folder goes before it.
FORMATS = {
    ".pdf": ("typeset", "brief"), ".docx": ("written", "letter"), ".xlsx": ("tabled", "workbook"),
    ".html": ("webpage", "page"),
}  # fmt: skip
#: What people ask for as a report, and the report that holds it.
_WITHIN = {"paritrana": "inpres"}
#: The options of the command line that ask what reports may be asked.
_OPTIONS = {"region": "--region", "at": "--at", "points": "--from, --to", "plan": "cakupan plan SKENARIO -o"}


def names() -> list[str]:
    """Return the reports that can be written: the folders of this package."""
    return sorted(module.name for module in iter_modules(__path__) if module.ispkg)


def of_region() -> list[str]:
    """Return the reports that are asked for a region and a day, and nothing else."""
    return [name for name in names() if takes(name) <= {"region", "at"}]


def asked_for() -> list[str]:
    """Return the reports that `cakupan report` writes; that of a plan comes with the plan."""
    return [name for name in names() if "plan" not in takes(name)]


def takes(name: str) -> Set[str]:
    """Return what a report may be asked, as the keyword arguments of its `gather`.

    Raises:
        Refusal: `report_unknown`.

    """
    return _asked(_gather(name)).keys()


def write(name: str, answers: Answers, out: Path, *, lang: str = "id", **asked: Any) -> Path:
    """Write a report to a file and return its path; the ending of the file name chooses the format.

    Args:
        name: one of `names()`.
        answers: what the report asks its numbers from.
        out: file to write.
        lang: id or en.
        asked: what else the report is asked, as its `facts.gather` names it: `region` (a Kemendagri code; empty for
            the office's own), `at` (the moment; None for the latest), `points` and `builds` (of an account),
            `published` (what an account starts from).

    Raises:
        Refusal: `report_unknown`, `report_format`, `report_asked` (it needs something else, or does not know what was
            asked), `report_empty` (nothing was measured there), `extra_missing` (the chart renderer is not
            installed), `disk` (the file cannot be written).

    """
    _gather(name)
    form = out.suffix.lower()
    if form not in formats(name):
        raise Refusal("report_format", suffix=out.suffix or out.name, formats=", ".join(formats(name)))
    if form != ".xlsx":
        charts.warm()
    facts = gather(name, answers, **asked)
    put(out, render(name, facts, form, lang))
    return out


def gather(name: str, answers: Answers, **asked: Any) -> Any:
    """Return the facts of a report, for `render`.

    Raises:
        Refusal: `report_unknown`, `report_asked`, `report_empty`.

    """
    gather_facts = _gather(name)
    _see(name, gather_facts, asked)
    return gather_facts(answers, **asked)


def formats(name: str) -> list[str]:
    """Return the endings of the files that a report can be written as."""
    composed = _made(name, "paper")
    return [form for form, (_, own) in FORMATS.items() if composed or _made(name, own)]


def render(name: str, facts: Any, form: str, lang: str = "id") -> bytes:
    """Return a report as the content of a file.

    Args:
        name: one of `names()`.
        facts: what its `facts.gather` returned.
        form: one of `formats(name)`.
        lang: id or en.

    Raises:
        Refusal: `extra_missing`, what draws charts and pages is not installed.

    """
    common, own = FORMATS[form]
    content: bytes
    if _made(name, own):
        content = import_module(f"{__name__}.{name}.{own}").render(facts, lang)
    else:
        paper = import_module(f"{__name__}.{name}.paper").compose(facts, lang)
        content = import_module(f"{__name__}.{common}").render(paper)
    return content


def _made(name: str, module: str) -> bool:
    """Say whether the folder of a report has a module."""
    return find_spec(f"{__name__}.{name}.{module}") is not None


def publish(name: str, answers: Answers, out: Path, *, lang: str = "id", **asked: Any) -> Publication:
    """Write a report as `write` does, keep in the ledger that it was published, and return what was kept.

    Raises:
        Refusal: as `write`; the ledger cannot be written.

    """
    write(name, answers, out, lang=lang, **asked)
    at = asked["points"][1].day if "points" in asked else asked.get("at") or answers.latest()
    return publications.record(
        answers.workspace, name, out, region=asked.get("region") or answers.home, at=at, known_at=answers.known_at,
        build=answers.build,
    )  # fmt: skip


def compared(
    answers: Answers, first: Point | None, last: Point | None, known: Callable[[date], Path], region: str = ""
) -> dict[str, Any]:
    """Return what a report of two points is asked: `points`, `builds`, and `published` where it starts from that.

    Args:
        answers: the build of the later point.
        first: the earlier point; None for what was last published of the region.
        last: the later point; None for the latest date that the data speak of.
        known: makes, or finds, the build of what was known at a day, and returns its folder.
        region: Kemendagri code; empty for the office's own.

    Raises:
        Refusal: nothing was published of the region.

    """
    workspace, place = answers.workspace, region or answers.home
    last = last or Point(answers.latest(place))
    if first:
        folder = known(first.known_at) if first.known_at else workspace.current()
        return {"points": (first, last), "builds": (folder, answers.folder)}
    kept = publications.last(workspace, place)
    if kept is None:
        raise Refusal("nothing_published", region=answers.region_title(place))
    folder = workspace.builds / kept.build
    if not (folder / "build.json").is_file():
        folder = known(kept.known_at)
    return {"points": (Point(kept.at, kept.known_at), last), "builds": (folder, answers.folder), "published": kept}


def _gather(name: str) -> Callable[..., Any]:
    if name in _WITHIN:
        raise Refusal("report_within", report=name, within=_WITHIN[name])
    if name not in names():
        raise Refusal("report_unknown", report=name, reports=", ".join(asked_for()))
    gather: Callable[..., Any] = import_module(f"{__name__}.{name}.facts").gather
    return gather


def _asked(gather: Callable[..., Any]) -> Mapping[str, Parameter]:
    return {key: one for key, one in signature(gather).parameters.items() if one.kind is one.KEYWORD_ONLY}


def _see(name: str, gather: Callable[..., Any], asked: Mapping[str, Any]) -> None:
    """See that a report is asked what it needs, and nothing that it does not know.

    Raises:
        Refusal: the options that it takes are named.

    """
    known = _asked(gather)
    needs = {key for key, one in known.items() if one.default is one.empty}
    if not needs <= asked.keys() <= known.keys():
        options = ", ".join(_OPTIONS[key] for key in known if key in _OPTIONS)
        raise Refusal("report_asked", report=name, options=options)
