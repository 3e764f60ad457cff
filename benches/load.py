"""Ask a server for pages, so many at a time, and say how long they took.

python -m benches.load PORT IN_FLIGHT TIMES < PATHS
"""

from __future__ import annotations

import asyncio
import json
import sys
from statistics import quantiles
from time import perf_counter


async def _ask(port: int, paths: list[str], took: list[float], sizes: list[int], cookie: str) -> None:
    """Ask for pages one after another over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for path in paths:
        start = perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n{cookie}\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path}: {head[:200]!r}")
        sizes.append(await _body(head.lower(), reader))
        took.append(perf_counter() - start)
    writer.close()


async def _body(head: bytes, reader: asyncio.StreamReader) -> int:
    if b"content-length: " in head:
        size = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
        return size
    size = 0
    while n := int((await reader.readline()).strip() or b"0", 16):
        await reader.readexactly(n + 2)
        size += n
    await reader.readline()
    return size


async def load(port: int, paths: list[str], at_once: int, cookie: str = "") -> dict[str, float]:
    """Return seconds of all pages asked, and the longest compressed one in bytes."""
    took: list[float] = []
    sizes: list[int] = []
    start = perf_counter()
    await asyncio.gather(*(_ask(port, paths[n::at_once], took, sizes, cookie) for n in range(at_once)))
    seconds = perf_counter() - start
    cuts = quantiles(took, n=100)
    return {
        "pages": len(took), "seconds": seconds, "per_second": len(took) / seconds, "p50": cuts[49], "p95": cuts[94],
        "p99": cuts[98], "longest": max(took), "largest": max(sizes),
    }  # fmt: skip


def main() -> None:
    port, at_once, times = (int(word) for word in sys.argv[1:4])
    paths = [line.strip() for line in sys.stdin if line.strip()] * times
    print(json.dumps(asyncio.run(load(port, paths, at_once))))


if __name__ == "__main__":
    main()
