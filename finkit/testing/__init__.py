"""True documents written from statements, damaged on purpose, with the truth of every figure."""

from finkit.testing.documents import Generated, generate

__all__ = ["Generated", "generate"]
