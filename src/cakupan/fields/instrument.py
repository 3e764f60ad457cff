"""Kind of regulation or agreement, by the spellings of instruments.toml."""

from __future__ import annotations

from cakupan.fields._codes import coded

FIELD = coded("instruments", "instrument_unknown")
