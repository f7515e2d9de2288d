"""Whose absence an event of a calendar is: the file's owner, an address, a name in the title."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rotation.config.calendar_names import Titles
from rotation.config.calendar_screen import Component, inside, text
from rotation.config.faults import Faults, Wrong
from rotation.config.text import fold, quote
from rotation.config.title_names import NO_ONE
from rotation.model.people import Engineer
from rotation.model.settings import RotationData
from rotation.model.source import Source
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
    """Who is away, by the addresses of an event, else by its title."""

    def __init__(self, rotation: RotationData, file: CalendarFile, faults: Faults) -> None:
        self._by_id = {engineer.id: engineer for engineer in rotation.engineers}
        self._by_email = {fold(e.email): e for e in rotation.engineers if e.email}
        self._titles = Titles(rotation)
        self._file = file
        self._faults = faults

    def away(self, event: Component) -> list[Engineer]:
        """Return those who are away; what is nobody's in a team calendar is told."""
        invited = list(self._named(event, "ATTENDEE"))
        declined = {engineer.id for engineer, accepts in invited if not accepts}
        if self._file.engineer is not None:
            own = self._by_id.get(self._file.engineer)
            return [own] if own and own.id not in declined else []
        named = invited or list(self._named(event, "ORGANIZER"))
        if named:
            return list({e.id: e for e, _ in named if e.id not in declined}.values())
        try:
            who = self._titles.about(event.title) or ""
            people = self._titles.named(who)
            if len(people) > 1:
                several = ", ".join(sorted(person or "no one" for person in people))
                raise Wrong(f"names more than one engineer ({several})", "leave one in the title")
            if not people or NO_ONE in people:
                raise self._titles.stranger(who)
        except Wrong as problem:
            title = quote(event.title)
            what = f"{title} {problem.what}"
            hint = problem.mend if "did you mean" in problem.mend else "put one name in the title"
            mend = f"{hint} (engineers: {listed(self._by_id)})"
            source, key = Source(self._file.name, event.line), str(event.body.name)
            self._faults.add(source, key, what, mend, about=title)
            return []
        return [self._by_id[person] for person in people]

    def _named(self, event: Component, name: str) -> Iterator[tuple[Engineer, bool]]:
        values = event.body.get(name, [])
        several: Iterable[object] = values if isinstance(values, list) else [values]
        for value in several:
            address = fold(str(value))
            engineer = self._by_email.get(address.removeprefix("mailto:").strip())
            if engineer:
                status = str((inside(value, "params") or {}).get("PARTSTAT", ""))
                yield engineer, status.upper() != "DECLINED"
