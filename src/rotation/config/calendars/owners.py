"""The person of a calendar's event: by the file's owner, an address, or a name in the title."""

import re
from collections.abc import Iterable

from rotation.config.calendars.absence_titles import AbsenceTitle, title_reader
from rotation.config.calendars.body import Body
from rotation.config.calendars.components import Component
from rotation.config.calendars.parties import Party, parties
from rotation.config.calendars.titles import Titles
from rotation.config.person_names import PersonNames
from rotation.config.text import quote
from rotation.config.unmatched import Unclear
from rotation.model.people import Engineer
from rotation.model.settings import RotationData
from rotation.model.spelling import listed

__all__ = ["Owners", "is_free"]


_WORKING = frozenset({"workingelsewhere", "workinglocation"})


def is_free(body: Body) -> bool:
    """Tell whether an event leaves its time free; Outlook's property goes before the standard's."""
    outlook = body.text("X-MICROSOFT-CDO-BUSYSTATUS")
    return (outlook or body.text("TRANSP")).upper() in {"FREE", "TRANSPARENT"}


class Owners:
    """The people who are away, by addresses and title of an event (I16, I28 to I30).

    Parameters
    ----------
    rotation : RotationData
        The rotation of the people.
    owner : str or None
        Id of the engineer who owns the calendar; None for a calendar of the team.
    fix : str
        The fix where it is unclear who is away.
    """

    def __init__(self, rotation: RotationData, owner: str | None, fix: str) -> None:
        self._fix = fix
        self._by_id = {engineer.id: engineer for engineer in rotation.engineers}
        self._names = PersonNames(rotation.engineers, ids=False)
        self._titles = Titles(rotation)
        self._read = title_reader(self._titles)
        self._own = owner
        self._listed = listed(self._by_id)

    def away(self, event: Component) -> list[Engineer]:
        """Return the people who are away; empty if everybody declined, or it is not an absence.

        Raises
        ------
        Unclear
            If it is unclear who is away.
        """
        title = self._read(event.title)
        if _works(event.body, title):
            return []
        invited = _Invited(parties(event.body, "ATTENDEE"), self._names)
        if self._own is not None:
            ids = [] if _is_anothers(title, invited, self._own) else [self._own]
        else:
            organizers = (p.person(self._names) for p in parties(event.body, "ORGANIZER"))
            organizer = next(filter(None, organizers), None)
            ids = self._of_the_team(event.title, title, invited, organizer)
        return [self._by_id[person] for person in ids if person in self._by_id]

    def _of_the_team(
        self, text: str, title: AbsenceTitle, invited: "_Invited", organizer: str | None
    ) -> list[str]:
        named = next(iter(title.people)) if len(title.people) == 1 else None
        if named is not None and organizer in (None, named):
            return [] if invited.declined(named) else [named]
        if named is not None and named not in invited.taking_part:
            # Another engineer made it, for or about somebody.
            if title.plainly and not invited.taking_part:
                return [named]
            if title.plainly or not invited.taking_part:
                others = {*invited.taking_part, organizer or named} - {named}
                doubt = f"names {named}, but its addresses are those of {', '.join(sorted(others))}"
                raise self._nobodys(text, doubt, "invite only the person who is away", doubt)
        away = [i for i in invited.coming if i in invited.needed or i in title.people]
        if away:
            return away
        if invited.taking_part:
            # Optional people are only informed if somebody else invites.
            if invited.coming and organizer is not None and organizer not in invited:
                return [organizer]
            return invited.coming
        if organizer is not None and len(title.people) < 2:
            return [organizer]
        raise self._unclear(text, title)

    def _unclear(self, text: str, title: AbsenceTitle) -> Unclear:
        fix = "put one name in the title, or add it to the person's `aliases`"
        if title.people:
            doubt = f"names more than one engineer ({', '.join(sorted(title.people))})"
            return self._nobodys(text, doubt, "put one name in the title", doubt)
        why = "; ".join(title.doubts)
        what = f"names no engineer ({why})" if why else "names no engineer"
        stranger = self._titles.stranger(text).hint
        if "did you mean" in stranger:
            return self._nobodys(text, what, stranger, stranger)
        return self._nobodys(text, what, fix, why)

    def _nobodys(self, text: str, what: str, fix: str, doubt: str) -> Unclear:
        fix = f"{fix} (engineers: {self._listed}); {self._fix}"
        return Unclear(f"{quote(text)} {what}", fix, doubt)


class _Invited:
    """The engineers whom an event invites, each by one or more lines.

    Parameters
    ----------
    guests : iterable of Party
        Everybody who is invited.
    names : PersonNames
        Who is an engineer.

    Attributes
    ----------
    taking_part : list of str
        Ids of people who are not only informed.
    coming : list of str
        Those of them who did not decline.
    needed : list of str
        Those of them who are not optional.
    """

    def __init__(self, guests: Iterable[Party], names: PersonNames) -> None:
        self._guests: dict[str, list[Party]] = {}
        for guest in guests:
            person = guest.person(names)
            if person is not None:
                self._guests.setdefault(person, []).append(guest)
        self.taking_part = [i for i in self._guests if not self.informed(i)]
        self.coming = [i for i in self.taking_part if not self.declined(i)]
        self.needed = [i for i in self.coming if not all(g.optional for g in self._guests[i])]

    def __contains__(self, person: str) -> bool:
        return person in self._guests

    def informed(self, person: str) -> bool:
        """Tell whether a person is invited only for information."""
        guests = self._guests.get(person, [])
        return bool(guests) and all(guest.informed for guest in guests)

    def declined(self, person: str) -> bool:
        """Tell whether a person declined or delegated."""
        return not all(guest.coming for guest in self._guests.get(person, []))


def _is_anothers(title: AbsenceTitle, invited: _Invited, owner: str) -> bool:
    """Tell whether an event of somebody's own calendar is not their absence."""
    colleagues = bool(title.people) and owner not in title.people
    return invited.declined(owner) or (invited.informed(owner) and colleagues)


def _works(body: Body, title: AbsenceTitle) -> bool:
    """Tell whether an event says where somebody works, which is not an absence."""
    status = body.text("X-MICROSOFT-CDO-BUSYSTATUS").upper()
    if status == "OOF":
        return False
    if title.works:
        return True
    for name in body:
        # The organizer's intention does not matter if the event itself says what it is.
        if name == "X-MICROSOFT-CDO-INTENDEDSTATUS" and status == "BUSY":
            continue
        if name.startswith("X-") or name in {"CATEGORIES", "EVENTTYPE"}:
            words = [re.sub(r"[^a-z]", "", word.lower()) for word in body.texts(name)]
            named = re.sub(r"[^A-Z]", "", name).endswith("WORKINGLOCATION")
            if (named and words != ["false"]) or not _WORKING.isdisjoint(words):
                return True
    return False
