"""Texts of any size in the shapes that are hardest to read: what budget.py measures and the fuzzer cuts short."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
_SENTENCE = "In {year} revenue was {number}.{part} billion yuan, up {part}.{number}%, and net profit {part} million yuan. "


def _filled(parts: Iterator[str], size: int) -> str:
    """As many of the parts as the size has room for."""
    found, left = [], size
    for part in parts:
        left -= len(part)
        if left < 0:
            break
        found.append(part)
    return "".join(found)


def _repeated(part: str) -> Callable[[int], str]:
    return lambda size: (part * (size // len(part) + 1))[:size]


def _counted(form: str, start: int = 1) -> Callable[[int], str]:
    """A form filled with number after number."""
    return lambda size: _filled((form.format(n=n, m=n % 97 + 1, y=1990 + n % 60) for n in itertools.count(start)), size)


def _sentences(size: int) -> str:
    made = (_SENTENCE.format(year=2000 + n % 25, number=n % 89 + 10, part=n % 83 + 11) for n in itertools.count())
    return _filled(made, size)


def _rows(head: str, row: str) -> Callable[[int], str]:
    """A table: its head once, then rows to the end."""
    return lambda size: head + _counted(row)(max(0, size - len(head)))


def _seed(size: int) -> str:
    text = next((ROOT / "seeds").glob("003_*.txt")).read_text(encoding="utf-8")
    return _repeated(text + "\n")(size)


SHAPES: dict[str, Callable[[int], str]] = {
    "the lead report again and again": _seed,
    "sentences with figures": _sentences,
    "one sentence with figures": lambda size: _sentences(size).replace(". ", ", "),
    "one digit": _repeated("7"),
    "digits": _repeated("1234567890"),
    "numbers 1 2 3": _counted("{n} "),
    "numbers by commas": _counted("{n},"),
    "small numbers by commas": _counted("{m},"),
    "numbers by slashes": _counted("{n}/"),
    "numbers by dots": _counted("{n}."),
    "numbers by dashes": _counted("{m}-"),
    "numbers by 'and'": _counted("{m} million and "),
    "equal figures": _repeated("revenue was 12.5 billion yuan. "),
    "equal figures in one line": _repeated("12.5 billion yuan, "),
    "percentages": _counted("{m}.{m}% "),
    "percentages by slashes": _counted("{m}%/"),
    "changes": _counted("up {m}.5%, down {m}%, "),
    "from to": _counted("from {m} to {m}.5 billion yuan, "),
    "years": _counted("{y} "),
    "years by slashes": _counted("{y}/"),
    "years and figures": _counted("{y}: {m}.5; "),
    "dates": _counted("{y}-0{m}-1 "),
    "respectively": _counted("{m}, {m} and {m} respectively, in {y}, {y} and {y} "),
    "one-character rows": _repeated("1\n"),
    "one-figure rows": _counted("{n}\n"),
    "rows of labels": _counted("item {n}\n"),
    "rows of a label and figures": _rows("item 2021 2022\n", "item{n} {m}.5 {m}\n"),
    "rows with the same label": _rows("item 2021 2022\n", "revenue {m}.5 {m}\n"),
    "a table of pipes": _rows("| item | 2021 | 2022 |\n| --- | --- | --- |\n", "| item {n} | {m}.5 | {n} |\n"),
    "a table of tabs": _rows("item\t2021\t2022\n", "item {n}\t{m}.5\t{n}\n"),
    "one row of pipes": _counted("| {m} "),
    "only pipes": _repeated("|"),
    "columns of blanks": _rows("item          2021      2022\n", "item {n}        {m}.5      {m}\n"),
    "tiny sentences": _repeated("A 1. "),
    "tiny sentences in Chinese": _repeated("收1亿。"),
    "commas": _repeated(","),
    "dots": _repeated("."),
    "spaces": _repeated(" "),
    "tabs": _repeated("\t"),
    "lines": _repeated("\n"),
    "semicolons": _repeated(";"),
    "slashes": _repeated("/"),
    "dashes": _repeated("-"),
    "open brackets": _repeated("("),
    "open brackets with figures": _repeated("(1 "),
    "closed brackets with figures": _repeated("(1) "),
    "nested brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "quotes": _repeated('"'),
    "亿": _repeated("亿"),
    "1亿": _repeated("1亿"),
    "1万": _repeated("1万 "),
    "billion": _repeated("billion "),
    "one long word": _repeated("a"),
    "words": _repeated("word "),
    "capitals": _repeated("A"),
    "names": _counted("Company {n} Holdings, "),
    "Chinese": _repeated("稀土"),
    "combining marks": _repeated("\u0301"),
    "digits with combining marks": _repeated("1\u0301"),
    "zero width": _repeated("1\u200b"),
    "full-width digits": _repeated("１２３，"),
    "wide spaces": _repeated("1\u3000"),
    "stars": _repeated("*"),
    "stars and words": _repeated("**a "),
    "backticks": _repeated("`"),
    "backticks apart": lambda size: _filled(("`" * (n % 300) + " " for n in itertools.count()), size),
    "open links": _repeated("[a]("),
    "open square brackets": _repeated("["),
    "nested quotes": _repeated("> "),
    "nested lists": lambda size: _filled((" " * (n % 500) + "- 1\n" for n in itertools.count()), size),
    "headings": _counted("# Heading {n}\n"),
    "rules": _repeated("---\n"),
    "fences": _repeated("```\n"),
    "ampersands": _repeated("&"),
    "of which": _counted("of which {m} billion yuan, "),
    "shares": _counted("{m} billion yuan accounting for {m}.5% of revenue, "),
    "growth of revenue": _counted("revenue in {y} was {n} million yuan, up {m}%. "),
    "products": _counted("sales of {m} tons at {m} yuan per ton, "),
    "one measure, other numbers": _counted("Revenue was {m} million yuan in 2021. "),
    "the same growth": _repeated("Revenue in 2021 was 12 million yuan, up 20% from 10 million yuan in 2020. "),
    "the same shares": _repeated("Revenue was 900 million yuan in 2021, of which smelting 90 million yuan, 10% of the total. "),
    "the same lists": _repeated("Revenue was 1.1/2.2/3.3 billion yuan in 2020/2021/2022 respectively. "),
    "the same margins": _repeated("In 2021 revenue was 10 billion yuan, gross profit 3 billion yuan and the gross margin 30%. "),
    "compound rates": _repeated("CAGR of 5% from 2021 to 2025 "),
    "compound rates of amounts": _counted("{n} million tons in {y} at a CAGR of {m}% from 2021 to 2025, "),
    "paths": _counted("growing at {m}% a year to {n} million yuan by {y}, "),
    "e notation": _repeated("1e9 "),
    "65438+0": _repeated("65438+0"),
    "tears": _counted("{m} in {y} .{m} billion yuan "),
}
# What is HTML and nothing else.
PAGES: dict[str, Callable[[int], str]] = {
    "nested elements": lambda size: "<html><body>" + "<div>" * (size // 5),
    "nested and closed": lambda size: "<html><body>" + "<div>" * (size // 11) + "1" + "</div>" * (size // 11),
    "nested inline": lambda size: "<html><body>" + "<b><i>" * (size // 6),
    "nested tables": lambda size: "<html><body>" + "<table><tr><td>1" * (size // 16),
    "nested lists": lambda size: "<html><body>" + "<ul><li>1" * (size // 9),
    "nested asides": lambda size: "<html><body>" + "<aside>1 " * (size // 9),
    "nested links": lambda size: "<html><body>" + "<a href=x>1 " * (size // 12),
    "attributes": lambda size: "<html><body><p " + _counted("a{n}=1 ")(size) + ">1</p>",
    "one long attribute": lambda size: f'<html><body><p class="{"a " * (size // 2)}">1</p>',
    "long styles": lambda size: f'<html><body><p style="{"display:" * (size // 8)}">1</p>',
    "entities": lambda size: "<html><body>" + "&amp;" * (size // 5),
    "open entities": lambda size: "<html><body>" + "&" * size,
    "number entities": lambda size: "<html><body>" + "&#49;" * (size // 5),
    "comments": lambda size: "<html><body>" + "<!--" * (size // 4),
    "closed comments": lambda size: "<html><body>" + "<!-- -->1 " * (size // 10),
    "end tags": lambda size: "<html><body>" + "</p>" * (size // 4),
    "angle brackets": lambda size: "<html><body>" + "<" * size,
    "scripts": lambda size: "<html><body>" + "<script>" * (size // 8),
    "breaks": lambda size: "<html><body>" + "1<br>" * (size // 5),
    "paragraphs": lambda size: "<html><body>" + "<p>Revenue was 12 million yuan in 2021.</p>" * (size // 43),
    "a table of rows": lambda size: "<html><body><table>" + _counted("<tr><td>item {n}<td>{m}.5<td>{n}</tr>")(size),
    "one row of cells": lambda size: "<html><body><table><tr>" + _counted("<td>{m}")(size),
    "spans": lambda size: "<html><body><table>" + "<tr><td colspan=999999 rowspan=999999>1</td></tr>" * (size // 50),
    "raised": lambda size: "<html><body>" + "1<sup>2</sup>" * (size // 13),
    "a doctype of entities": lambda size: (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
        + _counted('<!ENTITY a{n} "&a;&a;&a;&a;">')(size // 2)
        + "]><html><body>&a9;</body></html>"
    ),
}
