"""Ratios over whole frames of companies; the one place where Decimal becomes float."""
