"""What a paragraph has spoken of so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finkit.figures.figure import Binding, Figure
    from finkit.vocabulary.periods import Period

_REACH = 4
UNSAID = "~unsaid"


@dataclass
class State:
    """The subject that the next figure inherits. `measures`: the last spoken of first; `spread_*`: what a list is of.

    `quarter`: the quarter spoken of last. `parts`: the text counts up parts of what it named ("of which"). `settled`: the
    sentence gave a figure that is no forecast; `resume`: the period to go back to behind its forecasts.
    """

    measures: tuple[str, ...] = ()
    segment: str = ""
    entity: str = ""
    holder: str = ""
    quarter: Period | None = None
    period: Period | None = None
    window: tuple[Period, Period] | None = None
    shares: bool = False
    parts: bool = False
    last: Figure | None = None
    joint: tuple[str, ...] = ()
    series: tuple[Binding, ...] = ()
    spread_segments: tuple[str, ...] = ()
    spread_periods: tuple[Period, ...] = ()
    settled: bool = False
    resume: Period | None = None

    def begin_sentence(self) -> None:
        """A full stop: lists, pairs and windows of the sentence before are done with, its subject is not.

        A segment is carried no further unless it is said again: what comes may be of the segment or of the company.
        """
        self.window = None
        self.segment = UNSAID if self.segment else ""
        self.last, self.shares, self.parts, self.joint, self.series = None, False, False, (), ()
        self.spread_periods = self.spread_segments = ()
        self.period = self.resume or self.period
        self.settled, self.resume = False, None

    def look_ahead(self, before: Period | None, *, foreseen: bool, dated: bool) -> None:
        """Behind what is known (`was 28 % in 2021; consensus for 2022 is 25 %`) a forecast's year is its own: the text goes back."""
        if not foreseen:
            self.settled = True
            self.resume = None if dated else self.resume
        elif dated and self.settled:
            self.resume = self.resume or before

    def speak_of(self, measure: str) -> None:
        """The measure spoken of last comes first; a few before it stay within reach."""
        self.measures = (measure, *(one for one in self.measures if one != measure))[:_REACH]

    def look_over(self, window: Period) -> None:
        """A window of years: from its first to its last."""
        if window.start_year is not None:
            last = replace(window, start_year=None)
            self.window = (replace(last, year=window.start_year), last)
            self.period = last

    def move_to(self, period: Period, role: str) -> None:
        """A figure's own period is the paragraph's from here on; `from` and `to` open and close a window."""
        if period.is_window:
            return
        if role == "from":
            later = self.period if self.period is not None and not self.period.is_window and period < self.period else None
            self.window = (period, later or period)
            self.period = later or period  # "in 2023 it rose from 3 in 2019 to 5": what follows is of 2023
            return
        if role == "to" and self.window:
            self.window = (self.window[0], period)
        self.period = period
