"""Valuation models that import the face of finkit alone."""
