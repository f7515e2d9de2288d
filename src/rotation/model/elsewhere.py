"""Shifts that people of a rotation hold in other teams of a fleet (docs/fleet.md)."""

from dataclasses import dataclass, field

from rotation.model.shifts import Shift
from rotation.model.source import Source

__all__ = ["Elsewhere", "clash", "team_called"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A shift that somebody of this rotation holds in another team.

    Attributes
    ----------
    engineer : str
        The id of the person in this rotation.
    team : str
        The folder of the other team, relative to the fleet's: `search`.
    shift : Shift
        As the other team counts it: its id, track, windows and rest are that team's.
    source : Source or None
        The line of the other team's file; None for a shift that is planned but not published.
    """

    engineer: str
    team: str
    shift: Shift
    source: Source | None = field(default=None, compare=False)


def clash(first: Shift, second: Shift) -> bool:
    """Return whether nobody can hold these shifts of two teams, in whichever order they are given.

    They overlap, or the later one begins before the rest is over that the team of the earlier one
    asks for. Volunteer shifts and shadow turns need no rest and give none.
    """
    return first.together(second) or (first.regular and second.regular and first.unrested(second))


def team_called(team: str) -> str:
    """Return what texts call another team: its folder, or `the team above` for the fleet's own."""
    return "the team above" if team == "." else team
