"""The errors, and the exit code of each ending.

Bad input, a stopped search and a bug of ours are different types. Nothing else in the package
decides an exit code.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from warnings import warn

__all__ = [
    "LISTED",
    "BadInput",
    "Busy",
    "Fault",
    "Impossible",
    "Interrupted",
    "OutOfEffort",
    "OutputFailed",
    "RotationError",
    "SolverDisagreement",
    "gravest",
    "grouped",
    "place_parts",
    "printable",
    "rough_kind",
]

LISTED = 20
"""The number of lines about one kind of fault; the rest is counted."""

APART = 3
"""Up to this many faults that differ only in their value have a line each."""

_PLACE = re.compile(
    r"(?P<file>.+?)(?::[A-Z]{0,3}(?P<line>[1-9]\d{0,8}))?(?:: (?P<key>.*))?", re.DOTALL
)

_NOUNS = {".csv": "row", "xlsx": "row", "xlsm": "row", ".ics": "event"}
"""The noun for the lines of a file."""

_VALUES = re.compile(r"'[^']*'|\"[^\"]*\"|[0-9]+")
_OF_KEY = frozenset({"unknown key", "unknown column", "the column appears twice"})


def printable(text: str) -> str:
    """Return the text with all control sequences for terminals escaped."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


class RotationError(Exception):
    """Base of every error that `rotation` raises on purpose.

    Attributes
    ----------
    exit_code : int
        The exit code of the command line.

    Examples
    --------
    >>> from rotation import RotationError
    >>> try:
    ...     rotation.load("nowhere")
    ... except RotationError as error:
    ...     print(error.exit_code)
    2
    """

    exit_code = 2


@dataclass(frozen=True, slots=True, order=True, init=False)
class Fault:
    """One problem of the input; control sequences for terminals are escaped (`printable`).

    Attributes
    ----------
    place : str
        `file:line: key`, a file, or an option: where to look.
    what : str
        What is wrong, without a full stop.
    hint : str
        The fix; may be empty. It was called `mend`, which warns.
    about : str
        The part of `what` that is the value at fault, such as `'x.csv'`. Faults of one file and key
        whose `what` differs only in this are of one kind. May be empty.
    times : int
        How many faults of its kind this one represents, itself included.

    Examples
    --------
    >>> from rotation import BadInput
    >>> try:
    ...     team.replace(timezone="Europe/Berln")
    ... except BadInput as error:
    ...     (fault,) = error.faults
    >>> fault.place, fault.what
    ('timezone', "unknown time zone 'Europe/Berln'")
    >>> fault.hint
    "did you mean 'Europe/Berlin'?"
    """

    place: str
    what: str
    hint: str = ""
    about: str = field(default="", compare=False)
    times: int = field(default=1, compare=False)

    def __init__(
        self,
        place: str,
        what: str,
        hint: str = "",
        about: str = "",
        times: int = 1,
        *,
        mend: str | None = None,
    ) -> None:
        if mend is not None:
            warn("Fault(mend=...) is called hint", DeprecationWarning, stacklevel=2)
            hint = mend
        values = {"place": place, "what": what, "hint": hint, "about": about}
        for name, value in values.items():
            object.__setattr__(self, name, printable(value))
        object.__setattr__(self, "times", times)

    @property
    def mend(self) -> str:
        """The older name of `hint`."""
        warn("Fault.mend is called hint", DeprecationWarning, stacklevel=2)
        return self.hint

    def __str__(self) -> str:
        tail = f"; {self.hint}" if self.hint else ""
        return f"{self.place}: {self.what}{tail}" if self.place else f"{self.what}{tail}"


class BadInput(RotationError):
    """Input that cannot be used; carries every problem of the run at once.

    Its text has one line per cause (`grouped`).

    Parameters
    ----------
    faults : sequence of Fault
        At least one.

    Examples
    --------
    >>> from rotation import BadInput
    >>> try:
    ...     Rotation("Team", "Europe/Berln", tracks=team.tracks, engineers=())
    ... except BadInput as error:
    ...     for fault in error.faults:
    ...         print(fault)
    engineers: is missing; pass at least one Engineer
    timezone: unknown time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?
    """

    exit_code = 2

    def __init__(self, faults: Sequence[Fault] | Fault) -> None:
        several = (faults,) if isinstance(faults, Fault) else tuple(faults)
        self.faults: tuple[Fault, ...] = several
        super().__init__("\n".join(grouped(self.faults)))

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is pickled as its text, which is not what this one is made of.
        return type(self), (self.faults,), self.__dict__


class Interrupted(RotationError):
    """The user stopped the run before anything was written.

    Examples
    --------
    >>> from rotation import Interrupted
    >>> issubclass(Interrupted, rotation.RotationError), Interrupted.exit_code
    (True, 130)
    """

    exit_code = 130


class OutputFailed(RotationError):
    """Files were written, but standard output failed; the written files are listed."""

    exit_code = 74  # EX_IOERR of sysexits.h


class Busy(RotationError):
    """Another command is replacing files at this moment; try again."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h


class SolverDisagreement(RotationError):
    """A plan failed the solver-free check: a bug of ours, never the user's."""

    exit_code = 70


