"""A chart as inline SVG: grouped bars and lines on one or two scales, with its table beneath for whoever cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from typing import TYPE_CHECKING

from finkit.reports.forms import parts, scaled
from finkit.reports.page.markup import element, text
from finkit.reports.table import Cell, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.reports.table import Chart, Form

WIDTH, HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 60, 16, 56
_TICKS = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_BAR_SHARE = 0.7
_CHARACTER = 9.5  # wide, in the larger letters of a small screen
_LABEL = 15  # characters of a category that stand under the axis
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 2")


def figure(chart: Chart, beneath: str) -> str:
    """The chart with a caption, a legend in words, and its table folded away under it."""
    drawn = _Drawing(chart)
    keys = "".join(_key(drawn, at) for at in range(len(drawn.series)))
    legend = element("ul", keys, class_="keys", aria_hidden="true")
    numbers = element("details", element("summary", "Numbers") + beneath)
    return element("figure", element("figcaption", text(chart.title)) + drawn.svg() + legend + numbers)


def _key(drawn: _Drawing, at: int) -> str:
    name = drawn.name(at) + (" (right)" if at in drawn.chart.right else "")
    shape = "key line" if at in drawn.chart.lines else "key"
    return element("li", element("span", "", class_=f"{shape} s{at}") + text(name))


@dataclass(frozen=True)
class _Scale:
    """From a value to a height; `low` and `high` are round."""

    low: float
    high: float
    step: float

    @classmethod
    def of(cls, values: Sequence[float]) -> _Scale:
        """A scale that holds zero and the values: nothing looks larger than it is."""
        least, most = min(values, default=0.0), max(values, default=1.0)
        least, most = min(least, 0.0), max(most, 0.0)
        if least == most:
            least, most = least - abs(least) * 0.1 - 0.5, most + abs(most) * 0.1 + 0.5
        rough = (most - least) / _TICKS
        power = 10.0 ** floor(log10(rough))
        step = next(size for one in _STEPS if (size := one * power) >= rough * (1 - 1e-9))
        low = floor(least / step + 1e-9) * step
        high = low
        while high < most - step * 1e-9:
            high += step
        return cls(low, high, step)

    def y(self, value: float) -> float:
        """The height of a value on the drawing, from its top."""
        inner = HEIGHT - _TOP - _BOTTOM
        return _TOP + inner * (1 - (value - self.low) / (self.high - self.low))

    @property
    def ticks(self) -> list[float]:
        """The round values at which a line is drawn."""
        count = round((self.high - self.low) / self.step)
        return [self.low + at * self.step for at in range(count + 1)]


class _Drawing:
    """The measures of a chart, and its shapes."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.series = [[_number(cell) for cell in row.cells[1:]] for row in chart.table.rows]
        self.bars = [at for at in range(len(self.series)) if at not in chart.lines]
        left = [at for at in range(len(self.series)) if at not in chart.right]
        self.scales = {False: self._scale(left), True: self._scale(list(chart.right))}
        self.slot = (WIDTH - _LEFT - _RIGHT) / max(1, len(chart.categories))

    def _scale(self, rows: list[int]) -> _Scale:
        values = [value for at in rows for value in self.series[at] if value is not None]
        return _Scale.of(values)

    def name(self, at: int) -> str:
        """What a series is called."""
        return str(self.chart.table.rows[at].cells[0].value or "")

    def _on(self, at: int) -> _Scale:
        return self.scales[at in self.chart.right]

    def _middle(self, place: int) -> float:
        return _LEFT + self.slot * (place + 0.5)

    def svg(self) -> str:
        """The drawing: grid, bars, lines, labels; what it says in words is its description."""
        inside = [
            element("title", text(self.chart.title)),
            element("desc", text(self._said())),
            *self._grid(),
            *self._shapes(),
            *self._categories(),
        ]
        return element(
            "svg", "".join(inside), viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="chart", preserveAspectRatio="xMidYMid meet"
        )

    def _said(self) -> str:
        """Every series in words."""
        told = []
        for row in self.chart.table.rows:
            cells = zip(self.chart.categories, row.cells[1:], strict=True)
            told.append(f"{row.cells[0].value}: " + ", ".join(f"{name} {''.join(parts(cell)) or 'none'}" for name, cell in cells))
        return "; ".join(told)

    def _grid(self) -> list[str]:
        shapes = []
        for right, scale in self.scales.items():
            rows = [at for at in range(len(self.series)) if (at in self.chart.right) == right]
            form = next((cell.form for at in rows for cell in self.chart.table.rows[at].cells[1:] if cell.number is not None), None)
            if form is None:
                continue
            for tick in scale.ticks:
                y = f"{scale.y(tick):.1f}"
                x, anchor = (str(WIDTH - _RIGHT + 6), "start") if right else (str(_LEFT - 6), "end")
                if not right or not self.scales[False].ticks:
                    zero = " zero" if abs(tick) < scale.step / 1e6 else ""
                    shapes.append(element("line", x1=str(_LEFT), x2=str(WIDTH - _RIGHT), y1=y, y2=y, class_=f"grid{zero}"))
                shapes.append(element("text", text(_tick(tick, scale.step, form)), x=x, y=y, dy="0.32em", text_anchor=anchor))
        return shapes

    def _shapes(self) -> list[str]:
        """Bars first, lines over them; a gap in the figures is a gap in the line, categories apart have points alone."""
        shapes = [bar for nth, at in enumerate(self.bars) for bar in self._bars(nth, at)]
        return shapes + [shape for at in self.chart.lines for shape in self._line(at)]

    def _bars(self, nth: int, at: int) -> list[str]:
        width = self.slot * _BAR_SHARE / len(self.bars)
        drawn = []
        for place, value in enumerate(self.series[at]):
            if value is None:
                continue
            top, bottom = sorted((self._on(at).y(value), self._on(at).y(0.0)))
            x = self._middle(place) - self.slot * _BAR_SHARE / 2 + nth * width
            said = element("title", text(self._point(at, place)))
            high = max(bottom - top, 0.5)
            drawn.append(
                element("rect", said, x=f"{x:.1f}", y=f"{top:.1f}", width=f"{width * 0.94:.1f}", height=f"{high:.1f}", class_=f"bar s{at}")
            )
        return drawn

    def _line(self, at: int) -> list[str]:
        scale, points = self._on(at), self.series[at]
        path, pen_down = "", False
        for place, value in enumerate(points):
            path += "" if value is None else f"{'L' if pen_down else 'M'}{self._middle(place):.1f} {scale.y(value):.1f}"
            pen_down = value is not None
        dots = [self._dot(at, place, scale.y(value)) for place, value in enumerate(points) if value is not None]
        if self.chart.apart:
            return dots
        dash = _DASHES[list(self.chart.lines).index(at) % len(_DASHES)]
        return [element("path", d=path, class_=f"line s{at}", stroke_dasharray=dash or None), *dots] if path else []

    def _dot(self, at: int, place: int, y: float) -> str:
        said = element("title", text(self._point(at, place)))
        return element("circle", said, cx=f"{self._middle(place):.1f}", cy=f"{y:.1f}", r="4", class_=f"dot s{at}")

    def _point(self, at: int, place: int) -> str:
        row = self.chart.table.rows[at]
        return f"{row.cells[0].value}, {self.chart.categories[place]}: {''.join(parts(row.cells[place + 1]))}"

    def _categories(self) -> list[str]:
        y, many = HEIGHT - _BOTTOM + 18, len(self.chart.categories) > 1
        most = max(4, int(self.slot / _CHARACTER)) if many else _LABEL * 3
        shapes = []
        for place, name in enumerate(self.chart.categories):
            rows = _folded(name, most)
            spans = "".join(
                element("tspan", text(row), x=f"{self._middle(place):.1f}", dy="0" if not at else "1.1em") for at, row in enumerate(rows)
            )
            shapes.append(
                element("text", element("title", text(name)) + spans, x=f"{self._middle(place):.1f}", y=str(y), text_anchor="middle")
            )
        return shapes


def _folded(name: str, most: int, rows: int = 3) -> list[str]:
    """A label in a few rows of so many characters; what has no room ends in dots (the whole name is its title)."""
    lines: list[str] = [""]
    for word in name.split() or [name]:
        if not lines[-1] or len(lines[-1]) + len(word) < most:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    lines = lines[:rows] if len(lines) <= rows else [*lines[: rows - 1], f"{lines[rows - 1]}…"]
    return [line if len(line) <= most else f"{line[: most - 1]}…" for line in lines]


def _number(cell: Cell) -> float | None:
    """The value in the scale in which it is written."""
    return None if cell.number is None else float(scaled(cell.number, cell.form))


def _tick(value: float, step: float, form: Form) -> str:
    """A round value of an axis, with no more digits than its steps need."""
    decimals = max(0, -floor(log10(step) + 1e-9)) if step < 1 else 0
    decimals += 1 if abs(step * 10**decimals - round(step * 10**decimals)) > 1e-6 else 0  # noqa: PLR2004  (a step of 2.5)
    shown = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals))
    body = f"{abs(shown):,}"
    return f"({body})" if shown < 0 else body + ("%" if form.kind is Kind.PERCENT else "")
