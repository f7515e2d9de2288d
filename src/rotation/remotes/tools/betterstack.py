"""Better Stack's on-call schedules: override events of the Uptime API v2.

Source: betterstack.com/docs/uptime/api. The request that replaces all events of a schedule is never
used, because it deletes what others put there.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar, Unpack

from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Gone, Unsure
from rotation.remotes.http import Client, ClientSettings
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport, Somebody, ToolTraits
from rotation.remotes.tools.reading import parsed, utc_text

__all__ = ["BetterStack"]

URL = "https://uptime.betterstack.com/api/v2"
_NO_SCHEDULE = "there is no such schedule for this token; its id is the number in its address"
_UNNAMED = "the schedule without a name"


class BetterStack:
    """Override events; people are their addresses.

    Parameters
    ----------
    secret : Secret
        A token of the Uptime API.
    url : str
        Another address, for tests.
    **settings
        Of the client (`ClientSettings`).
    """

    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=False, open_shifts=False, hides=True, several=False, cuts=False
    )

    def __init__(
        self, secret: Secret, *, url: str = "", **settings: Unpack[ClientSettings]
    ) -> None:
        headers = {"Authorization": Secret(f"Bearer {secret.reveal()}")}
        self._client = Client(url or URL, headers=headers, secrets=[secret], **settings)

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the schedules' names."""
        return [self._place(place) for place in places]

    def _place(self, place: str) -> PlaceReport:
        path = path_of("on-calls", place)
        try:
            reply = self._client.get(path)
        except Gone:
            return PlaceReport(place, "", missing=True, remarks=(_NO_SCHEDULE,))
        row = parsed(lambda data: dict(data["data"]["attributes"]), reply.data, f"GET {path}")
        return PlaceReport(place, str(row.get("name") or _UNNAMED))

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        """Return people's addresses; Better Stack refuses an event of one that it does not know."""
        addresses = {person.person: person.remote_id or person.email for person in people}
        return {person: text.casefold() for person, text in addresses.items() if text}

    def addresses(self) -> Sequence[str]:
        """Return nothing: there is no list of a team's people that a token may read."""
        return []

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return the events of the window, overrides and others."""
        items: list[Present] = []
        for place in places:
            path = _path(place)
            data = self._client.get(path).data
            items += parsed(partial(_presents, place), data, f"GET {path}")
        return [item for item in items if item.start < until and since < item.end]

    def create(self, wanted: Wanted) -> Present:
        """Create an override event."""
        path = _path(wanted.place)
        event = {
            "starts_at": utc_text(wanted.start),
            "ends_at": utc_text(wanted.end),
            "users": [wanted.user],
            "override": True,
        }
        data = self._client.post(path, event).data
        return parsed(lambda row: _present(wanted.place, row), data, f"POST {path}", Unsure)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Not there: events are created and deleted."""
        raise NotImplementedError("Better Stack has no request to change one event")

    def delete(self, present: Present) -> None:
        """Delete an event."""
        try:
            self._client.delete(_path(present.place) + path_of(present.id))
        except Gone:
            return


def _path(place: str) -> str:
    return f"{path_of('on-calls', place)}/events"


def _presents(place: str, data: Mapping[str, Any]) -> list[Present]:
    return [_present(place, row) for row in data["events"]]


def _present(place: str, row: Mapping[str, Any]) -> Present:
    return Present(
        start=_instant(row["starts_at"]),
        end=_instant(row["ends_at"]),
        place=place,
        id=str(row["id"]),
        user=", ".join(sorted(str(user).casefold() for user in row["users"])) or None,
        text="" if row.get("override") else "an event that is no override",
    )


def _instant(text: str) -> datetime:
    """Return the instant of a text in UTC, whose `Z` Better Stack leaves out now and then."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
