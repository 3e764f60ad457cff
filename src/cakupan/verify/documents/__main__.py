"""A document read in a process of its own, so that one that breaks its reader breaks nothing else.

python -m cakupan.verify.documents NAME < document > JSON
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from cakupan.findings import Refusal
from cakupan.verify.documents import read_document

if __name__ == "__main__":
    try:
        told = asdict(read_document(sys.argv[1], sys.stdin.buffer.read()))
    except Refusal as refusal:
        told = {"refusal": refusal.code, "words": refusal.words}
    sys.stdout.buffer.write(json.dumps(told).encode())
