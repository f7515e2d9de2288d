"""PagerDuty's schedules of layers: overrides of the REST API v2.

Source: `reference/REST/openapiv3.json` of PagerDuty/api-schema.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar, Unpack

from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Denied, Gone, Unsure
from rotation.remotes.http import Client, ClientSettings
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport, ToolTraits
from rotation.remotes.tools.people import ListedPeople
from rotation.remotes.tools.reading import (
    RemoteAccount,
    in_pages,
    instant,
    parsed,
    utc_text,
)

__all__ = ["PagerDuty", "PagerDutyAccount", "PagerDutySchedules"]

URL = "https://api.pagerduty.com"
_V2 = {"Accept": "application/vnd.pagerduty+json;version=2"}


class PagerDutyAccount:
    """The people of a PagerDuty account, and the requests of both of its kinds of schedules.

    Parameters
    ----------
    secret : Secret
        A REST API key.
    url : str
        Another address than that of the United States: `https://api.eu.pagerduty.com`.
    **settings
        Of the client (`ClientSettings`).
    """

    def __init__(
        self, secret: Secret, *, url: str = "", **settings: Unpack[ClientSettings]
    ) -> None:
        key = Secret(f"Token token={secret.reveal()}")
        headers: dict[str, str | Secret] = {"Authorization": key, **_V2}
        self.client = Client(url or URL, headers=headers, secrets=[secret], **settings)

    def listed(self) -> Iterator[RemoteAccount]:
        """Yield everybody there."""
        for row in in_pages(self.client, "/users", "users", {}):
            yield RemoteAccount(str(row.get("id")), str(row.get("email") or ""))

    def place(self, place: str, path: str) -> PlaceReport:
        """Return what is known of a schedule; writes nothing."""
        try:
            reply = self.client.get(path + path_of(place))
        except Gone:
            return PlaceReport(place, "", missing=True, remarks=(_WRONG_KIND[path],))
        row = parsed(lambda data: dict(data["schedule"]), reply.data, f"GET {path}")
        return PlaceReport(place, str(row.get("name", "")), str(row.get("time_zone", "")))


_WRONG_KIND = {
    "/schedules": "there is no such schedule of layers; a shift-based one is `pagerduty-shifts`",
    "/v3/schedules": "there is no such shift-based schedule; one of layers is `pagerduty`",
}


class PagerDutySchedules(ListedPeople):
    """What both kinds of schedules share: the account, its people, names and zones.

    Parameters
    ----------
    secret : Secret
        A REST API key that may write.
    url : str
        Another address than that of the United States.
    **settings
        Of the client.
    """

    path: ClassVar[str]
    """Of the schedules of the kind."""

    def __init__(
        self, secret: Secret, *, url: str = "", **settings: Unpack[ClientSettings]
    ) -> None:
        self._account = PagerDutyAccount(secret, url=url, **settings)
        self._client = self._account.client

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the schedules' names and zones."""
        return [self._account.place(place, self.path) for place in places]

    def _listed(self) -> Iterator[RemoteAccount]:
        return self._account.listed()


class PagerDuty(PagerDutySchedules):
    """Overrides of schedules of layers; one schedule per track, because overrides hide each other.

    The parameters are those of `PagerDutySchedules`.
    """

    path = "/schedules"

    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=False, open_shifts=False, hides=True, several=False, cuts=True
    )

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return all overrides of the window.

        Without `overflow` their ends would be cut off at those of the window, and look edited.
        """
        return [item for place in places for item in self._overrides(place, since, until)]

    def _overrides(self, place: str, since: datetime, until: datetime) -> Iterator[Present]:
        path = _path(place)
        query = {"since": utc_text(since), "until": utc_text(until), "overflow": "true"}
        reply = self._client.get(path, query)
        yield from parsed(
            lambda data: [_present(place, row) for row in data["overrides"]],
            reply.data,
            f"GET {path}",
        )

    def create(self, wanted: Wanted) -> Present:
        """Create an override; the one that was created last counts."""
        path = _path(wanted.place)
        override = {
            "start": utc_text(wanted.start),
            "end": utc_text(wanted.end),
            "user": {"id": wanted.user, "type": "user_reference"},
            "time_zone": "UTC",
        }
        reply = self._client.post(path, {"overrides": [override]})
        name = f"POST {path}"
        row = parsed(lambda data: dict(data[0]), reply.data, name, Unsure)
        status = row.get("status", reply.status)
        if not (isinstance(status, int) and status < 300):
            errors = "; ".join(map(str, row.get("errors") or [])) or "no reason is given"
            raise Denied(f"{name}: {self._client.clean(f'{status}: {errors}')}")
        return parsed(lambda row: _present(wanted.place, row["override"]), row, name, Unsure)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Not there: overrides are created and deleted."""
        raise NotImplementedError("PagerDuty has no request to change an override")

    def delete(self, present: Present) -> None:
        """Delete an override; one that has begun ends now, which PagerDuty answers with 200."""
        try:
            self._client.delete(_path(present.place) + path_of(present.id))
        except Gone:
            return


def _path(place: str) -> str:
    return f"{path_of('schedules', place)}/overrides"


def _present(place: str, row: Any) -> Present:
    user = row.get("user") or {}
    return Present(
        start=instant(row["start"]),
        end=instant(row["end"]),
        place=place,
        id=str(row["id"]),
        user=user.get("id"),
        text=str(user.get("summary") or ""),
    )
