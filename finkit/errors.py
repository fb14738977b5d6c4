"""Every exception of finkit: one class for one mistake, facts as keyword fields, the sentence written here.

A message says where, what was wanted and what was found, and what to do. Exceptions hold plain facts
(strings, numbers, tuples), never models; all inherit `FinkitError`, and the builtin that a caller would expect.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

_LINE_END = re.compile("\n(?!  )")  # one that no sentence of ours has


class FinkitError(Exception):
    """Any mistake that finkit can name; the command line prints it and exits with 2.

    It travels between processes: facts and sentence are the same after pickling.
    """

    def __str__(self) -> str:
        """The sentence on its lines; whatever a name or a file brought into it that steers a screen is shown by its code."""
        said = _LINE_END.sub(r"\\n", str(self.args[0]) if self.args else "")
        if said.isprintable():
            return said
        return "".join(one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode("ascii") for one in said)

    def __reduce__(self) -> tuple[object, ...]:
        """The sentence and the facts; `__init__` takes only keywords, and need not write the sentence again."""
        facts = {"path": self.path} if isinstance(self, ImportError) else {}  # which ImportError keeps out of __dict__
        return _again, (type(self), self.args, {**self.__dict__, **facts})


def _again(kind: type[FinkitError], args: tuple[object, ...], facts: dict[str, object]) -> FinkitError:
    """An error as it was before it was pickled."""
    error = kind.__new__(kind, *args)
    error.args = args
    for name, fact in facts.items():
        setattr(error, name, fact)
    return error


def _suggest(name: str, known: tuple[str, ...]) -> str:
    """The nearest known names, for the last line of a message."""
    near = get_close_matches(name.casefold(), [one.casefold() for one in known], n=1, cutoff=0.5)
    nearest = [one for one in known if one.casefold() in near]
    if nearest:
        return f"did you mean {nearest[0]}?"
    return f"known: {', '.join(known)}" if known else "none is known here"


class UnitUnknownError(FinkitError, ValueError):
    """A unit code that the vocabulary does not hold."""

    def __init__(self, *, code: str, known: tuple[str, ...]) -> None:
        self.code = code
        super().__init__(f"unknown unit {code!r}\n  wanted a code such as {', '.join(known)}")


class UnitMismatchError(FinkitError, ValueError):
    """Two quantities that cannot be added or compared."""

    def __init__(self, *, left: str, right: str, doing: str) -> None:
        self.left, self.right = left, right
        super().__init__(f"cannot {doing} {left} and {right}: not the same kind of quantity")


class PeriodInvalidError(FinkitError, ValueError):
    """A text that is no period code."""

    def __init__(self, *, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no period\n  wanted FY2022, H1 2023, 9M2023, Q3 2023, 2023-09-30, 2021-01 or 2017/2022")


class FormulaInvalidError(FinkitError, ValueError):
    """A formula that uses something outside the whitelist."""

    def __init__(self, *, text: str, found: str) -> None:
        self.text = text
        super().__init__(
            f"formula {text!r}: {found} is not allowed\n"
            "  wanted names, numbers, + - * / **, comparisons, abs, min, max, above(x, y), prior(x), mean(x), whole(x)"
        )


class UnsolvableTermError(FinkitError, ValueError):
    """An identity that cannot be solved for a term (it stands in it twice, or not at all)."""

    def __init__(self, *, text: str, term: str, times: int) -> None:
        self.text, self.term = text, term
        super().__init__(f"{text!r} cannot be solved for {term}: it stands in it {times} times, wanted once")


class EmptyDivisorError(FinkitError, ZeroDivisionError):
    """A division by an interval that holds zero: the result is undecidable."""

    def __init__(self, *, low: str, high: str) -> None:
        super().__init__(f"division by [{low}, {high}], which holds zero")


class FileMissingError(FinkitError, FileNotFoundError):
    """A file or folder that is not there."""

    def __init__(self, *, path: str, wanted: str) -> None:
        self.path = path
        Exception.__init__(self, f"{path}: no such {wanted}\n  check the name, or give another path")


class FileUnreadableError(FinkitError, ValueError):
    """A file that is there but cannot be read as what it should be."""

    def __init__(self, *, path: str, wanted: str, found: str, remedy: str) -> None:
        self.path = path
        super().__init__(f"{path}: wanted {wanted}, found {found}\n  {remedy}")


class FileUnwritableError(FinkitError, OSError):
    """A file that cannot be written: the disk is full, the folder closed."""

    def __init__(self, *, path: str, found: str) -> None:
        self.path = path
        Exception.__init__(self, f"{path}: cannot be written: {found}\n  make room or give another place; what stood there is unchanged")


class NumbersTooManyError(FinkitError, ValueError):
    """A document with more numbers than one check holds in memory."""

    def __init__(self, *, document: str, most: int) -> None:
        self.document, self.most = document, most
        super().__init__(f"{document}: wanted at most {most:,} numbers in a document, found more\n  check it in parts")


class ExtraMissingError(FinkitError, ImportError):
    """A library that an optional part of finkit needs and that is not installed."""

    def __init__(self, *, path: str, wanted: str, library: str, extra: str, doing: str = "read") -> None:
        self.path, self.extra = path, extra
        super().__init__(f"{path}: {wanted} is {doing} with {library}, which is not installed\n  pip install 'finkit[{extra}]'")


class CompanyUnknownError(FinkitError, LookupError):
    """A company name that no statements folder answers to."""

    def __init__(self, *, name: str, root: str, known: tuple[str, ...]) -> None:
        self.name = name
        super().__init__(f"{root}: no company is called {name!r}\n  {_suggest(name, known)}")


class CompanyAmbiguousError(FinkitError, LookupError):
    """A name that several companies answer to."""

    def __init__(self, *, name: str, candidates: tuple[str, ...]) -> None:
        self.name = name
        super().__init__(f"{name!r} is the name of several companies\n  use a ticker: {', '.join(candidates)}")


class MetricUnknownError(FinkitError, LookupError):
    """A ratio or item name that the catalogue does not hold."""

    def __init__(self, *, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        remedy = f"did you mean {near[0]}?" if near else "`finkit metrics` lists them"
        super().__init__(f"no metric is called {name!r}\n  {remedy}")


class GroupUnknownError(FinkitError, LookupError):
    """A group of metrics that the catalogue does not hold."""

    def __init__(self, *, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        super().__init__(f"no group of metrics is called {name!r}\n  wanted one of {', '.join(known)}")


class RelationInvalidError(FinkitError, ValueError):
    """A relation that names a figure which was not given."""

    def __init__(self, *, relation: str, term: str) -> None:
        self.relation, self.term = relation, term
        super().__init__(f"relation {relation!r} uses {term!r}, which is not among the figures given")


class FigureUnfitError(FinkitError, ValueError):
    """A figure that may not be used as it was asked for (ambiguous, contradicted, or missing)."""

    def __init__(self, *, item: str, period: str, found: str, remedy: str) -> None:
        self.item, self.period = item, period
        super().__init__(f"{item} {period}: {found}\n  {remedy}")


class FigureUnknownError(FinkitError, LookupError):
    """Characters or an id that no figure of a document has."""

    def __init__(self, *, name: str, document: str, known: tuple[str, ...]) -> None:
        self.name = name
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        remedy = f"did you mean {near[0]!r}?" if near else "`finkit check` lists the figures"
        super().__init__(f"{document}: no figure is printed {name!r}\n  {remedy}")


class FigureSharedError(FinkitError, LookupError):
    """Characters that several figures of a document have, where one is wanted."""

    def __init__(self, *, name: str, document: str, ids: tuple[str, ...]) -> None:
        self.name, self.ids = name, ids
        super().__init__(f"{document}: {len(ids)} figures are printed {name!r}\n  name one by its id: {', '.join(ids)}")


class DecisionInvalidError(FinkitError, ValueError):
    """A decision on a figure that says something impossible, or leaves something out."""

    def __init__(self, *, place: str, field: str, found: str, wanted: str) -> None:
        self.place, self.field = place, field
        super().__init__(f"{place}: {field}: {wanted}; found {found}\n  wanted sha256, figure, printed, value, unit, who, why, when")


class DecisionUnfitError(FinkitError, ValueError):
    """A decision that does not fit the document or figure it is for."""

    def __init__(self, *, document: str, reason: str, remedy: str) -> None:
        self.document = document
        super().__init__(f"{document}: {reason}\n  {remedy}")


class CompanyOtherError(FinkitError, ValueError):
    """Another company than the one that a check was made against."""

    def __init__(self, *, document: str, wanted: str, found: str) -> None:
        self.wanted, self.found = wanted, found
        super().__init__(f"{document}: checked against {wanted or 'no company'}, now {found} is given\n  give the company of the check")


class CompanyExistsError(FinkitError, FileExistsError):
    """A company file that would be overwritten."""

    def __init__(self, *, path: str) -> None:
        self.path = path
        Exception.__init__(self, f"{path}: is there already\n  change it by hand; `finkit import` adds facts to it")


class TickerInvalidError(FinkitError, ValueError):
    """A ticker that can be no folder's name."""

    def __init__(self, *, ticker: str) -> None:
        self.ticker = ticker
        super().__init__(f"{ticker!r} is no ticker\n  wanted letters, digits, dots and hyphens, such as 600111.SH or BRK-B")


