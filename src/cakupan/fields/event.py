"""What happened to a person, by the spellings of events.toml."""

from __future__ import annotations

from cakupan.fields._codes import coded

FIELD = coded("events", "event_unknown")
