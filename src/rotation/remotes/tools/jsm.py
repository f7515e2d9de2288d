"""Jira Service Management: overrides of the schedules of its operations.

Source: developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2 (schedule overrides, schedules)
and developer.atlassian.com/cloud/jira/platform/rest/v3 (user search).
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Unpack

from rotation.errors import BadInput, Fault
from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Gone, Unsure
from rotation.remotes.http import Client, ClientSettings
from rotation.remotes.items import Present, Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport, Somebody, ToolTraits
from rotation.remotes.tools.reading import (
    RemoteAccount,
    instant,
    matched,
    page_numbers,
    parsed,
    utc_text,
)

__all__ = ["JiraServiceManagement"]

OPERATIONS = "https://api.atlassian.com"
_PAGE = 100
_NO_SCHEDULE = "there is no such schedule, or this account may not see it"


class JiraServiceManagement:
    """Overrides of whole schedules, or of one rotation: `SCHEDULE` or `SCHEDULE/ROTATION`.

    Parameters
    ----------
    secret : Secret
        An API token of an Atlassian account.
    url : str
        Of the site: `https://example.atlassian.net`.
    user : str
        The account's address.
    operations : str
        Where the API of operations is.
    **settings
        Of the client (`ClientSettings`).

    Raises
    ------
    BadInput
        When `url` or `user` is missing.
    """

    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=True, open_shifts=False, hides=True, several=False, cuts=False
    )

    def __init__(
        self,
        secret: Secret,
        *,
        url: str = "",
        user: str = "",
        operations: str = OPERATIONS,
        **settings: Unpack[ClientSettings],
    ) -> None:
        faults = []
        if not url:
            faults.append(Fault("url", "is missing", "such as https://example.atlassian.net"))
        if not user:
            faults.append(Fault("user", "is missing", "the address of the token's account"))
        if faults:
            raise BadInput(faults)
        basic = Secret(f"Basic {b64encode(f'{user}:{secret.reveal()}'.encode()).decode()}")
        self._site = Client(url, headers={"Authorization": basic}, secrets=[secret], **settings)
        self._operations = Client(
            operations, headers={"Authorization": basic}, secrets=[secret], **settings
        )
        self._cloud = ""

    def _path(self, place: str, *more: str) -> str:
        """Return the path of a schedule's overrides."""
        return f"{self._base()}{path_of('schedules', place.partition('/')[0], *more)}"

    def _base(self) -> str:
        if not self._cloud:
            path = "/_edge/tenant_info"
            self._cloud = parsed(
                lambda data: str(data["cloudId"]), self._site.get(path).data, f"GET {path}"
            )
        return f"{path_of('jsm', 'ops', 'api', self._cloud)}/v1"

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the schedules' names and zones."""
        return [self._place(place) for place in places]

    def _place(self, place: str) -> PlaceReport:
        path = self._path(place)
        try:
            reply = self._operations.get(path)
        except Gone:
            return PlaceReport(place, "", missing=True, remarks=(_NO_SCHEDULE,))
        row = parsed(dict, reply.data, f"GET {path}")
        return PlaceReport(place, str(row.get("name") or place), str(row.get("timezone") or ""))

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        """Return the account ids of people.

        An account whose address its owner hides is not found by address; `remote_ids` has its id.
        """
        accounts = [account for person in people for account in self._accounts(person)]
        return matched(people, accounts)

    def _accounts(self, person: Somebody) -> Iterator[RemoteAccount]:
        if person.remote_id:
            try:
                data = self._site.get("/rest/api/3/user", {"accountId": person.remote_id}).data
            except Gone:
                return
            rows = parsed(lambda data: [dict(data)], data, "GET /rest/api/3/user")
        elif person.email:
            data = self._site.get("/rest/api/3/user/search", {"query": person.email}).data
            rows = parsed(
                lambda data: [dict(row) for row in data], data, "GET /rest/api/3/user/search"
            )
        else:
            return
        for row in rows:
            if row.get("active") is True:
                yield RemoteAccount(str(row.get("accountId")), str(row.get("emailAddress") or ""))

    def addresses(self) -> Sequence[str]:
        """Return nothing: people are searched for one by one, because sites have thousands."""
        return []

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return the overrides that are not over yet, of the window."""
        items = [item for place in places for item in self._overrides(place)]
        return [item for item in items if item.start < until and since < item.end]

    def _overrides(self, place: str) -> Iterator[Present]:
        path, rotation = self._path(place, "overrides"), place.partition("/")[2]
        offset = 0
        for _ in page_numbers(f"GET {path}"):
            data = self._operations.get(path, {"offset": offset, "size": _PAGE}).data
            rows = parsed(lambda data: [dict(row) for row in data["values"]], data, f"GET {path}")
            for row in rows:
                rotations = row.get("rotationIds") or []
                if not (rotation and rotations) or rotation in rotations:
                    yield parsed(lambda row: _present(place, row), row, f"GET {path}")
            if not rows or not parsed(_has_more, data, f"GET {path}"):
                return
            offset += len(rows)

    def create(self, wanted: Wanted) -> Present:
        """Create an override; its alias is made there."""
        path = self._path(wanted.place, "overrides")
        data = self._operations.post(path, _body(wanted)).data
        return parsed(lambda row: _present(wanted.place, row), data, f"POST {path}", Unsure)

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Change an override."""
        path = self._path(present.place, "overrides", present.id)
        data = self._operations.put(path, _body(wanted)).data
        return parsed(lambda row: _present(present.place, row), data, f"PUT {path}")

    def delete(self, present: Present) -> None:
        """Delete an override."""
        try:
            self._operations.delete(self._path(present.place, "overrides", present.id))
        except Gone:
            return


def _body(wanted: Wanted) -> dict[str, object]:
    rotation = wanted.place.partition("/")[2]
    return {
        "responder": {"type": "user", "id": wanted.user},
        "startDate": utc_text(wanted.start),
        "endDate": utc_text(wanted.end),
        "rotationIds": [rotation] if rotation else [],
    }


def _has_more(data: Mapping[str, Any]) -> bool:
    return bool((data.get("links") or {}).get("next"))


def _present(place: str, row: Mapping[str, Any]) -> Present:
    responder = row["responder"]
    kind = responder["type"]
    return Present(
        start=instant(row["startDate"]),
        end=instant(row["endDate"]),
        place=place,
        id=str(row["alias"]),
        user=str(responder["id"]) if kind == "user" else f'"{kind} {responder.get("id")}"',
    )
