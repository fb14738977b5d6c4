"""A marked report as one HTML file that needs nothing else: no network, no script or style but its own."""

from finkit.reports.page.write import drawn, write

__all__ = ["drawn", "write"]
