"""Which of Altman's scores fits a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finkit.statements.company import Company

_EMERGING = frozenset({"CAS"})  # standards of markets for which Altman gives Z″ (1995, with Hartzell and Peck)


def fitting_altman(company: Company) -> tuple[str, str]:
    """The row that fits, and why: Z″ for emerging markets, Z with a market value of equity, else Z′.

    Companies are taken for manufacturers or miners; for services Z″ fits wherever they are.
    """
    items = {fact.item for fact in company.facts}
    if company.standard in _EMERGING:
        name = "altman_z_general_with_surplus" if "surplus_reserve" in items else "altman_z_general"
        return name, f"reports under {company.standard}: an emerging market, for which Altman gives Z″"
    if "market_capitalisation" in items:
        return "altman_z", "its equity has a market value: Z of 1968 (for a company that makes or mines things)"
    return "altman_z_private", "no market value of its equity is at hand: Z′ takes book equity (for a company that makes or mines things)"
