"""Line of business (KBLI) whose edition the list does not state."""

from __future__ import annotations

from cakupan.fields._kbli import kbli

FIELD = kbli("kbli_not_of_2020")
