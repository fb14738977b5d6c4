"""Damage and its inverse: the few readings that a printed figure can have had."""
