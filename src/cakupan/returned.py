"""Workbooks that came back mended: which batch they mend, what stands in its place, and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cakupan.batches import present
from cakupan.findings import Refusal
from cakupan.sources import Origin, Receipt
from cakupan.workspace import Batch, Workspace

#: What is said of a batch and not said again of a workbook that mends it.
KEPT = ("kind", "role", "group", "position", "region", "segment", "payer", "scope", "complete", "invented")


def origin(batches: Mapping[str, Batch], name: str) -> Origin:
    """Return what the rows of a batch are read from."""
    batch = batches[name]
    mends = batch.about.get("mends", "")
    if not mends:
        return Origin(_source(batch))
    return Origin(_source(batch), mends, origin(batches, mends), origin(batches, batch.about["replaces"]))


def _source(batch: Batch) -> Path:
    return next(batch.folder.glob("source*"))


def head(workspace: Workspace, name: str, file: str = "") -> Batch:
    """Return the batch that stands in the place of one that was given back: itself, or its latest mending.

    Args:
        workspace: the office.
        name: the batch as the workbook names it.
        file: name of the workbook, for what is said when there is none.

    Raises:
        Refusal: there is no such batch here, it was withdrawn, or another file has replaced it whole.

    """
    here = {batch.name: batch for batch in present(workspace)}
    if name not in here:
        known = {batch.name for batch in workspace.batches()}
        raise Refusal("mended_withdrawn" if name in known else "mended_unknown", file=file, batch=name)
    batch = here[name]
    while later := [one for one in here.values() if one.about["replaces"] == batch.name]:
        if not later[-1].about.get("mends") and later[-1].about["sha256"] != batch.about["sha256"]:
            raise Refusal("mended_replaced", file=file, batch=name, by=later[-1].name)
        batch = later[-1]
    return batch


def mended_by(workspace: Workspace, name: str) -> str:
    """Return the batch that mends this one and was not withdrawn, or empty text."""
    found = [batch.name for batch in present(workspace) if batch.about.get("mends") and batch.about["replaces"] == name]
    return found[-1] if found else ""


def refuse_contradiction(file: str, batch: Batch, said: Mapping[str, Any]) -> None:
    """See that nothing is said of a workbook that contradicts what was said of the batch that it mends.

    Args:
        file: name of the workbook.
        batch: what it mends.
        said: key of `KEPT` -> what is said now; empty text and None: nothing.

    Raises:
        Refusal: something is said otherwise.

    """
    for key, now in said.items():
        before = batch.about.get(key, "")
        if now not in ("", None) and now != before:
            raise Refusal("mended_contradicts", file=file, batch=batch.name, option=key, value=now, before=before)


def counts(receipt: Receipt, origin: Origin | None) -> dict[str, Any]:
    """Return what a workbook that came back did: whose rows it mended, how many, and how many came as they were."""
    if origin is None:
        return {}
    mended, added = (receipt.findings.get(code, 0) for code in ("mended_row", "mended_new"))
    return {"mends": origin.batch, "mended": mended, "unchanged": max(receipt.returned - mended, 0), "added": added}
