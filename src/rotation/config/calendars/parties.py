"""Attendees and organizers of a calendar event: by address, by EMAIL parameter, by common name."""

from dataclasses import dataclass
from enum import IntEnum

from rotation.config.calendars.body import Body, Property
from rotation.config.person_names import PersonNames

__all__ = ["Participation", "Party", "parties"]

_THINGS = frozenset(("GROUP", "RESOURCE", "ROOM"))


class Participation(IntEnum):
    """How a party has answered (RFC 5545 section 3.2.12); of several answers the last one counts.

    Attributes
    ----------
    NONE, MAYBE, YES, NO : int
        Nothing yet, tentatively, accepted; declined or delegated.
    """

    NONE = 0
    MAYBE = 1
    YES = 2
    NO = 3


_ANSWERS = {
    "TENTATIVE": Participation.MAYBE,
    "ACCEPTED": Participation.YES,
    "DECLINED": Participation.NO,
    "DELEGATED": Participation.NO,
}


@dataclass(frozen=True, slots=True)
class Party:
    """An attendee or organizer of an event (RFC 5545 sections 3.8.4.1 and 3.8.4.3).

    Attributes
    ----------
    addresses : tuple of str
        The value, `mailto:` or not, then the EMAIL parameter (RFC 7986 section 6.2).
    name : str
        The common name (CN); empty for groups, rooms and other things, which may be named like
        people.
    role : str
        In capitals; `REQ-PARTICIPANT` if missing.
    answer : Participation
        By PARTSTAT.
    thing : bool
        Whether it is a group, a room or another thing.
    """

    addresses: tuple[str, ...]
    name: str
    role: str
    answer: Participation = Participation.NONE
    thing: bool = False

    @property
    def coming(self) -> bool:
        """Whether the party neither declined nor delegated."""
        return self.answer is not Participation.NO

    @property
    def informed(self) -> bool:
        """Whether the party is only informed of the event."""
        return self.role == "NON-PARTICIPANT"

    @property
    def optional(self) -> bool:
        """Whether the party is optional."""
        return self.role == "OPT-PARTICIPANT"

    def person(self, names: PersonNames) -> str | None:
        """Return the id of this engineer: by address, else by full name or alias."""
        for address in self.addresses:
            known = names.at(address)
            if known is not None:
                return known
        meant = names.called(self.name) if self.name else ()
        return meant[0] if len(meant) == 1 else None


def parties(body: Body, name: str) -> tuple[Party, ...]:
    """Return the parties of a property, `ATTENDEE` or `ORGANIZER`, in the order of the file."""
    return tuple(map(_party, body.properties(name)))


def _party(line: Property) -> Party:
    thing = line.parameter("CUTYPE").upper() in _THINGS
    # The older parameter is that of CalendarServer, on which many servers are based.
    emails = (line.parameter("EMAIL"), line.parameter("X-CALENDARSERVER-EMAIL"))
    return Party(
        addresses=tuple(filter(None, (line.value, *emails))),
        name="" if thing else line.parameter("CN"),
        role=line.parameter("ROLE").upper() or "REQ-PARTICIPANT",
        answer=_ANSWERS.get(line.parameter("PARTSTAT").upper(), Participation.NONE),
        thing=thing,
    )
