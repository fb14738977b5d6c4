"""Numbers, units, periods and formulas: what everything else is said in."""
