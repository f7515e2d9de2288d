"""What a benchmark plans, and the families that make it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.problems import build_problem

__all__ = ["Case", "Instance"]


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
