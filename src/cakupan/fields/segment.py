"""Segment of membership, by the spellings of segments.toml."""

from __future__ import annotations

from cakupan.fields._codes import coded

FIELD = coded("segments", "segment_unknown")
