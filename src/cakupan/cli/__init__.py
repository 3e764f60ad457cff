"""The command line: one short function per command.

Exit status: 0 done, 1 refused (one sentence with the mend on the error channel), 2 the command was not understood.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from cakupan import screen
from cakupan.cli.commands import application, heard
from cakupan.findings import Refusal, message


def __getattr__(name: str) -> Any:
    """Return the whole command line as `app`, made when somebody asks for it."""
    if name != "app":
        raise AttributeError(name)
    return application()


def main() -> None:
    """Run the command line; a refusal is one sentence and exit status 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        words = heard(sys.argv[1:])
        application(words)(words)
    except Refusal as refusal:
        screen.complain(message(refusal.code, _language(), **refusal.words))
        raise SystemExit(2 if refusal.code == "kind_unsaid" else 1) from None
    except OSError as error:
        file = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
        told = Refusal("disk", file=file, error=error.strerror or str(error))
        screen.complain(message(told.code, _language(), **told.words))
    except KeyboardInterrupt:
        screen.complain(screen.sentence(_language(), "stopped"))
    except Exception as error:
        if "CAKUPAN_DEBUG" in os.environ:
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(where.filename).name}:{where.lineno}"
        screen.complain(message("unexpected", _language(), place=place))
    else:
        return
    raise SystemExit(1)


def _language() -> str:
    """Return the language of a refusal, which may come before any workspace is open."""
    asked = "--lang=en" in sys.argv or ("--lang", "en") in zip(sys.argv, sys.argv[1:], strict=False)
    return "en" if asked else "id"
