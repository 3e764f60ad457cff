"""Reading a document that a stranger may have made, in a process of its own and for a while only."""

from __future__ import annotations

import json
import subprocess
import sys

from cakupan.findings import Refusal
from cakupan.verify.documents import Document

#: Seconds after which a document is given up.
_PATIENCE = 60


def read_apart(name: str, content: bytes) -> Document:
    """Return the text of a document, as `read_document` does, whatever becomes of its reader.

    Raises:
        Refusal: as `read_document`, or the reader broke down over it or found no end.

    """
    run = [sys.executable, "-m", __package__, name]
    try:
        done = subprocess.run(run, input=content, capture_output=True, timeout=_PATIENCE, check=True)
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Refusal("file_damaged", file=name) from error
    if code := told.get("refusal"):
        raise Refusal(code, **told["words"])
    return Document(told["text"], tuple(told["pictures"]))
