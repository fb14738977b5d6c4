"""How numbers, absences and strange characters are written as text, for every renderer that writes text."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from finkit.reports.table import Absent, Cell, Form, Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNS = {Mark.RESTATED: "ʳ", Mark.VENDOR: "ᵛ", Mark.DERIVED: "ᵈ", Mark.RECONSTRUCTED: "†"}
PLAIN_SIGNS = {Mark.RESTATED: "r", Mark.VENDOR: "v", Mark.DERIVED: "d", Mark.RECONSTRUCTED: "*"}
MEANINGS = {
    Mark.RESTATED: "restated later",
    Mark.VENDOR: "a data vendor's line",
    Mark.DERIVED: "derived from other lines",
    Mark.RECONSTRUCTED: "read from the damaged report",
}
BARS = "▁▂▃▄▅▆▇█"
PLAIN_BARS = "_.-=+*#@"
_SHIFT = {Kind.PERCENT: 2, Kind.POINTS: 2}
_MOST_PLACES = 60  # before or behind the point; a number beyond is told by its power of ten
_WIDE = Context(prec=3 * _MOST_PLACES)


_ASCII = str.maketrans({"·": "|", "–": "-", "…": "...", "≈": "~", "−": "-"})


def clean(text: str, *, plain: bool = False) -> str:
    """The text on one line, without characters that steer a screen: those are shown by their code points.

    `plain` puts ASCII in place of the signs that layouts use; letters stay as they are.
    """
    if plain:
        text = text.translate(_ASCII)
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    return "".join(_visible(mark) for mark in flat)


def _visible(mark: str) -> str:
    return mark if mark.isprintable() else mark.encode("unicode_escape").decode("ascii")


def scaled(value: Decimal, form: Form) -> Decimal:
    """The number in the scale in which the form writes it (22.53 for 0.2253 as a percentage)."""
    return value.scaleb(_SHIFT.get(form.kind, 0) - form.exponent)


def digits(value: Decimal, form: Form) -> str:
    """Digits with thousands separators, half rounded away from zero; negatives in parentheses."""
    if not value.is_finite():
        return str(Absent.MEANINGLESS)
    shown = _rounded(scaled(value, form), form.decimals)
    text = _written(abs(shown))
    return f"({text})" if shown < 0 else text


def parts(cell: Cell, *, plain: bool = False) -> tuple[str, str]:
    """A cell as (body, tail): bodies are right-aligned on their last digit, tails hang behind them."""
    if cell.absent:
        return ("" if cell.absent is Absent.BLANK else str(cell.absent)), ""
    if cell.spark:
        return spark(cell.spark, plain=plain), ""
    if isinstance(cell.value, str):
        return clean(cell.value, plain=plain), ""
    if cell.value is None:
        return "", ""
    sign = (PLAIN_SIGNS if plain else SIGNS).get(cell.mark, "")
    if cell.low is not None and cell.high is not None:
        return spread(cell.low, cell.high, cell.form, plain=plain), sign
    text = digits(cell.value, cell.form)
    if cell.vague:
        text = ("~" if plain else "≈") + text
    return (text[:-1], ")" + sign) if text.endswith(")") else (text, sign)


def spread(low: Decimal, high: Decimal, form: Form, *, plain: bool = False) -> str:
    """Both ends of an interval, with the digits that tell them apart."""
    dash = "-" if plain else "–"
    if low < 0:
        dash = " to "
    ends = digits(low, form), digits(high, form)
    return ends[0] if ends[0] == ends[1] else dash.join(ends)


def spark(series: Iterable[Decimal | None], *, plain: bool = False) -> str:
    """One bar a number, oldest first, from the least to the most; a gap is a space, a flat series a middle line."""
    bars = PLAIN_BARS if plain else BARS
    numbers = list(series)
    known = [number for number in numbers if number is not None]
    if not known:
        return ""
    least, most = min(known), max(known)
    if least == most:
        return "".join(" " if number is None else bars[3] for number in numbers)
    step = (most - least) / (len(bars) - 1)
    heights = [None if number is None else (number - least) / step for number in numbers]
    return "".join(" " if high is None else bars[int(high.to_integral_value(ROUND_HALF_EVEN))] for high in heights)


_MILLION = Decimal("1e6")
_MOST_DECIMALS = 6


def quantity(value: Decimal, code: str, quantum: Decimal | None = None, *, signed: bool = False, like: Decimal | None = None) -> str:
    """A number of a document with its unit, to the digits that it is known to: `5,984 CNY m`, `22.53 %`.

    `quantum` is the size of its last digit; without it the value's own digits are shown. `signed`: a plus for gains.
    `like`: the number whose scale (millions or not) it takes, itself by default.
    """
    scale, unit = 0, code
    if len(code) == len("CNY") and code.isalpha() and code.isupper() and abs(value if like is None else like) >= _MILLION:
        scale, unit = 6, f"{code} m"
    shown = value.scaleb(-scale)
    if quantum is not None and quantum.is_finite() and quantum > 0:
        places = max(0, min(_MOST_DECIMALS, scale - quantum.normalize().adjusted()))
        shown = _rounded(shown, places)
    else:
        shown = _trim(shown)
    text = _written(abs(shown))
    if shown < 0:
        text = f"({text})"
    elif signed and shown:
        text = f"+{text}"
    return text if unit == "1" else f"{text} {unit}"


def _rounded(number: Decimal, places: int) -> Decimal:
    """So many places behind the point, half away from zero; a number that is too long to be written stays as it is."""
    return number if number.adjusted() > _MOST_PLACES else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def _trim(number: Decimal) -> Decimal:
    """Without trailing zeros behind the point."""
    return _rounded(number, 0) if number == number.to_integral_value() else number.normalize()


def _written(number: Decimal) -> str:
    """With thousands separators, every digit; by its power of ten where that would take a screen."""
    return f"{number:,f}" if abs(number.adjusted()) <= _MOST_PLACES else f"{number:.3E}"
