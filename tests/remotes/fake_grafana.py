"""Grafana OnCall, as far as single events of schedules go: its API pages and public_api sources."""

from collections.abc import Mapping
from typing import Any
from wsgiref.types import WSGIEnvironment

from fake_pager import FakePager, missing
from fake_server import Asked, Refusal
from schemas import NAME, NUMBER, TEXT, either, operation, record, rows, schema_of

_OR_NONE = {**NAME, "nullable": True}
_START = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"}
_BODY = {
    "name": TEXT,
    "type": either("single_event", "recurrent_event", "rolling_users"),
    "team_id": _OR_NONE,
    "time_zone": _OR_NONE,
    "level": NUMBER,
    "start": _START,
    "duration": {**NUMBER, "minimum": 1},
    "users": rows(TEXT),
}
_EVENT = record({"id": TEXT, **_BODY})
_SCHEDULE = {"name": TEXT, "team_id": _OR_NONE, "time_zone": TEXT, "shifts": rows(TEXT)}
_PERSON = record({"id": TEXT, "email": NAME, "username": NAME})
_PAGE = {"page": NUMBER}


def _list(item: Mapping[str, Any]) -> dict[int, Any]:
    return {200: record({"count": NUMBER, "next": _OR_NONE, "results": rows(item)})}


SCHEMA = schema_of(
    {
        "/api/v1/users/": {"get": operation("users", _list(_PERSON), optional=_PAGE)},
        "/api/v1/schedules/{id}/": {
            "get": operation("schedule", {200: record({"id": TEXT, "type": TEXT, **_SCHEDULE})}),
            "put": operation(
                "reschedule",
                {200: record({"id": TEXT, "type": TEXT, **_SCHEDULE})},
                body=record(_SCHEDULE),
            ),
        },
        "/api/v1/on_call_shifts/": {
            "get": operation(
                "events", _list(_EVENT), optional={**_PAGE, "schedule_id": TEXT, "name": TEXT}
            ),
            "post": operation("event", {201: _EVENT}, body=record(_BODY)),
        },
        "/api/v1/on_call_shifts/{id}/": {
            "put": operation("change", {200: _EVENT}, body=record(_BODY)),
            "delete": operation("unevent", {204: None}),
        },
    }
)


class FakeGrafana(FakePager):
    """Schedules `P1` and `P2` of the type calendar and of a team, `P3` of the web.

    Attributes
    ----------
    events_by_id : dict
        All events, attached to a schedule or not.
    """

    schema = SCHEMA

    def __init__(self, token: str, people: Mapping[str, str]) -> None:
        super().__init__(token, people)
        self.events_by_id: dict[str, dict[str, Any]] = {}
        self.schedules = {
            name: {
                "id": name,
                "type": kind,
                "name": f"Team {name}",
                "team_id": "T1",
                "time_zone": "Europe/Berlin",
                "shifts": [],
            }
            for name, kind in (("P1", "calendar"), ("P2", "calendar"), ("P3", "web"))
        }

    def expected(self, environ: WSGIEnvironment) -> bool:
        """Tell whether the key, or the token with its Grafana, is right."""
        given = environ.get("HTTP_AUTHORIZATION")
        if self.token.startswith("glsa_"):
            return given == f"Bearer {self.token}" and "HTTP_X_GRAFANA_URL" in environ
        return given == self.token

    def users(self, asked: Asked) -> tuple[int, object]:
        """List people, in pages."""
        people = [{"id": i, "email": e, "username": i} for i, e in self.people.items()]
        return 200, self._paged(people, asked)

    def schedule(self, asked: Asked) -> tuple[int, object]:
        """Show a schedule."""
        if asked.ids[0] not in self.schedules:
            raise missing()
        return 200, self.schedules[asked.ids[0]]

    def reschedule(self, asked: Asked) -> tuple[int, object]:
        """Set the events of a schedule, all at once."""
        _, row = self.schedule(asked)
        assert isinstance(row, dict)
        for event in asked.body["shifts"]:
            if self.events_by_id[event]["team_id"] != row["team_id"]:
                raise Refusal(400, {"detail": "Shifts must be assigned to the same team"})
        row |= asked.body
        return 200, row

    def events(self, asked: Asked) -> tuple[int, object]:
        """List events by schedule or name, in pages."""
        events = list(self.events_by_id.values())
        if "schedule_id" in asked.query:
            attached: Any = self.schedules.get(asked.query["schedule_id"], {"shifts": []})
            events = [event for event in events if event["id"] in attached["shifts"]]
        if "name" in asked.query:
            events = [event for event in events if event["name"] == asked.query["name"]]
        return 200, self._paged(events, asked)

    def event(self, asked: Asked) -> tuple[int, object]:
        """Create an event, whose name nobody has."""
        self._check(asked.body, "")
        item = {**asked.body, "id": self.new_id("O")}
        self.events_by_id[item["id"]] = item
        return 201, item

    def change(self, asked: Asked) -> tuple[int, object]:
        """Change an event."""
        item = self._event(asked.ids[0])
        self._check(asked.body, item["id"])
        item |= asked.body
        return 200, item

    def unevent(self, asked: Asked) -> tuple[int, object]:
        """Delete an event, also from its schedules."""
        self._event(asked.ids[0])
        del self.events_by_id[asked.ids[0]]
        for row in self.schedules.values():
            row["shifts"] = [event for event in row["shifts"] if event != asked.ids[0]]
        return 204, None

    def _event(self, name: str) -> dict[str, Any]:
        if name not in self.events_by_id:
            raise missing()
        return self.events_by_id[name]

    def _check(self, body: Mapping[str, Any], own: str) -> None:
        for event in self.events_by_id.values():
            if event["name"] == body["name"] and event["id"] != own:
                raise Refusal(400, {"detail": "On-call shift with this name already exists"})
        if not set(body["users"]) <= set(self.people):
            raise Refusal(400, {"detail": "User does not exist"})

    def _paged(self, listed: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
        page = int(asked.query.get("page", 1))
        rest = listed[page * self.page :]
        url = f"https://example.com/?page={page + 1}" if rest else None
        results = listed[(page - 1) * self.page : page * self.page]
        return {"count": len(listed), "next": url, "results": results}
