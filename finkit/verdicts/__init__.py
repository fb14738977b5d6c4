"""The decision over figures and relations, and what is said of each figure."""
