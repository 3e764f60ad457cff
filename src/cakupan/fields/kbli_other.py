"""Line of business by another edition of KBLI than that of 2020: only the shape of the code is judged."""

from __future__ import annotations

from cakupan.fields._kbli import kbli

FIELD = kbli("")
