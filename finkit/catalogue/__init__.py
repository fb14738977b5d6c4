"""Items, identities and ratios: rows only."""
