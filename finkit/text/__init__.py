"""Documents: what was read, decoded, and where its sentences are."""
