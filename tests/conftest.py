"""How hard the random tests try: a little in every run, much more when `CAKUPAN_SOAK` is set."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

SOAK = "CAKUPAN_SOAK" in os.environ

settings.register_profile(
    "cakupan",
    max_examples=600 if SOAK else 5,
    derandomize=not SOAK,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("cakupan")
