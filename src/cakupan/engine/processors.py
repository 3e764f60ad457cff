"""How many processors may be used at once."""

from __future__ import annotations

import os

#: What says it where a machine is shared; without it all that this process may run on are used.
SAID = "CAKUPAN_PROCESSORS"


def processors() -> int:
    """Return how many processors may be used: as many as the environment says, or all of this process."""
    said = os.environ.get(SAID, "")
    if said.isascii() and said.isdigit() and int(said):
        return int(said)
    mine = getattr(os, "sched_getaffinity", None)
    return len(mine(0)) if mine else os.cpu_count() or 1
