"""Line of business by KBLI 2020, whose codes are all known."""

from __future__ import annotations

from cakupan.fields._kbli import kbli

FIELD = kbli("kbli_unknown")
