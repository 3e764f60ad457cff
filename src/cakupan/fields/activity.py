"""Kind of activity, by the spellings of activities.toml."""

from __future__ import annotations

from cakupan.fields._codes import coded

FIELD = coded("activities", "activity_unknown")