class DatasetBusyError(FinkitError, BlockingIOError):
    """A dataset that another process is writing."""

    def __init__(self, *, path: str) -> None:
        self.path = path
        Exception.__init__(self, f"{path}: another run is writing this dataset\n  wait for it, or give another folder with --out")


class DatasetOtherError(FinkitError, ValueError):
    """A folder that is no dataset, or one that was begun otherwise."""

    def __init__(self, *, path: str, what: str, wanted: str, found: str) -> None:
        self.path = path
        super().__init__(f"{path}: {what}: wanted {wanted}, found {found}\n  give another folder with --out; this one stays as it is")


class DatasetElsewhereError(FinkitError, ValueError):
    """A dataset whose relative paths are from another folder than the one of this run."""

    def __init__(self, *, path: str, base: str) -> None:
        self.path, self.base = path, base
        super().__init__(f"{path}: its documents are named from {base}\n  go on there, or give another folder with --out")


class WorkerLostError(FinkitError, ChildProcessError):
    """A process for documents that cannot be started, or that was ended."""

    def __init__(self, *, found: str) -> None:
        self.found = found
        Exception.__init__(
            self, f"a worker process is lost: {found}\n  run again; where it never starts, see what `python -m finkit.batch.child 0` says"
        )


class BatchStoppedError(FinkitError, RuntimeError):
    """A run over many documents that cannot go on; what it has done is kept."""

    def __init__(self, *, path: str, reason: str, done: int) -> None:
        self.path, self.done = path, done
        kept = "1 document is" if done == 1 else f"{done:,} documents are"
        super().__init__(f"{path}: {reason}\n  {kept} kept there; run the same again to go on")


class ClusterUnreachableError(FinkitError, ConnectionError):
    """A scheduler that does not answer, or whose workers cannot do the work."""

    def __init__(self, *, address: str, found: str) -> None:
        self.address = address
        Exception.__init__(
            self, f"{address}: wanted a Dask scheduler with workers, found {found}\n  start `dask scheduler` and `dask worker {address}`"
        )
