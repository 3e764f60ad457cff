"""Ours for the bench `verify`: texts of 1,000 words, joined from those that the rules of `verify` are tuned on."""

from __future__ import annotations

import json
import re
import time
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import mean, median

from cakupan import verify

_CORPUS = Path(__file__).parents[2] / "tests" / "verify" / "corpus" / "tuned"
_WORDS, _TEXTS = 1000, 20
_MARK = re.compile(r"\{[^|{}]+\|([^{}]*)\}")


def joined() -> Iterator[str]:
    """Yield texts of at least a thousand words, press reports one below the other."""
    together: list[str] = []
    for path in sorted(_CORPUS.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8"))["text"]:
            together.append(_MARK.sub(r"\1", entry["body"]).strip())
            if sum(len(body.split()) for body in together) >= _WORDS:
                yield "\n\n".join(together)
                together = []


def main() -> None:
    """Print what one text takes, and how many figures stand in it."""
    started, *texts = list(joined())[: _TEXTS + 1]
    verify.read(started, published=date(2025, 4, 1))  # words and places are read once, which is the start
    seconds, cpu, figures = [], [], []
    for text in texts:
        start, before = time.perf_counter(), time.process_time()
        figures.append(len(verify.read(text, published=date(2025, 4, 1)).figures))
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - before)
    told = {
        "seconds": median(seconds),
        "cpu_s": median(cpu),
        "slowest": max(seconds),
        "texts": len(seconds),
        "figures": round(mean(figures)),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
