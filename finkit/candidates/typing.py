"""Slips of typing: which damage could have turned a value into what is printed.

For figures that relations imply: an implied value is only believed when one of these slips explains the printed
digits exactly. A digit replaced by any other is no slip: it would explain everything.
"""

from __future__ import annotations

from decimal import Decimal

_MOST_PLACES = 5
# Nats of each slip.
COSTS = {"point lost": 3.0, "digits swapped": 4.0, "sign lost": 4.0, "digit doubled": 4.5, "digit lost": 4.5}


def slip(value: Decimal, printed: str) -> str | None:
    """The slip that turns the value into the printed text; None where none does.

    `printed`: a plain number, its decimals as printed. The value must have as many decimals, or fewer.
    """
    shown = Decimal(printed)
    if value == shown:
        return None
    if value == -shown:
        return "sign lost"
    if (value < 0) != (shown < 0):
        return None
    exponent = shown.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    meant, seen = _digits(abs(value), decimals), printed.lstrip("+-").replace(".", "").lstrip("0") or "0"
    if not decimals and any(abs(value) == Decimal(seen).scaleb(-places) for places in range(1, _MOST_PLACES)):
        return "point lost"
    return None if meant is None else _strayed(meant, seen)


def _strayed(meant: str, seen: str) -> str | None:
    """A slip among the digits."""
    if len(meant) == len(seen):
        return "digits swapped" if _swapped(meant, seen) else None
    if len(seen) == len(meant) + 1 and _doubled(meant, seen):
        return "digit doubled"
    if len(seen) + 1 == len(meant) and _lost(meant, seen):
        return "digit lost"
    return None


def _digits(value: Decimal, decimals: int) -> str | None:
    """The digits of a value with so many decimals; None where it needs more."""
    scaled = value.scaleb(decimals)
    return str(int(scaled)) if scaled == scaled.to_integral_value() else None


def _swapped(meant: str, seen: str) -> bool:
    """Two neighbours changed places."""
    apart = [index for index in range(len(meant)) if meant[index] != seen[index]]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and meant[apart[0]] == seen[apart[1]] and meant[apart[1]] == seen[apart[0]]  # noqa: PLR2004


def _doubled(meant: str, seen: str) -> bool:
    """One digit was struck twice."""
    return any(meant[:index] + meant[index - 1] + meant[index:] == seen for index in range(1, len(meant) + 1))


def _lost(meant: str, seen: str) -> bool:
    """One digit was left out."""
    return any(meant[:index] + meant[index + 1 :] == seen for index in range(len(meant)))
