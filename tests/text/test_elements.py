"""What single elements mean."""

from __future__ import annotations

import pytest

from finkit.text.elements import element
from finkit.text.regions import Part


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("script", {}),
        ("p", {"hidden": ""}),
        ("div", {"style": "color:red; display : none"}),
        ("div", {"style": "visibility:hidden"}),
        ("span", {"class": "icon SR-only"}),
        ("dialog", {}),
    ],
)
def test_what_a_reader_does_not_see(tag: str, attributes: dict[str, str]) -> None:
    """By its tag, an attribute, its style or its class."""
    assert element(tag, attributes).unseen


@pytest.mark.parametrize(
    ("tag", "attributes", "kind"),
    [
        ("nav", {}, Part.ASIDE),
        ("div", {"class": "wide main-nav"}, Part.ASIDE),
        ("div", {"id": "breadcrumbs"}, Part.ASIDE),
        ("div", {"class": "related-stories"}, Part.ASIDE),
        ("div", {"role": "Navigation"}, Part.ASIDE),
        ("div", {"role": "main"}, Part.MAIN),
        ("article", {"class": "sponsored"}, Part.ARTICLE),
        ("footer", {}, Part.FRAME),
        ("div", {"class": "share-price"}, None),
        ("table", {"class": "related-party"}, None),
        ("body", {"class": "menu"}, None),
        ("div", {"class": "content-with-sidebar"}, None),
    ],
)
def test_parts_of_a_page(tag: str, attributes: dict[str, str], kind: Part | None) -> None:
    """Names count whole: what finance calls a share price or related parties is no aside."""
    assert element(tag, attributes).kind is kind


def test_a_link_leads_somewhere() -> None:
    """An anchor without an address is plain text."""
    assert [element("a", {"href": "/"}).opens, element("a", {"name": "top"}).opens] == [("link",), ()]
