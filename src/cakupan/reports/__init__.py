"""Reports: one folder each, gathered from answers once and laid out in the format that the file name asks for."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from cakupan import charts
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.workspace import put

#: Which module of a report's folder writes which kind of file.
FORMATS = {".html": "page", ".xlsx": "workbook"}


def names() -> list[str]:
    """Return the reports that can be written: the folders of this package."""
    return sorted(module.name for module in iter_modules(__path__) if module.ispkg)


def write(
    name: str, answers: Answers, out: Path, *, region: str = "", at: date | None = None, lang: str = "id"
) -> Path:
    """Write a report to a file and return its path; the ending of the file name chooses the format.

    Args:
        name: one of `names()`.
        answers: what the report asks its numbers from.
        out: file to write, .html or .xlsx.
        region: Kemendagri code; empty for the office's own region.
        at: the moment; None for the latest date that the data speak of.
        lang: id or en.

    Raises:
        Refusal: `report_unknown`, `report_format`, `report_empty` (nothing was measured there),
            `extra_missing` (the chart renderer is not installed), `disk` (the file cannot be written).

    """
    if name not in names():
        raise Refusal("report_unknown", report=name, reports=", ".join(names()))
    format_module = FORMATS.get(out.suffix.lower())
    if format_module is None:
        raise Refusal("report_format", suffix=out.suffix or out.name, formats=", ".join(FORMATS))
    if format_module == "page":
        charts.warm()
    facts = import_module(f"{__name__}.{name}.facts").gather(answers, region=region, at=at)
    content: bytes = import_module(f"{__name__}.{name}.{format_module}").render(facts, lang)
    put(out, content)
    return out
