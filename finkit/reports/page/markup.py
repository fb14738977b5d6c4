"""Strings of HTML: every text is data, escaped where it is written; characters that steer a screen are shown by name."""

from __future__ import annotations

from html import escape

_STEERING = frozenset({"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\ufeff"})


def text(said: str) -> str:
    """The text of a document as HTML: markup escaped; controls and marks of direction visible as their code points."""
    if said.isprintable() and not _STEERING.intersection(said):
        return escape(said)
    return escape("".join(one if _is_plain(one) else _named(one) for one in said))


def _is_plain(one: str) -> bool:
    """A character that a browser shows, or blank space; half a surrogate pair cannot even be written."""
    return one in "\n\t" or (
        one not in _STEERING and (one.isprintable() or one.isspace()) and one not in "\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
    )


def _named(one: str) -> str:
    return f"␛{ord(one):04X}"


def element(tag: str, inside: str = "", **attributes: str | bool | None) -> str:
    """An element around HTML that is already written; attributes are escaped, `class_` and `aria_label` as in HTML."""
    told = "".join(_attribute(name, value) for name, value in attributes.items())
    return f"<{tag}{told}>{inside}</{tag}>"


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{text(value)}"'