class Impossible(RotationError):
    """Proved: no roster keeps every rule, even with every shift open.

    Only pins or an external rule can cause this.

    Examples
    --------
    >>> from rotation import Impossible
    >>> issubclass(Impossible, rotation.RotationError), Impossible.exit_code
    (True, 1)
    """

    exit_code = 1


class OutOfEffort(RotationError):
    """The effort ended before any roster was found that keeps every rule.

    Only an external rule can cause this.

    Examples
    --------
    >>> from rotation import OutOfEffort
    >>> issubclass(OutOfEffort, rotation.RotationError), OutOfEffort.exit_code
    (True, 1)
    """

    exit_code = 1


_GRAVITY = (0, 1, 75, 2, 74, 70, 130)
"""Exit codes, the mildest first."""


def gravest(codes: Iterable[int]) -> int:
    """Return the exit code of several endings: that of the gravest; 0 if there are none."""
    return max(codes, key=_GRAVITY.index, default=0)


def grouped(faults: Iterable[Fault]) -> list[str]:
    """Return faults as lines, one line per cause.

    Faults of one file and key with the same fix are one line, with their number and the place of
    the first, if their texts are equal or differ only in the value; up to `APART` different values
    have a line each. Different fixes are different causes. Beyond `LISTED` lines of one kind the
    rest is counted.

    Parameters
    ----------
    faults : iterable of Fault
        In reading order.
    """
    kinds: dict[_FaultKind, dict[tuple[_FaultKind, str], list[_Located]]] = {}
    for n, fault in enumerate(faults):
        located = _located(n, fault)
        causes = kinds.setdefault(located.rough_kind, {})
        causes.setdefault((located.kind, fault.hint), []).append(located)
    lines: list[tuple[int, str]] = []
    for causes in kinds.values():
        same = [line for cause in causes.values() for line in _lines_of(cause)]
        rest = same[LISTED:]
        lines += [(group[0].order, _line(group)) for group in same[:LISTED]]
        if rest:
            lines.append((rest[0][0].order, _rest(rest)))
    return [line for _, line in sorted(lines)]


_FaultKind = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Located:
    """A fault with the parts of its place."""

    fault: Fault
    order: int
    file: str
    line: int
    key: str

    @property
    def kind(self) -> _FaultKind:
        """Return the key of a kind of faults; a fault without a line is a kind of its own."""
        fault = self.fault
        if not self.line:
            return (fault.place, fault.what)
        cause = fault.what.replace(fault.about, "\0") if fault.about else fault.what
        return (self.file, self.key, cause)

    @property
    def rough_kind(self) -> _FaultKind:
        """Return the key of faults that are counted together beyond the first lines."""
        if not self.line:
            return self.kind
        return rough_kind(self.file, self.key, self.fault.what, self.fault.about)


def rough_kind(file: str, key: str, what: str, about: str = "") -> _FaultKind:
    """Return the key of faults that differ only in the value: `about`, a quoted text, a number.

    For unknown or duplicate keys, the last part of the key is the value.
    """
    if what in _OF_KEY:
        key = key.rpartition(".")[0]
    return (file, key, _VALUES.sub("", what.replace(about, "") if about else what))


def place_parts(place: str) -> tuple[str, int, str]:
    """Return file, line and key of a place; 0 and empty texts if missing."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return place, 0, ""
    return match["file"], int(match["line"] or 0), match["key"] or ""


def _located(order: int, fault: Fault) -> _Located:
    return _Located(fault, order, *place_parts(fault.place))


def _lines_of(cause: Sequence[_Located]) -> list[list[_Located]]:
    """Return groups of faults with one cause and fix, which share a line."""
    by_text: dict[str, list[_Located]] = {}
    for located in cause:
        by_text.setdefault(located.fault.what, []).append(located)
    return [list(cause)] if len(by_text) > APART else list(by_text.values())


def _line(group: Sequence[_Located]) -> str:
    """Return the line of faults with one cause and one fix."""
    first = group[0]
    count = sum(located.fault.times for located in group)
    if count == 1 or not first.line:
        return str(first.fault)
    values = {located.fault.about: located.line for located in reversed(group)}
    others = sorted((line, about) for about, line in values.items() if about != first.fault.about)
    also = [f"{about} (line {line})" for line, about in others[:APART]]
    if others and any(located.fault.times > 1 for located in group):
        also.append("others")  # the number is unknown
    elif len(others) > APART:
        also.append(f"{len(others) - APART} more")
    what = f"{_rows(first.file, count)}: {first.fault.what}, the first at line {first.line}"
    what += f", also {', '.join(also)}" if also else ""
    return str(replace(first.fault, what=what))


def _rest(lines: Sequence[Sequence[_Located]]) -> str:
    """Return the line that counts what is not listed."""
    first = lines[0][0]
    count = sum(located.fault.times for group in lines for located in group)
    key = f": {first.key}" if first.key else ""
    place = f"{first.file}:{first.line}{key}" if first.line else first.fault.place
    return f"{place}: and {_rows(first.file, count, 'more ')} of this kind"


def _rows(file: str, count: int, more: str = "") -> str:
    noun = _NOUNS.get(file[-4:].lower(), "line")
    return f"{count} {more}{noun}{'' if count == 1 else 's'}"
