"""Plans in an office's folder `plans/`, each under the hash of what it was made of; none names a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.plans.shapes import Plan, from_machine
from cakupan.workspace import Workspace, put, speaking_of

FOLDER = "plans"
_FORM = 1


def key(workspace: Workspace, build: str, files: Iterable[Path]) -> str:
    """Return the hash of all that a plan is made of.

    Args:
        workspace: the office; its own law and codes count.
        build: name of the build.
        files: the scenario, and the law that it lays over.

    """
    told = hashlib.sha256(f"{_FORM} {version('cakupan')} {build}".encode())
    own = [*sorted(workspace.folder.glob("*.toml")), *sorted((workspace.folder / "law").rglob("*.toml"))]
    for path in (*own, *files):
        content = path.read_bytes() if path.is_file() else b""
        told.update(f"\0{path.name} {len(content)}\0".encode() + content)
    return told.hexdigest()[:16]


def keep(workspace: Workspace, plan: Plan) -> Path:
    """Write a plan into the office's folder and return its file; the same plan again is the same file.

    Raises:
        Refusal: the disk refuses.

    """
    path = workspace.folder / FOLDER / f"{plan.asked.key}.json"
    with speaking_of(path.parent):
        path.parent.mkdir(exist_ok=True)
    content = {"form": _FORM, "plan": plan.machine()}
    put(path, (json.dumps(content, ensure_ascii=False) + "\n").encode())
    return path


def find(workspace: Workspace, word: str) -> Plan | None:
    """Return the plan kept under a hash, or under the beginning of one (four signs at least); None where none is."""
    if len(word) < 4 or not word.isalnum():
        return None
    files = sorted((workspace.folder / FOLDER).glob(f"{word}*.json"))
    return read(files[0]) if len(files) == 1 else None


def read(path: Path) -> Plan:
    """Return a kept plan.

    Raises:
        Refusal: the file is damaged, or of another form.

    """
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["form"] == _FORM:
            return from_machine(content["plan"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Refusal("plan_damaged", file=f"{FOLDER}/{path.name}")
