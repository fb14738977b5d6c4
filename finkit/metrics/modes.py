"""Modes: on which bases a cell may be worked out, best first. The one place where the order is said.

A cell is computed from inputs on one basis. Within a group of ratios (margins, expense ratios …) a year stands on one
basis, so that parts add up: restated where that gives at least as many of the group's ratios as the filing's first
figures do, else as reported, and then a restated cell only fills a gap. A ratio that the company
disclosed itself beats one computed from derived numbers (which may have been derived from it). Vendors' lines only
fill a gap, figures reconstructed from a report come last, and both stay marked. A vendor shows a restated year on
the restated base, so beside its lines stand restated facts there. A comparative is the restated one where there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from finkit.statements.fact import Basis

_RESTATED, _REPORTED, _DERIVED = Basis.RESTATED, Basis.REPORTED, Basis.DERIVED
_VENDOR, _RECONSTRUCTED = Basis.VENDOR, Basis.RECONSTRUCTED


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to fill a cell. `layers`: bases by preference, of which `needs` must be in use (else a mode before did it).

    `restated_layers` stand in for `layers` in a period that the company restated; `priors` are for `prior(x)`.
    `disclosed`: the ratio itself is looked up on `layers`. `coherent`: only in the rows in which its group prefers it.
    """

    name: str
    layers: tuple[Basis, ...]
    needs: Basis
    priors: tuple[Basis, ...] = ()
    restated_layers: tuple[Basis, ...] = ()
    disclosed: bool = False
    coherent: bool = False


RESTATED = Mode("restated", (_RESTATED,), _RESTATED, priors=(_RESTATED,), coherent=True)
DERIVED = Mode("derived", (_REPORTED, _DERIVED), _DERIVED, priors=(_RESTATED, _REPORTED, _DERIVED))
MODES: tuple[Mode, ...] = (
    RESTATED,
    Mode("reported", (_REPORTED,), _REPORTED, priors=(_RESTATED, _REPORTED)),
    Mode("disclosed, restated", (_RESTATED,), _RESTATED, disclosed=True),
    Mode("disclosed", (_REPORTED,), _REPORTED, disclosed=True),
    DERIVED,
    replace(RESTATED, coherent=False),
    Mode(
        "vendor", (_REPORTED, _DERIVED, _VENDOR), _VENDOR,
        priors=(_RESTATED, _REPORTED, _DERIVED, _VENDOR), restated_layers=(_RESTATED, _VENDOR),
    ),
    Mode("disclosed, vendor", (_VENDOR,), _VENDOR, disclosed=True),
    Mode(
        "reconstructed", (_REPORTED, _DERIVED, _RECONSTRUCTED, _VENDOR), _RECONSTRUCTED,
        priors=(_RESTATED, _REPORTED, _DERIVED, _RECONSTRUCTED, _VENDOR),
    ),
    Mode("disclosed, reconstructed", (_RECONSTRUCTED,), _RECONSTRUCTED, disclosed=True),
)  # fmt: skip
WIDEST = MODES[-2]  # the mode that looks everywhere
# Of several inputs the weakest gives the cell its basis.
WEAKEST_LAST = (_RESTATED, _REPORTED, _DERIVED, _VENDOR, _RECONSTRUCTED)
