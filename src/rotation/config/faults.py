"""Problems are collected, and reported all at once."""

from rotation.errors import BadInput, Fault
from rotation.model.source import Source

__all__ = ["Faults", "Wrong", "printable"]


def printable(text: str) -> str:
    """Return the text with everything a terminal could act on escaped."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


class Wrong(ValueError):
    """A value that cannot be used; the caller knows where it stands.

    Parameters
    ----------
    what : str
        What is wrong.
    mend : str
        What to do about it; may be empty.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        self.what = what
        self.mend = mend
        super().__init__(f"{what}; {mend}" if mend else what)


class Faults:
    """The problems of a run, in the order of files and lines whatever order they were found in."""

    def __init__(self) -> None:
        self._found: dict[tuple[Source, str, str, str], str] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, source: Source, key: str, what: str, mend: str = "", *, about: str = "") -> None:
        """Add a problem; the same one twice counts once, and nothing in it can steer a terminal.

        Parameters
        ----------
        source : Source
            File and line.
        key : str
            Key or column; empty when the problem is the whole line or file.
        what, mend, about : str
            As in `Fault`.
        """
        self._found[(source, key, printable(what), printable(mend))] = printable(about)

    def told(self, fault: Fault) -> None:
        """Add a problem that knows its place already."""
        self.add(Source(fault.place), "", fault.what, fault.mend, about=fault.about)

    def wrong(self, source: Source, key: str, problem: Wrong, *, about: str = "") -> None:
        """Add what a value's reader raised."""
        self.add(source, key, problem.what, problem.mend, about=about)

    def listed(self) -> tuple[Fault, ...]:
        """Return the problems sorted by file, line and key."""
        return tuple(
            Fault(f"{source}: {key}" if key else str(source), what, mend, about)
            for (source, key, what, mend), about in sorted(self._found.items())
        )

    def raise_all(self) -> None:
        """Raise `BadInput` with every problem, if there is one."""
        if self._found:
            raise BadInput(self.listed())
