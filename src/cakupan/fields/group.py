"""Group of workers, by the spellings of groups.toml."""

from __future__ import annotations

from cakupan.fields._codes import coded

FIELD = coded("groups", "group_unknown")
