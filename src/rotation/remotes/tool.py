"""What a tool is for `push`, `pull` and `remote check`.

A module of `rotation.remotes.tools` has one class per tool. Others add theirs by an entry point of
the group `rotation.remotes`, whose name is the `tool` of `[[remote]]`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, NamedTuple, Protocol, runtime_checkable

from rotation.remotes.items import Present, Wanted

__all__ = [
    "CalendarTool",
    "JoiningTool",
    "PlaceReport",
    "RemoteEntry",
    "RemoteTool",
    "Somebody",
    "ToolTraits",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolTraits:
    """What a tool can do, as far as the difference depends on it.

    Attributes
    ----------
    updates : bool
        Whether an item can be changed. Without this the new item is created first and the old one
        is deleted then, so that no instant is uncovered in between.
    open_shifts : bool
        Whether an item may name nobody. Otherwise open shifts are not sent, and reported.
    hides : bool
        Whether an item over the same time hides an older one: then somebody else's item over ours
        that names another person is a conflict.
    several : bool
        Whether one place may have several people on call at once; otherwise every track needs a
        place of its own.
    cuts : bool
        Whether an item that has begun can be ended now.
    grain : datetime.timedelta
        Times are cut to multiples of this.
    ahead : datetime.timedelta or None
        How far into the future items may lie; None without a limit.
    calendar : bool
        Whether people edit it as a calendar: then a deletion there is an offer to `pull`, which
        makes the shift open. In pagers a deletion stays a conflict.
    """

    updates: bool
    open_shifts: bool
    hides: bool
    several: bool
    cuts: bool
    grain: timedelta = timedelta(seconds=1)
    ahead: timedelta | None = None
    calendar: bool = False


class Somebody(NamedTuple):
    """A person of the rotation whom the remote has to know.

    Attributes
    ----------
    person, name, email : str
        Id, name and address; the address may be empty.
    remote_id : str
        From `remote_ids` of the person; may be empty, then the tool looks the address up.
    """

    person: str
    name: str
    email: str
    remote_id: str = ""


class PlaceReport(NamedTuple):
    """What `remote check` shows of a schedule or calendar.

    Attributes
    ----------
    place, name : str
        Its id, and its name there; the name is empty when the place does not exist.
    timezone : str
        Of the place there; may be empty.
    remarks : tuple of str
        What a person should know, as sentences: a token that expires, a place of another kind.
    missing : bool
        Whether there is no such schedule or calendar, which `remarks` explain.
    read_only : bool
        Whether it is there and cannot be written, which `remarks` explain.
    """

    place: str
    name: str
    timezone: str = ""
    remarks: tuple[str, ...] = ()
    missing: bool = False
    read_only: bool = False

    @property
    def good(self) -> bool:
        """Whether a plan can be pushed to it."""
        return not (self.missing or self.read_only)


class RemoteTool(Protocol):
    """One remote that is open for requests.

    Tools send one request at a time, and retry what may be retried through `http.Client`. They
    never create users, schedules or teams, and touch no item except by an id that is given to them.
    """

    traits: ClassVar[ToolTraits]

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return what is known of each place, in their order; writes nothing.

        Raises
        ------
        RemoteFailure
            When the secret is refused, or the tool does not answer.
        """
        ...

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        """Return the tool's name for each person by id; who is not found or not unique is left out.

        People are found by `remote_id`, which must exist there, else by address, whose case does
        not count.
        """
        ...

    def addresses(self) -> Sequence[str]:
        """Return the addresses of everybody there, so that a message can name the nearest one."""
        ...

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return every item that overlaps the window, whole, whoever made it, in any order."""
        ...

    def create(self, wanted: Wanted) -> Present:
        """Create an item, and return it as it is there.

        Raises
        ------
        Exists
            When the tool takes ids of ours and has one with this id.
        Unsure
            When it is unknown whether the request was carried out.
        """
        ...

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Change an item of ours to what is wanted, and return it as it is there.

        Only for tools that update; for one that has begun, only its end where the tool `cuts`.

        Raises
        ------
        Changed, Gone
            When it is no longer the version that was read, or no longer there.
        """
        ...

    def delete(self, present: Present) -> None:
        """Delete an item of ours, or end it now if it has begun; one that is gone is no failure.

        Raises
        ------
        Changed
            When it is no longer the version that was read.
        """
        ...


@runtime_checkable
class CalendarTool(RemoteTool, Protocol):
    """A remote that people edit as a calendar (`traits.calendar`), which `pull` reads."""

    def calendar_bytes(
        self, since: datetime, until: datetime, keys: Mapping[str, Iterable[str]]
    ) -> bytes:
        """Return its calendars as one file that `trades.sync` reads like one of ours.

        Our events have the UIDs of the team's calendar; those that people deleted are in it as
        cancelled ones. Of the events of others, those stay that name a person and a track.

        Parameters
        ----------
        since, until : datetime.datetime
            The window.
        keys : mapping of str to iterable of str
            By place, the keys of what we wrote in the window and did not delete.
        """
        ...


class RemoteEntry(Protocol):
    """Somebody from an instant to another in a place: what is wanted, there, or in the ledger."""

    @property
    def place(self) -> str:
        """The schedule or calendar."""
        ...

    @property
    def start(self) -> datetime:
        """UTC."""
        ...

    @property
    def end(self) -> datetime:
        """UTC."""
        ...

    @property
    def user(self) -> str | None:
        """As the tool names people."""
        ...


@runtime_checkable
class JoiningTool(Protocol):
    """A tool that joins items of a person that touch, and has to take them apart when it reads."""

    def recognise(self, *known: Iterable[RemoteEntry]) -> None:
        """Take items apart as these entries are from now on; the first list counts first."""
        ...
