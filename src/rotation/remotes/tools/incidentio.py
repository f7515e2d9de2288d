"""incident.io: overrides of the schedules of its API v2.

Source: the official client `incident-io` 2.29, whose models the tests use.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, NamedTuple, Unpack

from rotation.errors import BadInput, Fault
from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Gone, Unsure
from rotation.remotes.http import Client, ClientSettings, Query
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport, ToolTraits
from rotation.remotes.tools.people import ListedPeople
from rotation.remotes.tools.reading import RemoteAccount, instant, page_numbers, parsed, utc_text

__all__ = ["IncidentIo"]

URL = "https://api.incident.io"
_PAGE = 250
_NO_SCHEDULE = "there is no such schedule; its id begins with 01"
_NO_LAYER = "has several layers: set SCHEDULE/ROTATION/LAYER, one of"


class _Layer(NamedTuple):
    schedule: str
    rotation: str
    layer: str


class IncidentIo(ListedPeople):
    """Overrides of one layer each: `SCHEDULE/ROTATION/LAYER`, or `SCHEDULE` that has only one.

    Parameters
    ----------
    secret : Secret
        An API key that may edit overrides of schedules.
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
        headers = {"Authorization": Secret(f"Bearer {secret.reveal()}")}
        self._client = Client(url or URL, headers=headers, secrets=[secret], **settings)
        self._layers: dict[str, _Layer] = {}

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the schedules' names and zones, and the layers where one has to be chosen."""
        return [self._place(place) for place in places]

    def _place(self, place: str) -> PlaceReport:
        try:
            row = self._schedule(place)
        except Gone:
            return PlaceReport(place, "", missing=True, remarks=(_NO_SCHEDULE,))
        name, zone = str(row.get("name") or place), str(row.get("timezone") or "")
        layers = parsed(_layers_of, row, f"schedule {place}")
        if _chosen(place, layers) is None:
            ways = ", ".join("/".join(layer) for layer in layers)
            return PlaceReport(place, name, zone, (f"{_NO_LAYER} {ways}",), read_only=True)
        return PlaceReport(place, name, zone)

    def _schedule(self, place: str) -> Mapping[str, Any]:
        path = path_of("v2", "schedules", place.partition("/")[0])
        return parsed(
            lambda data: dict(data["schedule"]), self._client.get(path).data, f"GET {path}"
        )

    def _layer(self, place: str) -> _Layer:
        if place not in self._layers:
            layers = parsed(_layers_of, self._schedule(place), f"schedule {place}")
            layer = _chosen(place, layers)
            if layer is None:
                ways = ", ".join("/".join(each) for each in layers)
                raise BadInput(Fault("schedules", f"{place!r} {_NO_LAYER} {ways}"))
            self._layers[place] = layer
        return self._layers[place]

    def _listed(self) -> Sequence[RemoteAccount]:
        return [
            RemoteAccount(str(row["id"]), str(row.get("email") or ""))
            for row in self._pages("/v2/users", "users", {})
            if row.get("is_active") is not False
        ]

    def _pages(self, path: str, key: str, query: Query) -> Iterator[Mapping[str, Any]]:
        after = ""
        for _ in page_numbers(f"GET {path}"):
            page: dict[str, Any] = {**query, "page_size": _PAGE}
            if after:
                page["after"] = after
            data = self._client.get(path, page).data
            rows = parsed(lambda data: [dict(row) for row in data[key]], data, f"GET {path}")
            yield from rows
            after = parsed(_after, data, f"GET {path}")
            if not (rows and after):
                return

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return the overrides of the window."""
        items: list[Present] = []
        for place in places:
            layer = self._layer(place)
            query = {
                "schedule_id": layer.schedule,
                "rotation_id": layer.rotation,
                "layer_id": layer.layer,
            }
            rows = list(self._pages("/v2/schedule_overrides", "overrides", query))
            name = "GET /v2/schedule_overrides"
            items += parsed(partial(_presents, place), rows, name)
        return [item for item in items if item.start < until and since < item.end]

    def create(self, wanted: Wanted) -> Present:
        """Create an override."""
        layer = self._layer(wanted.place)
        body = {"schedule_id": layer.schedule, **_body(layer, wanted)}
        data = self._client.post("/v2/schedule_overrides", body).data
        name = "POST /v2/schedule_overrides"
        return parsed(lambda data: _present(wanted.place, data["override"]), data, name, Unsure)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Change an override."""
        path = path_of("v2", "schedule_overrides", present.id)
        data = self._client.put(path, _body(self._layer(present.place), wanted)).data
        return parsed(lambda data: _present(present.place, data["override"]), data, f"PUT {path}")

    def delete(self, present: Present) -> None:
        """Delete an override."""
        try:
            self._client.delete(path_of("v2", "schedule_overrides", present.id))
        except Gone:
            return


def _layers_of(row: Mapping[str, Any]) -> list[_Layer]:
    rotations = (row.get("config") or {}).get("rotations", [])
    return [
        _Layer(str(row["id"]), str(rotation["id"]), str(layer["id"]))
        for rotation in rotations
        for layer in rotation["layers"]
    ]


def _chosen(place: str, layers: Sequence[_Layer]) -> _Layer | None:
    """Return the layer that a place names; rotations have an entry per change, layers repeat."""
    distinct = list(dict.fromkeys(layers))
    if "/" not in place:
        return distinct[0] if len(distinct) == 1 else None
    return next((layer for layer in distinct if "/".join(layer) == place), None)


def _after(data: Mapping[str, Any]) -> str:
    return str((data.get("pagination_meta") or {}).get("after") or "")


def _body(layer: _Layer, wanted: Wanted) -> dict[str, object]:
    return {
        "rotation_id": layer.rotation,
        "layer_id": layer.layer,
        "start_at": utc_text(wanted.start),
        "end_at": utc_text(wanted.end),
        "user": {"id": wanted.user},
    }


def _presents(place: str, rows: Sequence[Mapping[str, Any]]) -> list[Present]:
    return [_present(place, row) for row in rows]


def _present(place: str, row: Mapping[str, Any]) -> Present:
    user = row.get("user") or {}
    return Present(
        start=instant(row["start_at"]),
        end=instant(row["end_at"]),
        place=place,
        id=str(row["id"]),
        user=user.get("id"),
        text=str(user.get("name") or ""),
    )
