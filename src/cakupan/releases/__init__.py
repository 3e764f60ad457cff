"""Numbers given away for good: what may be told, what was told, and the package that carries it."""
