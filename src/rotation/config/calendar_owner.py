"""Whose absence an event of a calendar is: the file's owner, an address, a name in the title."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rotation.config.absence_titles import AbsenceTitle, title_reader
from rotation.config.calendar_names import Titles
from rotation.config.calendar_parties import Party, parties
from rotation.config.calendar_screen import Component, inside, text
from rotation.config.person_names import PersonNames
from rotation.config.text import quote
from rotation.config.unmatched import KEYS, Unclear
from rotation.model.people import Engineer
from rotation.model.settings import RotationData
from rotation.model.spelling import listed

if TYPE_CHECKING:
    import icalendar

__all__ = ["CalendarFile", "Owners", "is_free"]


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar of absences.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    name : str
        As messages call it.
    engineer : str or None
        Id of the one whose calendar it is; None for the team's.
    skips_free : bool
        Whether what is marked as free is no absence.
    """

    path: Path
    name: str
    engineer: str | None = None
    skips_free: bool = False


def is_free(body: "icalendar.Component") -> bool:
    """Tell whether an event leaves its time free; Outlook's word comes before the standard's."""
    outlook = text(body, "X-MICROSOFT-CDO-BUSYSTATUS")
    return (outlook or text(body, "TRANSP")).upper() in {"FREE", "TRANSPARENT"}


class Owners:
    """Who is away, by the addresses of an event and by its title (I16, I28 to I30).

    Parameters
    ----------
    rotation : RotationData
        Whose people they may be.
    owner : str or None
        Id of the engineer whose own calendar it is; None for a calendar of the team.
    """

    def __init__(self, rotation: RotationData, owner: str | None) -> None:
        self._by_id = {engineer.id: engineer for engineer in rotation.engineers}
        self._names = PersonNames(rotation.engineers, ids=False)
        self._titles = Titles(rotation)
        self._read = title_reader(self._titles)
        self._own = owner
        self._listed = listed(self._by_id)

    def away(self, event: Component) -> list[Engineer]:
        """Return those who are away; nobody when everybody declined, or it is no absence.

        Raises
        ------
        Unclear
            When it is unclear who is away.
        """
        title = self._read(event.title)
        if _works(event.body, title):
            return []
        invited: dict[str, list[Party]] = {}
        for party in parties(event.body, "ATTENDEE"):
            person = party.person(self._names)
            if person is not None:
                invited.setdefault(person, []).append(party)
        if self._own is not None:
            ids = self._owner(self._own, title, invited.get(self._own, []))
        else:
            organizers = (p.person(self._names) for p in parties(event.body, "ORGANIZER"))
            organizer = next(filter(None, organizers), None)
            ids = self._of_the_team(event.title, title, invited, organizer)
        return [self._by_id[person] for person in ids if person in self._by_id]

    def _owner(self, own: str, title: AbsenceTitle, as_invited: Sequence[Party]) -> list[str]:
        if not all(party.coming for party in as_invited):
            return []
        informed = any(party.informed for party in as_invited)
        # A colleague's absence, of which the owner is told.
        return [] if informed and title.people and own not in title.people else [own]

    def _of_the_team(
        self,
        text: str,
        title: AbsenceTitle,
        invited: Mapping[str, Sequence[Party]],
        organizer: str | None,
    ) -> list[str]:
        taking_part = {i: ps for i, ps in invited.items() if not all(p.informed for p in ps)}
        coming = [i for i, ps in taking_part.items() if all(p.coming for p in ps)]
        needed = [i for i in coming if not all(p.optional for p in taking_part[i])]
        named = next(iter(title.people)) if len(title.people) == 1 else None
        if named is not None and organizer in (None, named):
            declined = named in invited and not all(p.coming for p in invited[named])
            return [] if declined else [named]
        if named is not None and named not in taking_part and (title.plainly or not taking_part):
            # Another engineer made it; whoever is invited is told of it, or goes there, too.
            if title.plainly and not taking_part:
                return [named]
            others = ", ".join(sorted({*taking_part, organizer or named} - {named}))
            doubt = f"names {named}, and its addresses {others}"
            raise self._nobodys(text, doubt, "invite whoever is away, and nobody else", doubt)
        if needed or not title.people.isdisjoint(coming):
            return [person for person in coming if person in needed or person in title.people]
        if taking_part:
            # Who may stay away from it is told of it, beside somebody who is not.
            hosted = bool(coming) and organizer is not None and organizer not in invited
            return [organizer] if hosted and organizer else coming
        if organizer is not None and len(title.people) < 2:
            return [organizer]
        raise self._unclear(text, title)

    def _unclear(self, text: str, title: AbsenceTitle) -> Unclear:
        fix = "name the person in the title, or by `aliases`"
        if title.people:
            doubt = f"names more than one engineer ({', '.join(sorted(title.people))})"
            return self._nobodys(text, doubt, "put one name in the title", doubt)
        why = "; ".join(title.doubts)
        what = f"names no engineer ({why})" if why else "names no engineer"
        stranger = self._titles.stranger(text).mend
        if "did you mean" in stranger:
            return self._nobodys(text, what, stranger, stranger)
        return self._nobodys(text, what, fix, why)

    def _nobodys(self, text: str, what: str, fix: str, doubt: str) -> Unclear:
        fix = f"{fix} (engineers: {self._listed}); {KEYS}"
        return Unclear(f"{quote(text)} {what}", fix, doubt)


def _works(body: "icalendar.Component", title: AbsenceTitle) -> bool:
    """Tell whether an event says where somebody works: that is no absence."""
    if text(body, "X-MICROSOFT-CDO-BUSYSTATUS").upper() == "OOF":
        return False
    return title.works or any(
        re.sub(r"[^a-z]", "", word.lower()) in {"workingelsewhere", "workinglocation"}
        for name in body
        if name.startswith("X-") or name in {"CATEGORIES", "EVENTTYPE"}
        for word in _texts(body[name])
    )


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a property that may be there several times, or hold several."""
    for one in value if isinstance(value, list) else [value]:
        yield from map(str, inside(one, "cats") or [one])
