"""What the models' programs share: numbers from words, figures from a company, each with where it comes from."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import finkit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

_NEGATIVE = re.compile(r"-[\d.]\S*")
MILLION = 1_000_000
_LONGEST = 60  # digits and places


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that a model uses, where it comes from, and the formula that gives it in the company's workbook (none: typed in)."""

    value: Decimal
    source: str
    formula: str = ""

    @property
    def cell(self) -> Decimal | tuple[str, Decimal | str]:
        """For a row of an added sheet."""
        return (self.formula, self.value) if self.formula else self.value


def joined(arguments: Sequence[str] | None) -> list[str]:
    """The program's arguments, an option and its negative number as one word: argparse takes `-5e8` for an option."""
    whole: list[str] = []
    for word in sys.argv[1:] if arguments is None else arguments:
        if whole and _NEGATIVE.fullmatch(word) and whole[-1].startswith("--") and "=" not in whole[-1]:
            whole[-1] += f"={word}"
        else:
            whole.append(word)
    return whole


def number(text: str) -> Decimal:
    """A finite number, for argparse."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None
    if not value.is_finite():
        raise argparse.ArgumentTypeError(f"{text!r} is no finite number")
    if len(text) > _LONGEST or abs(value.adjusted()) > _LONGEST:
        raise argparse.ArgumentTypeError(f"{text[:_LONGEST]!r} is no number of a size that money has")
    return value


def fact(company: Any, item: str, period: Any) -> Taken | None:  # noqa: ANN401  (a Company and a Period, which the face does not name)
    """An item of the company in a period, in base units: on the basis on which the period stands."""
    found = company.fact(item, period, order=company.order_for(period))
    if found is None:
        return None
    if found.unit != company.currency:
        raise ValueError(f"{item} {period} stands in {found.unit}: wanted {company.currency}")
    return Taken(found.value, f"{found.basis}: {_titles(company, found.source)}", f"={{{item}:{period.code}}}")


def entry(company: Any, inputs: Any, name: str) -> Taken | None:  # noqa: ANN401  (a Company and its ValuationInputs)
    """An entry of the valuation inputs, if it has a value."""
    found = getattr(inputs, name)
    if found.value is None:
        return None
    word = f", {found.verdict}" if found.verdict else ""
    return Taken(found.value, f"{found.basis}{word}: {_titles(company, found.source)}", f"={{{name}:{inputs.period.code}}}")


def _titles(company: Any, sources: str) -> str:  # noqa: ANN401  (a Company)
    """The titles of source ids joined by " + "."""
    titles = {source.id: source.title for source in company.sources}
    return "; ".join(titles.get(one, one) for one in sources.split(" + "))


def absent(inputs: Any, name: str, option: str) -> str:  # noqa: ANN401  (ValuationInputs)
    """What is missing, why, and what would supply it."""
    found = getattr(inputs, name)
    return f"{name} {inputs.period} is absent ({found.why}): give it with {option}\n  or add {found.supply}"


def say(lines: Iterable[str]) -> None:
    """The lines on stdout, each as it comes."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def finished(name: str, work: Callable[[argparse.Namespace], None], given: argparse.Namespace) -> int:
    """The exit code of a program: 0 done, 2 behind a line on stderr where an input is missing or wrong."""
    try:
        work(given)
    except (finkit.FinkitError, ValueError, ArithmeticError, OSError, RecursionError) as error:
        sys.stdout.flush()
        sys.stderr.write(f"{name}: {error}\n")
        return 2
    return 0
