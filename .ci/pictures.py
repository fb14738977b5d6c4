"""Pictures of what people look at: every sheet, the page at 400 and 1200 pixels in light and dark, the summary.

    .venv/bin/python .ci/pictures.py [FOLDER]      # all of them into FOLDER (default: a temporary one), three into reports/

Needs soffice, pdftoppm, pdftotext and chromium. To be looked at: nothing may be cut off, overlap or show ####.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console

import finkit
from finkit.reports.layouts.summary import summary_page
from finkit.reports.terminal import Screen

ROOT = Path(__file__).resolve().parents[1]
REPORT = Path("seeds") / "003_7ff7d8e367d35ef2.txt"
TICKER = "600111.SH"


def sheets(book: Path, folder: Path) -> dict[str, Path]:
    """A picture of the first printed page of every sheet, by its name; all pages are left in the folder."""
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)], check=True, capture_output=True)  # noqa: S607
    pdf = folder / f"{book.stem}.pdf"
    subprocess.run(["pdftoppm", "-r", "80", "-png", str(pdf), str(folder / "sheet")], check=True)  # noqa: S607
    found: dict[str, Path] = {}
    for number, picture in enumerate(sorted(folder.glob("sheet-*.png")), 1):
        command = ["pdftotext", "-f", str(number), "-l", str(number), "-layout", str(pdf), "-"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if "###" in said:
            print(f"{picture.name}: a column is too narrow")
        name = re.search(r"600111\.SH\s+(.+?)\s+Page \d+ of", said)
        found.setdefault(name[1] if name else picture.stem, picture)
    return found


def main() -> None:
    """Write everything."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    os.chdir(ROOT)
    company = finkit.load(TICKER)
    check = finkit.check(REPORT, company)
    filled = finkit.reconstruct(company, check)
    peers = [finkit.load(ticker) for ticker in company.peers]
    book = finkit.write_workbook(folder / f"{TICKER}.xlsx", filled, check, peers)
    page = finkit.write_page(folder / f"{TICKER}.html", check, filled)
    pictures = sheets(book, folder)
    shutil.copy(pictures["Summary"], ROOT / "reports" / f"{TICKER}-workbook.png")
    console = Console(record=True, width=112, file=io.StringIO(), force_terminal=True)
    console.print(Screen(summary_page(filled, check)), crop=False)
    drawing = folder / "summary.svg"
    console.save_svg(str(drawing), title=f"finkit summary {TICKER}")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for width in (400, 1200):
            for scheme in ("light", "dark"):
                tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                tab.goto(page.as_uri())
                tab.locator("#report a.fig.repaired").nth(2).click()
                tab.screenshot(path=folder / f"page-{width}-{scheme}.png")
                for part in ("#figures", "#company", ".charts"):
                    tab.evaluate(f"document.querySelector('{part}').scrollIntoView()")
                    tab.screenshot(path=folder / f"page-{width}-{scheme}-{part.strip('#.')}.png")
                if (width, scheme) == (1200, "light"):
                    tab.locator("#report a.fig.repaired").nth(2).scroll_into_view_if_needed()
                    tab.screenshot(path=ROOT / "reports" / f"{TICKER}-page.png")
                tab.close()
        tab = browser.new_page(viewport={"width": 1100, "height": 980})
        tab.goto(folder.as_uri())
        tab.set_content(f'<body style="margin:0"><img src="{drawing.as_uri()}" style="width:1100px">')
        tab.wait_for_function("document.images[0].complete")
        tab.screenshot(path=ROOT / "reports" / f"{TICKER}-summary.png")
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
