"""Where the published files of a rotation lie, as a result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rotation.arguments import checked, optional
from rotation.config.person_argument import person_among
from rotation.display.results import Result
from rotation.kinds import ROTATION, SECRET, TEXT
from rotation.model.public_files import (
    PAGE,
    STATUS,
    TEAM_CALENDAR,
    address_of,
    person_calendar_name,
    tool_calendar_name,
)
from rotation.model.settings import RotationData
from rotation.trades.public_folder import needed_secret

__all__ = ["Address", "Addresses", "addresses"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where one published file lies.

    Attributes
    ----------
    kind : {"page", "team", "status", "feed", "person"}
        The page, the team's calendar, the data for bots, a calendar for a tool, or of a person.
    id, name : str
        Of the person; of a feed both are its name; empty for the others.
    path : str
        Relative to the published folder, with `/`. Nobody can guess it if there is a secret.

    Examples
    --------
    >>> team.addresses(person="ada").addresses[0]
    Address(kind='person', id='ada', name='Ada', path='people/ada.ics')
    """

    kind: str
    id: str
    name: str
    path: str


@dataclass(frozen=True, slots=True, repr=False)
class Addresses(Result):
    """Where the published files of a rotation lie: for the people who subscribe to them.

    Attributes
    ----------
    rotation : RotationData
        Whose.
    addresses : tuple of Address
        The team's files, then those of tools, then people's by id.

    Examples
    --------
    >>> print(team.addresses(person="Ada"))
    Team: addresses below public
    Ada: people/ada.ics
    >>> team.addresses().to_frame()[["kind", "path"]].head(3)
         kind           path
    0    page     index.html
    1    team   schedule.ics
    2  status  schedule.json
    """

    columns: ClassVar[tuple[str, ...]] = ("kind", "id", "name", "path")

    rotation: RotationData
    addresses: tuple[Address, ...]

    def __repr__(self) -> str:
        return f"<Addresses: {self.rotation.name}, {len(self.addresses)}>"

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per file."""
        return [
            {"kind": own.kind, "id": own.id, "name": own.name, "path": own.path}
            for own in self.addresses
        ]

    def lines(self) -> tuple[str, ...]:
        """Return the folder, then a line per file."""
        head = f"{self.rotation.name}: addresses below {self.rotation.places.public}"
        return (head, *(f"{own.name or own.kind}: {own.path}" for own in self.addresses))

    def _document(self) -> Mapping[str, object]:
        return {
            "rotation": self.rotation.name,
            "folder": self.rotation.places.public,
            "feeds": self.records(),
        }


@checked(rotation=ROTATION, secret=optional(SECRET), person=optional(TEXT))
def addresses(
    rotation: RotationData, secret: str | None = None, *, person: str | None = None
) -> Addresses:
    """Return where the published files lie; see `Rotation.addresses`.

    Parameters
    ----------
    rotation : RotationData
        Its people and feeds.
    secret : str, optional
        As for `Edition.files`.
    person : str, optional
        Id, name, address or alias: only that person's calendar.

    Raises
    ------
    BadInput
        When the secret is missing, too short or not wanted, and when nobody, or several people, are
        called so.

    Examples
    --------
    >>> from rotation import trades
    >>> [own.path for own in trades.addresses(team, person="ben").addresses]
    ['people/ben.ics']
    """
    secret = needed_secret(rotation, secret)
    if person is None:
        files = tuple(_all(rotation))
    else:
        own = person_among(rotation.engineers, person)
        files = (("person", own.id, own.name, person_calendar_name(own.id)),)
    made = (
        Address(kind, known, name, address_of(rotation, file, secret))
        for kind, known, name, file in files
    )
    return Addresses(rotation, tuple(made))


def _all(rotation: RotationData) -> Iterator[tuple[str, str, str, str]]:
    yield from (("page", "", "", PAGE), ("team", "", "", TEAM_CALENDAR), ("status", "", "", STATUS))
    for feed in rotation.feeds:
        yield "feed", feed.name, feed.name, tool_calendar_name(feed.name)
    for engineer in rotation.engineers:
        yield "person", engineer.id, engineer.name, person_calendar_name(engineer.id)
