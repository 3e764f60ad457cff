"""One page for the head of a region: coverage, why it changed, what is missing, the cheapest way, three actions."""
