"""Grafana OnCall and Grafana Cloud IRM: single events of schedules of the type `calendar`.

Source: the pages on shifts, schedules and users of the OnCall API, and `engine/apps/public_api` of
grafana/oncall. A shift is created first and attached to its schedule then; its name is unique, so
what was created and not attached is known again by it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Unpack
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Gone, Unsure
from rotation.remotes.http import Client, ClientSettings, Query
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport, ToolTraits
from rotation.remotes.tools.people import ListedPeople
from rotation.remotes.tools.reading import RemoteAccount, page_numbers, parsed

__all__ = ["Grafana"]

_OF_SERVICE = "glsa_"
_SHIFTS = "/api/v1/on_call_shifts"
_NO_SCHEDULE = "there is no such schedule; its id begins with S"
_WRONG_KIND = "the schedule has another type than `calendar`, which is made by API or Terraform"


class Grafana(ListedPeople):
    """Single events of schedules that are kept by API.

    Parameters
    ----------
    secret : Secret
        An OnCall API key, or a token of a service account (`glsa_`).
    url : str
        The OnCall API URL of the settings.
    user : str
        With a token of a service account: the address of the Grafana.
    **settings
        Of the client (`ClientSettings`).

    Raises
    ------
    BadInput
        When `url` is missing, or `user` beside a token of a service account.
    """

    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=True, open_shifts=False, hides=False, several=True, cuts=False
    )

    def __init__(
        self, secret: Secret, *, url: str = "", user: str = "", **settings: Unpack[ClientSettings]
    ) -> None:
        if not url:
            raise BadInput(Fault("url", "is missing", "the OnCall API URL of the settings"))
        headers: dict[str, str | Secret] = {"Authorization": secret}
        if secret.reveal().startswith(_OF_SERVICE):
            if not user:
                fix = "the address of the Grafana, such as https://example.grafana.net"
                raise BadInput(Fault("user", "is missing beside a service account's token", fix))
            headers["Authorization"] = Secret(f"Bearer {secret.reveal()}")
            headers["X-Grafana-URL"] = user
        self._client = Client(url, headers=headers, secrets=[secret], **settings)

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the schedules' names and zones."""
        return [self._place(place) for place in places]

    def _place(self, place: str) -> PlaceReport:
        try:
            row = self._schedule(place)
        except Gone:
            return PlaceReport(place, "", missing=True, remarks=(_NO_SCHEDULE,))
        name, zone = str(row.get("name") or place), str(row.get("time_zone") or "")
        if row.get("type") != "calendar":
            return PlaceReport(place, name, zone, (_WRONG_KIND,), read_only=True)
        return PlaceReport(place, name, zone)

    def _schedule(self, place: str) -> Mapping[str, Any]:
        path = f"{path_of('api', 'v1', 'schedules', place)}/"
        return parsed(dict, self._client.get(path).data, f"GET {path}")

    def _listed(self) -> Sequence[RemoteAccount]:
        return [
            RemoteAccount(str(row.get("id")), str(row.get("email") or ""))
            for row in self._pages("/api/v1/users/", {})
        ]

    def _pages(self, path: str, query: Query) -> Iterator[Mapping[str, Any]]:
        for page in page_numbers(f"GET {path}"):
            data = self._client.get(path, {**query, "page": page + 1}).data
            name = f"GET {path}"
            yield from parsed(lambda data: [dict(row) for row in data["results"]], data, name)
            if not parsed(lambda data: bool(data["next"]), data, name):
                return

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return the single events of the window; events that repeat are no items."""
        items = [item for place in places for item in self._events(place)]
        return [item for item in items if item.start < until and since < item.end]

    def _events(self, place: str) -> Iterator[Present]:
        zone = str(self._schedule(place).get("time_zone") or "UTC")
        for row in self._pages(f"{_SHIFTS}/", {"schedule_id": place}):
            if row.get("type") == "single_event":
                yield self._present(place, row, zone)

    @staticmethod
    def _present(place: str, row: Mapping[str, Any], zone: str = "UTC") -> Present:
        return parsed(lambda row: _present(place, row, zone), row, f"GET {_SHIFTS}/")

    def create(self, wanted: Wanted) -> Present:
        """Create an event, or take the one of this name that was not attached; then attach it."""
        name = f"rotation {wanted.place} {wanted.key}"
        schedule = self._schedule(wanted.place)
        body = {**_body(wanted), "name": name, "team_id": schedule.get("team_id")}
        row = self._named(name)
        if row is None:
            try:
                row = self._sent("POST", f"{_SHIFTS}/", body)
            except Unsure:
                row = self._named(name)
                if row is None:
                    raise
        else:
            row = self._sent("PUT", f"{_SHIFTS}{path_of(str(row.get('id')))}/", body)
        self._attach(schedule, wanted.place, str(row.get("id")))
        return self._present(wanted.place, row)

    def _named(self, name: str) -> Mapping[str, Any] | None:
        return next(iter(self._pages(f"{_SHIFTS}/", {"name": name})), None)

    def _sent(self, method: str, path: str, body: Mapping[str, object]) -> Mapping[str, Any]:
        data = self._client.request(method, path, data=body).data
        kind = Unsure if method == "POST" else Gone
        return parsed(dict, data, f"{method} {path}", kind)

    def _attach(self, schedule: Mapping[str, Any], place: str, event: str) -> None:
        """Add an event to the events of a schedule, which have to be sent all at once."""
        events = parsed(lambda row: list(map(str, row.get("shifts") or [])), schedule, place)
        if event not in events:
            keys = ("name", "team_id", "time_zone")
            kept = {key: schedule[key] for key in keys if key in schedule}
            path = f"{path_of('api', 'v1', 'schedules', place)}/"
            self._client.put(path, {**kept, "shifts": [*events, event]})

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Change an event; it stays attached, with its name."""
        path = f"{_SHIFTS}{path_of(present.id)}/"
        schedule = self._schedule(present.place)
        body = {**_body(wanted), "name": present.text, "team_id": schedule.get("team_id")}
        return self._present(present.place, self._sent("PUT", path, body))

    def delete(self, present: Present) -> None:
        """Delete an event."""
        try:
            self._client.delete(f"{_SHIFTS}{path_of(present.id)}/")
        except Gone:
            return


def _body(wanted: Wanted) -> dict[str, object]:
    """Return what an event holds: times in UTC, so that clock changes make no hole."""
    return {
        "type": "single_event",
        "time_zone": "UTC",
        "level": 0,
        "start": f"{wanted.start:%Y-%m-%dT%H:%M:%S}",
        "duration": int((wanted.end - wanted.start) / timedelta(seconds=1)),
        "users": [wanted.user],
    }


def _present(place: str, row: Mapping[str, Any], zone: str) -> Present:
    naive = datetime.fromisoformat(row["start"])
    start = naive.replace(tzinfo=ZoneInfo(str(row.get("time_zone") or zone))).astimezone(UTC)
    return Present(
        start=start,
        end=start + timedelta(seconds=int(row["duration"])),
        place=place,
        id=str(row["id"]),
        user=", ".join(sorted(map(str, row.get("users") or []))) or None,
        text=str(row.get("name") or ""),
    )
