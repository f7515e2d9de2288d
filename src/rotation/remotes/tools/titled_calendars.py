"""What calendars answer alike: their events name people in titles, so nobody needs an account."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rotation.remotes.tool import PlaceReport, Somebody, ToolTraits

__all__ = ["TitledCalendars"]


class TitledCalendars:
    """The base of tools whose places are calendars; a subclass reports on each."""

    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=True, open_shifts=True, hides=False, several=True, cuts=False, calendar=True
    )

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """See `RemoteTool`."""
        return [self._report(place) for place in places]

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        """Return everybody: calendars name people in titles, which need no account."""
        return {somebody.person: somebody.person for somebody in people}

    def addresses(self) -> Sequence[str]:
        """Return nothing: nobody is invited, and a calendar has no accounts."""
        return ()

    def _report(self, place: str) -> PlaceReport:
        """Return what is known of a calendar."""
        raise NotImplementedError
