"""No data file is ever run: the package neither evaluates text nor loads objects from files, nor opens a connection."""

from __future__ import annotations

import ast
from pathlib import Path

import finkit

PACKAGE = Path(finkit.__file__).parent
CALLS = {"eval", "exec", "compile", "__import__", "execfile"}
MODULES = {
    "pickle", "marshal",
    "shelve", "dill", "yaml", "subprocess", "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx",
    "aiohttp", "webbrowser", "ctypes", "code", "runpy",
}  # fmt: skip
ALLOWED = {
    ("text/pdf.py", "subprocess"),  # PDF is read in a process of its own
    ("batch/guard.py", "subprocess"),  # and so is each document of many; what goes through the pipes of that process is ours
    ("batch/guard.py", "pickle"),
    ("batch/child.py", "pickle"),
}
METHODS = {("os", "system"), ("os", "popen"), ("pandas", "read_pickle"), ("pd", "read_pickle"), ("numpy", "load"), ("np", "load")}


def test_no_text_is_run_and_no_connection_opened() -> None:
    """Formulas are read as a syntax tree of a whitelist, and never compiled."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=called)) if called in CALLS:
                    found.add((name, called))
                case ast.Attribute(value=ast.Name(id=module), attr=called) if (module, called) in METHODS:
                    found.add((name, f"{module}.{called}"))
                case ast.Import(names=names):
                    found |= {(name, one.name.partition(".")[0]) for one in names if one.name.partition(".")[0] in MODULES}
                case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in MODULES:
                    found.add((name, module.partition(".")[0]))
    assert found == ALLOWED
