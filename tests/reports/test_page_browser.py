"""The page in a real browser: filters, evidence by mouse and keyboard, small screens, contrast, nothing on the console."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import finkit
from finkit.pipeline import check, reconstruct
from finkit.reports.publish import write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MARKUP = "Revenue was 12.5 million yuan </p><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"> in 2022."


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a screen; skips without it, unless FINKIT_REQUIRE names it: then fails."""
    wanted = "chromium" in os.environ.get("FINKIT_REQUIRE", "")
    if CHROMIUM is None and not wanted:
        pytest.skip("no chromium here")
    if not wanted:
        pytest.importorskip("playwright")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (late: only where there is a browser)

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of North Rare Earth's page."""
    company = finkit.load("600111.SH")
    found = check(finkit.read(ROOT / "seeds" / "003_7ff7d8e367d35ef2.txt"), company)
    return write_page(tmp_path_factory.mktemp("page") / "nre.html", found, reconstruct(company, found)).as_uri()


class _Visit:
    """A page that is open, and everything that it complained of or asked for."""

    def __init__(self, browser: Any, address: str, width: int = 1200, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self.complaints.append(asked.url) if asked.url != address.split("#", maxsplit=1)[0] else None)
        self.page.goto(address)

    def shown(self) -> list[str]:
        """The entries of evidence that can be seen."""
        return self.page.eval_on_selector_all(".entry", "all => all.filter(one => one.offsetParent).map(one => one.id)")


def test_a_click_opens_the_evidence_of_a_figure_alone(browser: Any, report: str) -> None:
    """Its interval, its readings, its relations; the next click shows another in its place."""
    visit = _Visit(browser, report)
    assert visit.shown() == []
    first, second = (visit.page.locator("#report a.fig.repaired[data-entry]").nth(place) for place in (0, 30))
    first.click()
    assert visit.shown() == [f"f-{first.get_attribute('data-entry')}"]
    assert first.get_attribute("aria-expanded") == "true"
    entry = visit.page.locator(".entry.open")
    assert {"Readings", "Relations"} <= set(entry.locator("h4").all_inner_texts())
    second.click()
    assert visit.shown() == [f"f-{second.get_attribute('data-entry')}"]
    assert first.get_attribute("aria-expanded") == "false"
    visit.page.locator("#close").click()
    assert visit.shown() == []
    assert visit.complaints == []


def test_the_keyboard_alone_is_enough(browser: Any, report: str) -> None:
    """Tab reaches a figure, Enter opens and moves to its evidence, Escape goes back, N and P walk on and back."""
    visit = _Visit(browser, report)
    figure = visit.page.locator("#report a.fig:not([tabindex='-1'])").first
    figure.focus()
    visit.page.keyboard.press("Enter")
    name = figure.get_attribute("data-entry")
    assert visit.shown() == [f"f-{name}"]
    assert visit.page.evaluate("document.activeElement.id") == f"f-{name}"
    visit.page.keyboard.press("Escape")
    assert visit.shown() == []
    assert visit.page.evaluate("document.activeElement.dataset.entry") == name
    visit.page.keyboard.press("n")
    visit.page.keyboard.press("n")
    second = visit.shown()
    visit.page.keyboard.press("p")
    assert visit.shown() not in ([], second)
    assert visit.page.evaluate("document.activeElement.dataset.entry") in visit.shown()[0]
    visit.page.keyboard.press("Tab")
    assert visit.complaints == []


