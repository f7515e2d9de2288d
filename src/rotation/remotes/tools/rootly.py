"""Rootly: override shifts of the schedules of its API v1.

Source: the official client `rootly` 3.0, whose models the tests use. Creating an override deletes
all that overlap it, also those of people, so what is there is read before each creation.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Unpack

from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Changed, Gone
from rotation.remotes.http import Client, ClientSettings
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport, ToolTraits
from rotation.remotes.tools.people import ListedPeople
from rotation.remotes.tools.reading import RemoteAccount, instant, page_numbers, parsed, utc_text

__all__ = ["Rootly"]

URL = "https://api.rootly.com"
_JSON_API = "application/vnd.api+json"
_PAGE = 100
_NO_SCHEDULE = "there is no such schedule for this token"


class Rootly(ListedPeople):
    """Override shifts, which may not overlap in one schedule; people are numbers.

    Parameters
    ----------
    secret : Secret
        An API token that may write schedules.
    url : str
        Another address, for tests.
    **settings
        Of the client (`ClientSettings`).
    """

    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=True, open_shifts=False, hides=True, several=False, cuts=False
    )

    def __init__(
        self, secret: Secret, *, url: str = "", **settings: Unpack[ClientSettings]
    ) -> None:
        key = Secret(f"Bearer {secret.reveal()}")
        headers: dict[str, str | Secret] = {"Authorization": key, "Accept": _JSON_API}
        self._client = Client(url or URL, headers=headers, secrets=[secret], **settings)

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the schedules' names and zones."""
        return [self._place(place) for place in places]

    def _place(self, place: str) -> PlaceReport:
        path = path_of("v1", "schedules", place)
        try:
            data = self._client.get(path).data
        except Gone:
            return PlaceReport(place, "", missing=True, remarks=(_NO_SCHEDULE,))
        row = parsed(lambda data: dict(data["data"]["attributes"]), data, f"GET {path}")
        return PlaceReport(place, str(row.get("name") or place), str(row.get("time_zone") or ""))

    def _listed(self) -> Sequence[RemoteAccount]:
        return [
            parsed(
                lambda row: RemoteAccount(str(row["id"]), str(row["attributes"]["email"] or "")),
                row,
                "GET /v1/users",
            )
            for row in self._pages("/v1/users")
        ]

    def _pages(self, path: str) -> Iterator[Mapping[str, Any]]:
        page = 1
        for _ in page_numbers(f"GET {path}"):
            query = {"page[number]": page, "page[size]": _PAGE}
            data = self._client.get(path, query).data
            name = f"GET {path}"
            yield from parsed(lambda data: [dict(row) for row in data["data"]], data, name)
            page = parsed(lambda data: int(data["meta"]["next_page"] or 0), data, name)
            if not page:
                return

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return the override shifts of the window."""
        items = [item for place in places for item in self._overrides(place)]
        return [item for item in items if item.start < until and since < item.end]

    def _overrides(self, place: str) -> Iterator[Present]:
        path = _path(place)
        for row in self._pages(path):
            yield parsed(lambda row: _present(place, row), row, f"GET {path}")

    def create(self, wanted: Wanted) -> Present:
        """Create an override shift, if none is there that would be deleted for it.

        Sent again it does no harm: the same shift is not created twice.

        Raises
        ------
        Changed
            When another override shift is there at this time.
        """
        return self._put_in_place(wanted, "")

    def _put_in_place(self, wanted: Wanted, own: str) -> Present:
        for item in self._overrides(wanted.place):
            if item.start < wanted.end and wanted.start < item.end and item.id != own:
                if (item.start, item.end, item.user) == (wanted.start, wanted.end, wanted.user):
                    continue
                path = _path(wanted.place)
                text = f"another override from {utc_text(item.start)} on would be deleted"
                raise Changed(f"POST {path}: {text}")
        path = _path(wanted.place)
        attributes = {
            "starts_at": utc_text(wanted.start),
            "ends_at": utc_text(wanted.end),
            "user_id": _number(wanted.user),
        }
        reply = self._client.request(
            "POST",
            path,
            data={"data": {"type": "shifts", "attributes": attributes}},
            headers={"Content-Type": _JSON_API},
            repeatable=True,
        )
        name = f"POST {path}"
        return parsed(lambda data: _present(wanted.place, data["data"]), reply.data, name)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Change the holder; other times take another shift, which replaces the old one at once."""
        if (present.start, present.end) != (wanted.start, wanted.end):
            created = self._put_in_place(wanted, present.id)
            if not (present.start < wanted.end and wanted.start < present.end):
                self.delete(present)
            return created
        path = path_of("v1", "override_shifts", present.id)
        attributes = {"user_id": _number(wanted.user)}
        reply = self._client.request(
            "PUT",
            path,
            data={"data": {"type": "shifts", "attributes": attributes}},
            headers={"Content-Type": _JSON_API},
        )
        return parsed(lambda data: _present(present.place, data["data"]), reply.data, f"PUT {path}")

    def delete(self, present: Present) -> None:
        """Delete an override shift."""
        try:
            self._client.delete(path_of("v1", "override_shifts", present.id))
        except Gone:
            return


def _path(place: str) -> str:
    return f"{path_of('v1', 'schedules', place)}/override_shifts"


def _number(user: str | None) -> int:
    """Return the number of a person whom `users` named."""
    assert user is not None
    return int(user) if user.isdecimal() else 0


def _present(place: str, row: Mapping[str, Any]) -> Present:
    attributes = row["attributes"]
    user = attributes.get("user_id")
    return Present(
        start=instant(attributes["starts_at"]),
        end=instant(attributes["ends_at"]),
        place=place,
        id=str(row["id"]),
        user=None if user is None else str(user),
    )
