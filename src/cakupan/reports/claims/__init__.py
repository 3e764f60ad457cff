"""Claims against contributions, with their intervals, and what families have not claimed."""
