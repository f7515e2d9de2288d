"""Problems are collected and reported all at once."""

from rotation.errors import BadInput, Fault, place_parts, printable, rough_kind
from rotation.limits import FAULTS
from rotation.model.source import Source

__all__ = ["Faults", "Wrong", "printable"]


_KEPT = 1_000
"""The number of faults of a kind that are kept one by one."""

_FaultKey = tuple[Source, str, str, str]
_RoughKind = tuple[str, ...]


def _reading_order(problem: tuple[_FaultKey, str]) -> tuple[str, int, tuple[str, ...]]:
    (source, *texts), _ = problem
    return source.file, source.line, tuple(texts)


class Wrong(ValueError):
    """A value that cannot be used; the caller knows its place.

    Parameters
    ----------
    what : str
        What is wrong.
    hint : str
        The fix; may be empty.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint
        super().__init__(f"{what}; {hint}" if hint else what)


class Faults:
    """The problems of a run, sorted by file and line, in whatever order they were found.

    The first thousand of a kind are kept, and the last of these stands for the rest, because a file
    may have a fault in each of a million cells. After some hundred thousand, checking stops.

    Attributes
    ----------
    many : bool
        Whether that limit was reached.
    """

    def __init__(self) -> None:
        self.many = False
        self._added = 0
        self._problems: dict[_FaultKey, str] = {}
        self._count: dict[_RoughKind, int] = {}
        self._last: dict[_RoughKind, _FaultKey] = {}

    def __bool__(self) -> bool:
        return bool(self._problems)

    def __len__(self) -> int:
        return len(self._problems)

    def add(self, source: Source, key: str, what: str, hint: str = "", *, about: str = "") -> None:
        """Add a problem; duplicates count once, and control sequences for terminals are escaped.

        Parameters
        ----------
        source : Source
            File and line.
        key : str
            Key or column; empty when the problem is the whole line or file.
        what, hint, about : str
            As in `Fault`.
        """
        if self.many:
            return
        self._added += 1
        self.many = self._added > FAULTS.most
        if self.many:
            key, what, hint = "", f"more than {FAULTS}: the rest is not checked", FAULTS.fix
        problem = (source, key, printable(what), printable(hint))
        if problem in self._problems:
            return
        kind = rough_kind(source.file, key, what, about)
        count = self._count[kind] = self._count.get(kind, 0) + 1
        if count <= _KEPT:
            self._problems[problem] = printable(about)
            self._last[kind] = problem

    def include(self, others: "Faults") -> None:
        """Add the problems that others have collected."""
        for (source, key, what, hint), about in others._problems.items():
            self.add(source, key, what, hint, about=about)

    def report(self, fault: Fault) -> None:
        """Add a problem that knows its place already."""
        file, line, key = place_parts(fault.place)
        self.add(Source(file, line), key, fault.what, fault.hint, about=fault.about)

    def wrong(self, source: Source, key: str, problem: Wrong, *, about: str = "") -> None:
        """Add the problem that a reader of a value raised."""
        self.add(source, key, problem.what, problem.hint, about=about)

    def listed(self) -> tuple[Fault, ...]:
        """Return the problems sorted by file, line and key."""
        more = {last: self._count[kind] - _KEPT for kind, last in self._last.items()}
        return tuple(
            Fault(
                source.key(key),
                what,
                hint,
                about,
                1 + max(0, more.get((source, key, what, hint), 0)),
            )
            for (source, key, what, hint), about in sorted(
                self._problems.items(), key=_reading_order
            )
        )

    def raise_all(self) -> None:
        """Raise `BadInput` with every problem, if there is one."""
        if self._problems:
            raise BadInput(self.listed())
