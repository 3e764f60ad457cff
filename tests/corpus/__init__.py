"""Ugly files as offices send them, made when the tests run, each with the truth about every row beside it.

`ugly.py` says what a file and its truth are, `people.py` who is on the lists (all invented), `making.py` how files are
written, `plain.py` reads them back with other readers than ours. The files stand in one module per kind of trouble;
`FILES` has them all by name.
"""

from __future__ import annotations

from corpus import fates, formats, hostile, layouts, nik, regions, values
from corpus.ugly import Ugly

FILES: dict[str, Ugly] = {
    ugly.name: ugly for module in (formats, layouts, nik, values, regions, fates, hostile) for ugly in module.FILES
}
