"""Write all ugly files into a folder, to look at: `PYTHONPATH=tests python -m corpus FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus import FILES

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for ugly in FILES.values():
    ugly.making.write(folder / ugly.name)
