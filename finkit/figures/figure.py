"""A figure: one number of a text, with everything that its own characters and neighbours say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from finkit.figures.words import WAN
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from decimal import Decimal

    from finkit.figures.numerals import Numeral
    from finkit.vocabulary.periods import Period

VALUE, PERIOD, IDENTIFIER = "value", "period", "identifier"
OURS = "company"  # the entity of figures that speak of the company itself


@dataclass(frozen=True, slots=True)
class Membership:
    """A place in a list (`a/b/c`) or a range (`a-b`): members share unit and scale of the last.

    `dashed`: a dash joins the ends of the range; without it (`a to b`) they may be a change.
    """

    group: int
    index: int
    size: int
    kind: str = "list"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """What a figure measures. `measure` is a catalogue name or a phrase; `facet` is what is said of it.

    `facet`: "" (the value itself), growth, share, change (in points), cagr. `bound`: the measure stands in the
    catalogue. `role`: "from" or "to" in a change, else "". `also`: measures of which the same is said ("both").
    `base`: the period from which a growth is counted, where that is not the one before its own. `holder`: a company
    that nobody knows, named as the one that has it.
    """

    measure: str = ""
    facet: str = ""
    segment: str = ""
    entity: str = ""
    period: Period | None = None
    bound: bool = False
    role: str = ""
    also: tuple[str, ...] = ()
    base: Period | None = None
    holder: str = ""

    @property
    def is_ours(self) -> bool:
        """It speaks of the company, or names nobody else."""
        return self.entity in {"", OURS}

    @property
    def name(self) -> str:
        """The measure with its facet, as the check document names it."""
        return f"{self.measure}_{self.facet}" if self.facet and self.measure else self.measure or self.facet


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed. Spans are half-open indices into the text.

    `numeral` is the number, or the head of a figure that was torn apart at its point, whose rest is `tail`.
    `scale` multiplies the mantissa (1e9 for "billion"); `sign` is -1, 0 (none printed) or 1.
    `doubtful`: other digits stand so near that they may be of the same number.
    `mended`: the stage that was undone in cutting out the number (see `mending`).
    `at_least` / `at_most`: "more than", "less than"; `about`: rounded in words. `cell`: it stands in a table.
    """

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    surface: str
    kind: str = VALUE
    numeral: Numeral | None = None
    tail: Numeral | None = None
    scale: Decimal = ONE
    scale_word: str = ""
    unit: str = "1"
    unit_stated: bool = False
    sign: int = 0
    member: Membership | None = None
    period: Period | None = None
    about: bool = False
    at_least: bool = False
    at_most: bool = False
    direction: str | None = None
    inserted_currency: bool = False
    mended: str = ""
    doubtful: bool = False
    head_scale: Decimal = ONE
    ratio_to: Decimal | None = None
    cell: bool = False
    binding: Binding = field(default_factory=Binding)

    @property
    def id(self) -> str:
        """`start-end`."""
        return f"{self.start}-{self.end}"

    @property
    def is_exact(self) -> bool:
        """Said as it is: not "about", "more than" or "less than", and no other digits stand right beside it."""
        return not (self.about or self.at_least or self.at_most or self.doubtful)

    @property
    def is_split(self) -> bool:
        """Torn apart at the decimal point, a phrase moved in between."""
        return self.tail is not None

    @property
    def literal(self) -> Decimal | None:
        """What a faithful reader of the characters gets, in `unit`, with the sign; None where digits are unreadable."""
        spoken = self.tail or self.numeral
        if spoken is None or self.numeral is None:  # the head of a torn number may be what cannot be read
            return None
        value = spoken.value * self.scale
        if self.ratio_to:
            value /= self.ratio_to
        return -value if self.sign < 0 else value

    @property
    def last_digit(self) -> Decimal:
        """The size of the last printed digit, in `unit`."""
        spoken = self.tail or self.numeral
        if spoken is None:
            return ONE
        last = ONE.scaleb(-spoken.decimals) * self.scale
        return last * WAN if spoken.scaled else last

    @property
    def quantum(self) -> Decimal:
        """The size of the last digit that counts, in `unit`: zeros at the end of a large whole number are rounding."""
        spoken = self.tail or self.numeral
        if spoken is None or spoken.scaled or self.unit_is_percent or self.member:
            return self.last_digit
        return self.last_digit * ONE.scaleb(spoken.round_zeros(scaled=self.scale != ONE))

    def signed(self, value: Decimal) -> Decimal:
        """A size with the sign of the figure, printed or said by its direction."""
        down = self.sign < 0 or (self.direction == "down" and not self.sign)
        return -abs(value) if down else value

    @property
    def is_round(self) -> bool:
        """A large whole number that ends in zeros, as a member of a list may: they are rounding (146,000 is of thousands)."""
        spoken = self.tail or self.numeral
        return spoken is not None and not spoken.scaled and not self.unit_is_percent and spoken.round_zeros(scaled=False) > 0

    @property
    def unit_is_percent(self) -> bool:
        """A percentage or a number of points."""
        return self.unit in {"%", "pp"}
