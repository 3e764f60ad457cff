"""Reports: one folder each, gathered from answers once and laid out in the format that the file name asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from cakupan import charts
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.workspace import put

#: Which module of a report's folder writes which kind of file.
FORMATS = {".html": "page", ".xlsx": "workbook"}
#: The options of the command line that ask what reports may be asked.
_OPTIONS = {"region": "--region", "at": "--at", "points": "--from, --to"}


def names() -> list[str]:
    """Return the reports that can be written: the folders of this package."""
    return sorted(module.name for module in iter_modules(__path__) if module.ispkg)


def write(name: str, answers: Answers, out: Path, *, lang: str = "id", **asked: Any) -> Path:
    """Write a report to a file and return its path; the ending of the file name chooses the format.

    Args:
        name: one of `names()`.
        answers: what the report asks its numbers from.
        out: file to write, .html or .xlsx.
        lang: id or en.
        asked: what else the report is asked, as its `facts.gather` names it: `region` (a Kemendagri code; empty for
            the office's own), `at` (the moment; None for the latest), `points` and `builds` (of an account).

    Raises:
        Refusal: `report_unknown`, `report_format`, `report_asked` (it needs something else, or does not know what was
            asked), `report_empty` (nothing was measured there), `extra_missing` (the chart renderer is not
            installed), `disk` (the file cannot be written).

    """
    if name not in names():
        raise Refusal("report_unknown", report=name, reports=", ".join(names()))
    format_module = FORMATS.get(out.suffix.lower())
    if format_module is None:
        raise Refusal("report_format", suffix=out.suffix or out.name, formats=", ".join(FORMATS))
    gather = import_module(f"{__name__}.{name}.facts").gather
    _see(name, gather, asked)
    if format_module == "page":
        charts.warm()
    content: bytes = import_module(f"{__name__}.{name}.{format_module}").render(gather(answers, **asked), lang)
    put(out, content)
    return out


def _see(name: str, gather: Callable[..., Any], asked: Mapping[str, Any]) -> None:
    """See that a report is asked what it needs, and nothing that it does not know.

    Raises:
        Refusal: the options that it takes are named.

    """
    takes = {key: one for key, one in signature(gather).parameters.items() if one.kind is one.KEYWORD_ONLY}
    needs = {key for key, one in takes.items() if one.default is one.empty}
    if not needs <= asked.keys() <= takes.keys():
        options = ", ".join(_OPTIONS[key] for key in takes if key in _OPTIONS)
        raise Refusal("report_asked", report=name, options=options)
