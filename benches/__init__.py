"""Measured side by side: the same work by this project and by its peers, in one run on one machine."""
