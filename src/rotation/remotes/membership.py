"""Groups whose members are the people on call now: no items in time, so no ledger either.

A group that is named in `schedules` belongs to the rotation: its members are replaced, whoever set
them. What is compared is the whole set, so a second run writes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from rotation.remotes.items import Wanted
from rotation.remotes.tool import PlaceReport, Somebody

__all__ = ["MemberChange", "MembershipTool", "member_changes"]


@runtime_checkable
class MembershipTool(Protocol):
    """A remote with groups of people; see `RemoteTool` for what both have."""

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return what is known of each group, in their order; writes nothing."""
        ...

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        """Return the tool's name for each person by id; who is not there is left out."""
        ...

    def addresses(self) -> Sequence[str]:
        """Return the addresses of everybody there."""
        ...

    def members(self, place: str) -> frozenset[str]:
        """Return who is in a group, as the tool names people."""
        ...

    def put_members(self, place: str, users: frozenset[str]) -> None:
        """Make these people, at least one, the members of a group."""
        ...


@dataclass(frozen=True, slots=True)
class MemberChange:
    """What has to happen to a group now.

    Attributes
    ----------
    place : str
        The group.
    before, after : frozenset of str
        Its members, as the tool names them.
    open : tuple of str
        Tracks of it that nobody holds now.
    """

    place: str
    before: frozenset[str]
    after: frozenset[str]
    open: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether the group is changed; a group is never emptied."""
        return bool(self.after) and self.after != self.before


def member_changes(
    wanted: Iterable[Wanted],
    tracks: Mapping[str, str],
    members: Mapping[str, frozenset[str]],
    now: datetime,
) -> list[MemberChange]:
    """Return what has to happen to each group.

    A track that nobody holds now adds nobody. When nobody holds any track of a group, the group
    stays as it is: people who write to it still reach whoever was on call last.

    Parameters
    ----------
    wanted : iterable of Wanted
        The published plan; only what holds now counts.
    tracks : mapping of str to str
        The group of each track.
    members : mapping of str to frozenset of str
        Who is in each group there.
    now : datetime.datetime
        UTC.
    """
    held: dict[str, str] = {}
    for item in wanted:
        if item.start <= now < item.end and item.user is not None:
            held[item.track] = item.user
    groups: dict[str, list[str]] = defaultdict(list)
    for track, place in tracks.items():
        groups[place].append(track)
    return [
        MemberChange(
            place,
            members[place],
            frozenset(held[track] for track in of_place if track in held),
            tuple(sorted(track for track in of_place if track not in held)),
        )
        for place, of_place in sorted(groups.items())
    ]
