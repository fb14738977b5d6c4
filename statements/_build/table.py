"""The rows that say which raw row becomes which fact, and why the others do not; first match wins.

`Take`: a caption of a raw file becomes an item (a pair of items where the raw value is `a/b`). `Leave`: it does not,
for the reason given. Both may be limited to some raw periods or to one source. Each company has a table of its own;
`cas` holds the captions of Chinese annual reports, `vendors` what data vendors print that no filing has.
"""

from __future__ import annotations

from dataclasses import dataclass

NRE, LINES, PEERS = "north_rare_earth.csv", "line_items.csv", "peers.csv"
FIRST, SECOND = "first", "second"  # the halves of a raw value `a/b`
REPORTED, RESTATED, VENDOR = "reported", "restated", "vendor"


@dataclass(frozen=True, slots=True)
class Take:
    """A raw caption and the item that it is. `sign` -1 turns a signed loss into a positive one.

    `change`: whether a percentage that leads the raw note is the growth on the year before (or points, for a ratio)
    and so a fact of its own. `note`: what the fact says besides. `also`: a second item that the same line is (without
    minority interests, net profit is the parent's).
    """

    file: str
    caption: str
    item: str | tuple[str, str]
    segment: str = ""
    basis: str = REPORTED
    periods: tuple[str, ...] = ()
    source: str = ""
    sign: int = 1
    change: bool = True
    note: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """A raw caption that becomes no fact. `half` names the part of `a/b` that is left out of a row that is taken.

    `growth_of`: the growth that the note prints is a fact all the same, of this item.
    """

    file: str
    caption: str
    reason: str
    periods: tuple[str, ...] = ()
    source: str = ""
    half: str = ""
    growth_of: str = ""

    def __post_init__(self) -> None:
        if not self.reason:
            raise ValueError(f"{self.caption} is left out without a reason")


Table = tuple[Take | Leave, ...]

# Reasons that several tables give.
SAME = "the same figure, with no more digits, of a line that is taken"
FILED = "the filing's own figure is known; a vendor's only fills a gap"
COARSE = "another vendor prints the same figure with more digits"
TWO_LINES = "two lines of a Chinese income statement in one; no item of the catalogue"
SPLIT = "a vendor's split of 营业收入; the sum is the revenue that is taken"
STANDARD = "a vendor's line that is none of a Chinese income statement"
MARKET = "a market price is in it: no figure of the statements"
DEFINITION = "a vendor's own definition, not the catalogue's ratio of that name"
COMPUTED = "follows from filed lines of the same year; a vendor's figure only fills a gap"
NOTE_LINE = "a part of cash in the notes; the sum equals the balance-sheet line that is taken"
ATTRIBUTED = "equals 净利润, which is taken: no discontinued operations"
NO_RATIO = "no ratio of the catalogue"
APART = "the filing prints selling and administrative expense apart; a vendor's sum only fills a gap"


def years(first: int, last: int = 0) -> tuple[str, ...]:
    """The raw periods of fiscal years, both ends included."""
    return tuple(f"FY{year}" for year in range(first, (last or first) + 1))


def fills(
    caption: str, item: str, periods: tuple[str, ...] = (), otherwise: str = FILED, *, source: str = "", basis: str = VENDOR, note: str = ""
) -> Table:
    """A line of peers.csv that is a fact in these periods alone, and else left out for the reason `otherwise`.

    Without periods it is a fact in each.
    """
    take = Take(PEERS, caption, item, basis=basis, periods=periods, source=source, note=note)
    return (take, Leave(PEERS, caption, otherwise, source=source)) if periods else (take,)


def takes_segment(caption: str, segment: str) -> tuple[Take, Take]:
    """Revenue and gross margin of a segment of peers.csv, as filed."""
    return (
        Take(PEERS, f"revenue, {caption}", "revenue", segment),
        Take(PEERS, f"gross margin, {caption}", "gross_margin", segment),
    )


def leaves(reason: str, *captions: str, source: str = "", periods: tuple[str, ...] = ()) -> tuple[Leave, ...]:
    """Captions of peers.csv that are left out for one reason."""
    return tuple(Leave(PEERS, caption, reason, periods, source) for caption in captions)
