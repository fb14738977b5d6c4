"""Every number of a text: where it stands, what it counts, what it measures."""
