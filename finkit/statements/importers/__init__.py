"""An analyst's own statements: the Excel template, CSV (tidy or wide), SEC companyfacts; read, settled, merged."""
