"""What the elements of HTML are to a reader: hidden, beside the point, the main part, a block, a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from finkit.text.regions import Part

if TYPE_CHECKING:
    from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


Opening = Literal["break", "row", "cell", "block", "part", "link", "plain", "raised", "lowered"]
_INLINE: dict[str, Opening] = {"pre": "plain", "sup": "raised", "sub": "lowered"}
_PARTS = {"main": Part.MAIN, "article": Part.ARTICLE, "h1": Part.HEADLINE} | dict.fromkeys(("header", "footer", "aside"), Part.FRAME)
_BREAKS = frozenset({"br", "hr"})
_BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul"
)
_CELLS = frozenset({"td", "th"})
_WIDGETS = _words("audio button canvas embed iframe img input object select svg textarea video")

_UNSEEN = _words("script style template noscript title rt rp datalist map area ix:header ix:hidden")
_ASIDE = frozenset({"form", "menu", "nav"})
_NEVER_ASIDE = frozenset({"html", "body", "main", "article", "h1"})
_ASIDE_ROLES = _words("alert banner complementary contentinfo dialog form menu menubar navigation search toolbar")
_ASIDE_NAME = re.compile(
    r"(?:(?:site|page|main|top|bottom|left|right|global|primary|secondary|mobile|sub|side|wp)[-_]?)?"
    r"(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|ads?|advert|advertisement|advertising|sponsor(?:ed)?|promo|cookies?|consent"
    r"|gdpr|newsletter|subscribe|related|recommended|most[-_]read|footer|copyright|comments|popup|modal|login|toolbar|pagination|pager"
    r"|skip[-_]link|social|(?:share|sharing|social)[-_]?(?:bar|buttons?|links?|tools|icons?|box))"
    r"(?:[-_]?(?:bar|box|links?|list|menu|wrapper|container|block|section|widget|banner|articles|posts|stories|news|items?|\d+))?",
    re.IGNORECASE,
)
_HIDDEN_NAMES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table\b|table-row|list-item)", re.IGNORECASE)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_NAMES_READ = 20


@dataclass(frozen=True, slots=True)
class Element:
    """What an element opens where it begins (and its end closes), outermost first.

    An `unseen` one hides all inside; a `widget` is one in whose place something stands between left and right.
    """

    opens: tuple[Opening, ...] = ()
    kind: Part | None = None
    unseen: bool = False
    widget: bool = False


def element(tag: str, attributes: Mapping[str, str]) -> Element:
    """What a reader of the page makes of this element."""
    get = attributes.get
    hidden = "hidden" in attributes or (tag == "dialog" and "open" not in attributes)
    if hidden or tag in _UNSEEN or tag in _WIDGETS:
        return Element(unseen=True, widget=tag in _WIDGETS)
    if not attributes:
        return _element(tag, "", "", "", "")
    made = _element(tag, get("style", ""), get("class", ""), get("id", ""), get("role", ""))
    return _LINK if tag == "a" and "href" in attributes and made == _PLAIN else made


_PLAIN, _LINK = Element(), Element(("link",))


@lru_cache(maxsize=4096)
def _element(tag: str, style: str, classes: str, name: str, role: str) -> Element:
    """The same by the attributes that matter; a page has few of them, over and over."""
    names = classes.lower().split(maxsplit=_NAMES_READ)[:_NAMES_READ]
    if _HIDDEN_STYLE.search(style) or not _HIDDEN_NAMES.isdisjoint(names):
        return Element(unseen=True)
    if tag in _BREAKS:
        return Element(("break",))
    opens: list[Opening] = []
    kind = _kind(tag, role.lower(), [*names, name])
    if kind is not None:
        opens.append("part")
    if tag == "tr":
        opens.append("row")
    elif tag in _CELLS:
        opens.append("cell")
    elif kind is not None or tag in _BLOCKS or _BLOCK_STYLE.match(style.lstrip()):
        opens.append("block")
    if _RAISED_STYLE.search(style):
        opens.append("raised")
    elif tag in _INLINE:
        opens.append(_INLINE[tag])
    return Element(tuple(opens), kind)


def _kind(tag: str, role: str, names: list[str]) -> Part | None:
    """The part of a page that an element opens: by its tag, its role, or the names of its class and id."""
    if role == "main":
        return Part.MAIN
    if tag in _NEVER_ASIDE:
        return _PARTS.get(tag)
    aside = tag in _ASIDE or role in _ASIDE_ROLES or any(_ASIDE_NAME.fullmatch(one) for one in names)
    return Part.ASIDE if aside else _PARTS.get(tag)
