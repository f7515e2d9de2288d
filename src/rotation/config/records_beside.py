"""Records from Python beside those in the files of a folder."""

from collections.abc import Mapping, Sequence

from rotation.config.calendars.files import CalendarFile
from rotation.config.faults import Faults
from rotation.config.given_records import GivenRecords
from rotation.config.held_ids import IdMaker
from rotation.config.people import OwnCalendars, People
from rotation.config.team_files import TeamFiles
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.model.people import Offer, TimeOff, Wish
from rotation.model.settings import Places
from rotation.model.shifts import Entry
from rotation.model.trades import LoggedChange, Trade

__all__ = ["RecordsBeside"]


class RecordsBeside:
    """What files have, and what is given; each kind together.

    Parameters
    ----------
    files : TeamFiles
        The files that the configuration names.
    given : GivenRecords
        The records from Python.
    """

    def __init__(self, files: TeamFiles, given: GivenRecords) -> None:
        self._files = files
        self._given = given

    def add_engineers(self) -> None:
        """Add the people of files, then those who are given as rows."""
        self._files.add_engineers()
        self._given.add_engineers()

    def ids(self) -> IdMaker:
        """Return the ids of people in files."""
        return self._files.ids()

    def time_off(
        self, people: People, home: str, unmatched: UnmatchedTimeOff, remarks: Faults
    ) -> list[TimeOff]:
        """Return time off that is not in calendars."""
        of = (people, home, unmatched, remarks)
        return [*self._files.time_off(*of), *self._given.time_off(*of)]

    def calendars(self, own: Sequence[OwnCalendars]) -> list[CalendarFile]:
        """Return the calendars of time off, which are always files."""
        return self._files.calendars(own)

    def offers(self, people: People, home: str) -> list[Offer]:
        """Return who offers to take volunteer shifts."""
        return [*self._files.offers(people, home), *self._given.offers(people, home)]

    def invitations(self) -> list[CalendarFile]:
        """Return the sign-up calendars, which are always files."""
        return self._files.invitations()

    def wishes(self, people: People) -> list[Wish]:
        """Return wishes."""
        return [*self._files.wishes(people), *self._given.wishes(people)]

    def lines(self, key: str, tracks: Mapping[str, str], people: People) -> list[Entry]:
        """Return the lines of `history` or `published`, as written."""
        of = (key, tracks, people)
        return [*self._files.lines(*of), *self._given.lines(*of)]

    def trades(self, people: People) -> list[Trade]:
        """Return the trades since the plan was published."""
        return [*self._files.trades(people), *self._given.trades(people)]

    def changes(self, people: People) -> list[LoggedChange]:
        """Return the changes of published shifts."""
        return [*self._files.changes(people), *self._given.changes(people)]

    def places(self) -> Places:
        """Return the paths of files."""
        return self._files.places()
