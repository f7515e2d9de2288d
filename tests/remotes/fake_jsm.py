"""Jira Service Management, as far as overrides of schedules and the search for people go.

Paths, fields and statuses are those of developer.atlassian.com; the site and the operations have
two addresses there and one here.
"""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from wsgiref.types import WSGIEnvironment

from fake_pager import FakePager, invalid, missing, moment
from fake_server import Asked
from schemas import FLAG, INSTANT, NUMBER, TEXT, either, operation, record, rows, schema_of

_RESPONDER = record({"type": either("user", "team", "escalation"), "id": TEXT})
_BODY = {
    "responder": _RESPONDER,
    "startDate": INSTANT,
    "endDate": INSTANT,
    "rotationIds": rows(TEXT),
}
_OVERRIDE = record({"alias": TEXT, **_BODY})
_PERSON = record({"accountId": TEXT, "active": FLAG}, {"emailAddress": TEXT})
_BASE = "/jsm/ops/api/{cloud}/v1/schedules/{id}"
SCHEMA = schema_of(
    {
        "/_edge/tenant_info": {"get": operation("tenant", {200: record({"cloudId": TEXT})})},
        "/rest/api/3/user": {"get": operation("person", {200: _PERSON}, query={"accountId": TEXT})},
        "/rest/api/3/user/search": {
            "get": operation("search", {200: rows(_PERSON)}, query={"query": TEXT})
        },
        _BASE: {
            "get": operation(
                "schedule", {200: record({"id": TEXT, "name": TEXT, "timezone": TEXT})}
            )
        },
        f"{_BASE}/overrides": {
            "get": operation(
                "overrides",
                {200: record({"values": rows(_OVERRIDE), "links": record({}, {"next": TEXT})})},
                optional={"offset": NUMBER, "size": {**NUMBER, "maximum": 100}},
            ),
            "post": operation("override", {201: _OVERRIDE}, body=record(_BODY)),
        },
        f"{_BASE}/overrides/{{alias}}": {
            "put": operation("change", {200: _OVERRIDE}, body=record(_BODY)),
            "delete": operation("unoverride", {204: None}),
        },
    }
)


class FakeJsm(FakePager):
    """Schedules `P1` and `P2` of the site `cloud-1`; who is in `hidden` shows no address."""

    schema = SCHEMA
    user = "bot@example.com"

    def __init__(self, token: str, people: Mapping[str, str]) -> None:
        super().__init__(token, people)
        self.hidden: set[str] = set()
        self.inactive = {"UZOE": "zoe@example.com"}

    def expected(self, environ: WSGIEnvironment) -> bool:
        """Tell whether user and token are right."""
        pair = b64encode(f"{self.user}:{self.token}".encode()).decode()
        return environ.get("HTTP_AUTHORIZATION") == f"Basic {pair}"

    def tenant(self, asked: Asked) -> tuple[int, object]:
        """Show the id of the site."""
        return 200, {"cloudId": "cloud-1"}

    def _person(self, name: str, email: str) -> dict[str, Any]:
        row = {"accountId": name, "active": name not in self.inactive}
        return row if name in self.hidden else {**row, "emailAddress": email}

    def search(self, asked: Asked) -> tuple[int, object]:
        """Find people whose address begins so, also deactivated ones."""
        begin = asked.query["query"].casefold()
        everybody = {**self.people, **self.inactive}
        return 200, [
            self._person(name, email)
            for name, email in everybody.items()
            if email.casefold().startswith(begin)
        ]

    def person(self, asked: Asked) -> tuple[int, object]:
        """Show somebody."""
        name = asked.query["accountId"]
        if name not in self.people:
            raise missing()
        return 200, self._person(name, self.people[name])

    def schedule(self, asked: Asked) -> tuple[int, object]:
        """Show a schedule."""
        self.of_place(asked.ids[1])
        return 200, {"id": asked.ids[1], "name": "Support", "timezone": "Europe/Berlin"}

    def overrides(self, asked: Asked) -> tuple[int, object]:
        """List overrides that are not over, in pages."""
        items = [
            item
            for item in self.of_place(asked.ids[1]).values()
            if moment(item["endDate"]) > self.now
        ]
        start = int(asked.query.get("offset", 0))
        end = start + min(int(asked.query.get("size", 20)), self.page)
        links = {"next": f"/v1/?offset={end}"} if end < len(items) else {}
        return 200, {"values": items[start:end], "links": links}

    def override(self, asked: Asked) -> tuple[int, object]:
        """Create an override; the alias is ours."""
        self._check(asked.body)
        item = {**asked.body, "alias": self.new_id("c73c-")}
        self.of_place(asked.ids[1])[item["alias"]] = item
        return 201, item

    def change(self, asked: Asked) -> tuple[int, object]:
        """Change an override."""
        _, place, alias = asked.ids
        item = self.item(place, alias)
        self._check(asked.body)
        item |= asked.body
        return 200, item

    def unoverride(self, asked: Asked) -> tuple[int, object]:
        """Delete an override."""
        _, place, alias = asked.ids
        self.item(place, alias)
        del self.items[place][alias]
        return 204, None

    def _check(self, body: Mapping[str, Any]) -> None:
        if body["responder"]["id"] not in self.people:
            raise invalid("responder does not exist")
        if moment(body["endDate"]) <= moment(body["startDate"]):
            raise invalid("endDate must be after startDate")
