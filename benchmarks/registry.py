"""What is measured: each case registers itself here, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatch
from typing import Protocol

from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.problems import build_problem

__all__ = ["Case", "Instance", "case", "cases", "register"]


@dataclass(frozen=True, slots=True)
class Instance:
    """One thing to plan: everything that `build_problem` needs.

    Attributes
    ----------
    rotation : RotationData
        The team.
    start, end : datetime.datetime
        The horizon, UTC, half-open.
    today : datetime.date
        The day of planning.
    """

    rotation: RotationData
    start: datetime
    end: datetime
    today: date

    def problem(self) -> Problem:
        """Prepare the problem, as the command line does."""
        return build_problem(self.rotation, self.start, self.end, self.today)


class Case(Protocol):
    """A family of instances."""

    @property
    def name(self) -> str:
        """People, weeks and tracks, then what is special: `24p-52w-2t-halftime`."""

    @property
    def title(self) -> str:
        """What it is, for people."""

    def instance(self, seed: int, *, small: bool = False) -> Instance:
        """Make the instance of a seed, always the same one.

        Parameters
        ----------
        seed : int
            1 and up. A case that is read from a folder is the same for all: its seeds repeat it.
        small : bool
            A shrunk one of the same kind, for tests and for warming up.
        """


_CASES: dict[str, Case] = {}


def register(case: Case) -> Case:
    """Add a case, and return it.

    Raises
    ------
    ValueError
        When another one has its name.
    """
    if case.name in _CASES:
        raise ValueError(f"two cases are called {case.name}")
    _CASES[case.name] = case
    return case


def case(name: str) -> Case:
    """Return the case of this name; `KeyError` when there is none."""
    return dict(_all())[name]


def cases(patterns: tuple[str, ...] = ("*",)) -> tuple[Case, ...]:
    """Return the cases that match one of the patterns, as registered.

    Parameters
    ----------
    patterns : tuple of str
        With `*` and `?`, as for file names.
    """
    return tuple(case for name, case in _all() if any(fnmatch(name, p) for p in patterns))


def _all() -> Iterator[tuple[str, Case]]:
    # Here and not above: the families import `register` from this module.
    import benchmarks.families  # noqa: F401, PLC0415 - importing it registers the cases

    yield from _CASES.items()
