"""What can go wrong, and the exit code each ending owns.

Bad input, a stopped search and a bug of ours are different ends with different types; nothing
else in the package decides an exit code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "BadInput",
    "Fault",
    "Impossible",
    "Interrupted",
    "OutOfEffort",
    "RotationError",
    "SolverDisagreement",
]


class RotationError(Exception):
    """Base of every error that `rotation` raises on purpose.

    Attributes
    ----------
    exit_code : int
        What the command line returns for it.
    """

    exit_code = 2


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with the input.

    Attributes
    ----------
    place : str
        `file:line: key`, a file, or an option: where to look.
    what : str
        What is wrong, without a full stop.
    mend : str
        What to do about it; may be empty.
    """

    place: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        tail = f"; {self.mend}" if self.mend else ""
        return f"{self.place}: {self.what}{tail}" if self.place else f"{self.what}{tail}"


class BadInput(RotationError):
    """Input that cannot be used; carries every problem of the run at once.

    Parameters
    ----------
    faults : sequence of Fault
        At least one.
    """

    exit_code = 2

    def __init__(self, faults: Sequence[Fault] | Fault) -> None:
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Interrupted(RotationError):
    """The user stopped the run before anything was written."""

    exit_code = 130


class SolverDisagreement(RotationError):
    """A plan failed the solver-free check: a bug of ours, never the user's."""

    exit_code = 70


class Impossible(RotationError):
    """Proved: no roster keeps every rule, even with every shift open.

    Only pins or a rule from outside the package can bring this about.
    """

    exit_code = 1


class OutOfEffort(RotationError):
    """The effort ended before any roster was found that keeps every rule.

    Only a rule from outside the package can bring this about.
    """

    exit_code = 1
