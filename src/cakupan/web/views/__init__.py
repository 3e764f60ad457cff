"""One file per page: what it asks of the rooms below, and which template shows it."""