def test_filters_hide_verdicts_in_text_and_table(browser: Any, report: str) -> None:
    """A verdict switched off is plain text, out of the way of the keyboard, and gone from the table; the strip says how many are left."""
    visit = _Visit(browser, report)
    page = visit.page
    every = page.locator("#figures tbody tr:visible").count()
    for word in ("repaired", "unchecked"):
        page.locator(f".filter.{word}").click()
        assert page.locator(f".filter.{word}").get_attribute("aria-pressed") == "false"
    gone = sum(int(page.locator(f".filter.{word} b").inner_text()) for word in ("repaired", "unchecked"))
    assert page.locator("#figures tbody tr:visible").count() == every - gone
    assert page.locator("#shown").inner_text() == f"{every - gone} of {every} figures shown"
    assert page.locator("#report a.fig.repaired:not(.off)").count() == 0
    assert page.locator("#report a.fig.repaired[tabindex='0'], #report a.fig.repaired:not([tabindex='-1'])").count() == 0
    assert not page.locator("#report .repaired .now").first.is_visible()
    page.locator("#all").click()
    assert page.locator("#figures tbody tr:visible").count() == every
    assert visit.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(400, "light"), (400, "dark"), (1200, "light"), (1200, "dark")])
def test_nothing_is_wider_than_the_screen_or_too_faint(browser: Any, report: str, width: int, scheme: str) -> None:
    """No scrolling sideways, no text under a contrast of 4.5 to 1 (WCAG 2.1, 1.4.3), with the evidence open."""
    visit = _Visit(browser, report, width, scheme)
    visit.page.locator("#report a.fig.contradicted").first.click()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.page.evaluate(_FAINT) == []


_FAINT = """() => {
  const light = (rgb) => {
    const linear = (part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = rgb.map((one) => linear(one / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const parse = (said) => (said.match(/[\\d.]+/g) || []).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const found = parse(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0.99) return found.slice(0, 3);
    }
    return parse(getComputedStyle(document.body).backgroundColor).slice(0, 3);
  };
  const faint = new Set();
  for (const one of document.querySelectorAll("body *")) {
    const speaks = Array.from(one.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
    if (one.closest("svg") || !one.offsetParent || !speaks) continue;
    const pair = [light(parse(getComputedStyle(one).color).slice(0, 3)), light(ground(one))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) faint.add(one.tagName + "." + one.className + " " + ratio.toFixed(2));
  }
  return Array.from(faint);
}"""


def test_on_a_phone_the_evidence_does_not_cover_its_figure(browser: Any, report: str) -> None:
    """The sheet from below leaves the figure that was touched in sight."""
    visit = _Visit(browser, report, width=400)
    figure = visit.page.locator("#report a.fig.repaired[data-entry]").nth(5)
    figure.scroll_into_view_if_needed()
    figure.click()
    box, sheet = figure.bounding_box(), visit.page.locator("#evidence").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= sheet["y"]


def test_tables_of_the_company_fit_beside_the_evidence(browser: Any, report: str) -> None:
    """At 1200 pixels every column is in sight."""
    visit = _Visit(browser, report)
    tables = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert visit.page.eval_on_selector_all("#company > .wide", tables) == 0


def test_the_reader_chooses_light_or_dark(browser: Any, report: str) -> None:
    """The button turns over what the system says."""
    visit = _Visit(browser, report, scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = visit.page.evaluate(ground)
    visit.page.locator("#theme").click()
    assert visit.page.evaluate(ground) != before
    visit.page.locator("#theme").click()
    assert visit.page.evaluate(ground) == before


def test_an_address_leads_to_a_figure(browser: Any, report: str) -> None:
    """`#f-start-end` opens the page with that evidence."""
    name = _Visit(browser, report).page.locator(".entry").nth(7).get_attribute("id")
    assert _Visit(browser, f"{report}#{name}").shown() == [name]


def test_without_script_everything_can_be_read(browser: Any, report: str) -> None:
    """All evidence stands in the page, and links lead to it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    assert page.locator(".entry:visible").count() == page.locator(".entry").count() > 100
    context.close()


def test_markup_in_a_document_stays_text(browser: Any, tmp_path: Path) -> None:
    """Tags and scripts of the report are shown, never run."""
    path = write_page(tmp_path / "markup.html", check(MARKUP))
    visit = _Visit(browser, path.as_uri())
    assert "taken" not in visit.page.title()
    assert MARKUP[MARKUP.index("</p>") :] in visit.page.locator("#report").inner_text()
    assert visit.page.locator("img").count() == 0
    assert visit.complaints == []
