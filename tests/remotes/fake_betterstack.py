"""Better Stack, as far as events of on-call schedules go: betterstack.com/docs/uptime/api."""

from datetime import datetime
from typing import Any

from fake_pager import FakePager, invalid, moment
from fake_server import Asked, Refusal
from schemas import FLAG, NUMBER, TEXT, operation, record, rows, schema_of

_TIMES = {"starts_at": TEXT, "ends_at": TEXT}
_EVENT = record({"id": NUMBER, **_TIMES, "users": rows(TEXT), "override": FLAG})
_SCHEDULE = record(
    {
        "id": TEXT,
        "type": TEXT,
        "attributes": record(
            {"name": {**TEXT, "nullable": True}, "default_calendar": FLAG, "team_name": TEXT}
        ),
    }
)
SCHEMA = schema_of(
    {
        "/on-calls/{id}": {
            "get": operation("schedule", {200: record({"data": _SCHEDULE})}),
        },
        "/on-calls/{id}/events": {
            "get": operation("events", {200: record({"events": rows(_EVENT)})}),
            "post": operation(
                "event",
                {200: _EVENT},
                body=record({**_TIMES, "users": rows(TEXT, minItems=1)}, {"override": FLAG}),
            ),
        },
        "/on-calls/{id}/events/{event_id}": {"delete": operation("unevent", {204: None})},
    }
)


class FakeBetterStack(FakePager):
    """Schedules `P1` and `P2`; ids are numbers, and an answer may lack the zone of a time."""

    schema = SCHEMA

    def schedule(self, asked: Asked) -> tuple[int, object]:
        """Show a schedule; the default has no name."""
        self.of_place(asked.ids[0])
        name = None if asked.ids[0] == "P2" else "Team"
        attributes = {"name": name, "default_calendar": not name, "team_name": "Production"}
        row = {"id": asked.ids[0], "type": "on_call_calendar", "attributes": attributes}
        return 200, {"data": row}

    def events(self, asked: Asked) -> tuple[int, object]:
        """List all events."""
        return 200, {"events": list(self.of_place(asked.ids[0]).values())}

    def event(self, asked: Asked) -> tuple[int, object]:
        """Create an event that begins today or later."""
        events, body = self.of_place(asked.ids[0]), dict(asked.body)
        known = {address.casefold() for address in self.people.values()}
        if not {user.casefold() for user in body["users"]} <= known:
            raise invalid("unknown user")
        if moment(body["starts_at"]) < self._today():
            raise invalid("must be today at 00:00 UTC or later")
        number = len(self.requests) + 1000
        item: dict[str, Any] = {"override": False, **body, "id": number}
        events[str(number)] = item
        return 200, item | {"ends_at": item["ends_at"].removesuffix("Z")}

    def unevent(self, asked: Asked) -> tuple[int, object]:
        """Delete an event that begins today or later."""
        place, name = asked.ids
        if moment(self.item(place, name)["starts_at"]) < self._today():
            raise Refusal(422, {"errors": "must be today at 00:00 UTC or later"})
        del self.items[place][name]
        return 204, None

    def _today(self) -> datetime:
        return self.now.replace(hour=0, minute=0, second=0)
