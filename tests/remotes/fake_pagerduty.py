"""PagerDuty, as far as overrides (v2) and custom shifts (v3) go.

Paths, methods, fields and statuses are those of `reference/REST/openapiv3.json` of
PagerDuty/api-schema; the document says 201 for the list of overrides, servers answer 200.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from wsgiref.types import WSGIEnvironment

from fake_server import Asked, FakeServer, Refusal
from schemas import FLAG, INSTANT, NAME, NUMBER, TEXT, either, operation, record, rows, schema_of

_OVERFLOW = {"overflow": FLAG}
_WINDOW = {"since": INSTANT, "until": INSTANT}
_PAGED = {"limit": {**NUMBER, "minimum": 1, "maximum": 100}, "offset": {**NUMBER, "minimum": 0}}
_MORE = {"limit": NUMBER, "offset": NUMBER, "more": FLAG}
_V2 = {"Accept": either("application/vnd.pagerduty+json;version=2")}
_USER = record({"id": TEXT, "type": either("user_reference")}, {"summary": NAME})
_TO_OVERRIDE = record({"start": INSTANT, "end": INSTANT, "user": _USER}, {"time_zone": TEXT})
_OVERRIDE = record({"id": TEXT, "start": INSTANT, "end": INSTANT, "user": _USER})
_CREATED = record({"status": NUMBER}, {"override": _OVERRIDE, "errors": rows(TEXT)})
_MEMBER = record({"type": either("user_member", "empty_member")}, {"user_id": TEXT})
_ASSIGNED = {"type": either("shift_assignment"), "member": _MEMBER}
_TO_ASSIGN = rows(record(_ASSIGNED), minItems=1, maxItems=1)
_TIMES = {"start_time": INSTANT, "end_time": INSTANT}
_KIND = {"type": either("custom_shift")}
_TO_SHIFT = record({**_KIND, **_TIMES, "assignments": _TO_ASSIGN})
_SHIFT = record(
    {"id": TEXT, **_KIND, **_TIMES, "assignments": rows(record({"id": TEXT, **_ASSIGNED}))}
)
_CHANGE = record({}, {**_TIMES, "assignments": _TO_ASSIGN})
_CHANGED_SHIFT = record(
    {
        "id": TEXT,
        "type": either("override_shift"),
        **_TIMES,
        "overridden_member": _MEMBER,
        "overriding_member": _MEMBER,
    },
    {"rotation_id": TEXT, "custom_shift_id": TEXT},
)
_SCHEDULE = {"id": TEXT, "type": TEXT, "name": NAME, "time_zone": TEXT}
_ENTRY = record({"start": INSTANT, "end": INSTANT, "user": _USER})
_FINAL = record({"rendered_schedule_entries": rows(_ENTRY)})
_READ = {**_WINDOW}

SCHEMA = schema_of(
    {
        "/users": {
            "get": operation(
                "users",
                {
                    200: record(
                        {"users": rows(record({"id": TEXT, "email": TEXT, "name": NAME})), **_MORE}
                    )
                },
                optional=_PAGED,
                headers=_V2,
            )
        },
        "/schedules/{id}": {
            "get": operation(
                "schedule",
                {200: record({"schedule": record(_SCHEDULE, {"final_schedule": _FINAL})})},
                optional=_WINDOW | _OVERFLOW,
                headers=_V2,
            )
        },
        "/schedules/{id}/overrides": {
            "get": operation(
                "overrides",
                {200: record({"overrides": rows(_OVERRIDE)})},
                query=_WINDOW,
                optional=_OVERFLOW,
                headers=_V2,
            ),
            "post": operation(
                "override",
                {201: rows(_CREATED, minItems=1)},
                body=record({"overrides": rows(_TO_OVERRIDE, minItems=1)}),
                headers=_V2,
            ),
        },
        "/schedules/{id}/overrides/{override_id}": {
            "delete": operation("unoverride", {200: None, 204: None}, headers=_V2)
        },
        "/v3/schedules/{id}": {
            "get": operation("schedule_v3", {200: record({"schedule": record(_SCHEDULE)})})
        },
        "/v3/schedules/{id}/custom_shifts": {
            "get": operation(
                "shifts",
                {200: record({"custom_shifts": rows(_SHIFT), **_MORE})},
                query=_WINDOW,
                optional=_OVERFLOW | _PAGED,
            ),
            "post": operation(
                "shift",
                {201: record({"custom_shifts": rows(_SHIFT)})},
                body=record({"custom_shifts": rows(_TO_SHIFT, minItems=1)}),
            ),
        },
        "/v3/schedules/{id}/custom_shifts/{shift_id}": {
            "put": operation(
                "reshift",
                {200: record({"custom_shift": _SHIFT})},
                body=record({"custom_shift": _CHANGE}),
            ),
            "delete": operation("unshift", {204: None}),
        },
        "/v3/schedules/{id}/overrides": {
            "get": operation(
                "shift_overrides",
                {200: record({"overrides": rows(_CHANGED_SHIFT), **_MORE})},
                query=_WINDOW,
                optional=_OVERFLOW | _PAGED,
            )
        },
    }
)


class FakePagerDuty(FakeServer):
    """Schedules `PA` and `PB` of layers, `S1` of shifts; people are in `people`.

    Attributes
    ----------
    people : dict of str to str
        Addresses by id; a deactivated person is not in it.
    items : dict
        Overrides and custom shifts by schedule and id.
    by_hand : list
        Overrides that somebody set on custom shifts.
    final : dict
        Entries of final schedules by schedule.
    """

    schema = SCHEMA

    def __init__(self, token: str, people: Mapping[str, str]) -> None:
        super().__init__()
        self.token = token
        self.people = dict(people)
        self.schedules = {"PA": "schedule", "PB": "schedule", "S1": "schedule_v3"}
        self.items: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in self.schedules}
        self.by_hand: list[dict[str, Any]] = []
        self.final: dict[str, list[dict[str, Any]]] = {}
        self.page = 100

    def expected(self, environ: WSGIEnvironment) -> bool:
        """Tell whether the key is right."""
        return environ.get("HTTP_AUTHORIZATION") == f"Token token={self.token}"

    # -- people and schedules ---------------------------------------------------------------

    def users(self, asked: Asked) -> tuple[int, object]:
        """List people, in pages."""
        people = [{"id": i, "email": e, "name": i} for i, e in self.people.items()]
        return 200, self._paged("users", people, asked)

    def schedule(self, asked: Asked) -> tuple[int, object]:
        """Show a schedule of layers."""
        status, body = self._schedule(asked.ids[0], "schedule")
        if "since" in asked.query:
            since, until = (moment(asked.query[name]) for name in ("since", "until"))
            entries = [
                entry
                for entry in self.final.get(asked.ids[0], ())
                if moment(entry["start"]) < until and since < moment(entry["end"])
            ]
            assert asked.query.get("overflow") == "true"  # otherwise they would be cut
            body["schedule"] |= {"final_schedule": {"rendered_schedule_entries": entries}}
        return status, body

    def schedule_v3(self, asked: Asked) -> tuple[int, object]:
        """Show a shift-based schedule."""
        return self._schedule(asked.ids[0], "schedule_v3")

    def _schedule(self, place: str, kind: str) -> tuple[int, dict[str, Any]]:
        if self.schedules.get(place) != kind:
            raise missing()
        row = {"id": place, "type": kind, "name": f"Team {place}", "time_zone": "Europe/Berlin"}
        return 200, {"schedule": row}

    # -- overrides of layers ----------------------------------------------------------------

    def overrides(self, asked: Asked) -> tuple[int, object]:
        """List overrides; without `overflow` they are cut at the window's ends."""
        return 200, {"overrides": self._window(asked, "start", "end")}

    def override(self, asked: Asked) -> tuple[int, object]:
        """Create overrides, each with a status of its own."""
        return 201, [self._override(asked.ids[0], row) for row in asked.body["overrides"]]

    def _override(self, place: str, row: Mapping[str, Any]) -> dict[str, Any]:
        if row["user"]["id"] not in self.people:
            return {"status": 400, "errors": ["User not found"]}
        if moment(row["end"]) <= max(moment(row["start"]), self.now):
            return {"status": 400, "errors": ["End must be after start, and not be in the past"]}
        item = {"id": self.new_id("Q"), **{k: row[k] for k in ("start", "end", "user")}}
        self.items[place][item["id"]] = item
        return {"status": 201, "override": item}

    def unoverride(self, asked: Asked) -> tuple[int, object]:
        """Delete an override; one that has begun ends now."""
        begun = self._end(asked, "start", "end")
        return (200 if begun else 204), None

    # -- custom shifts ----------------------------------------------------------------------

    def shifts(self, asked: Asked) -> tuple[int, object]:
        """List custom shifts, in pages."""
        return 200, self._paged(
            "custom_shifts", self._window(asked, "start_time", "end_time"), asked
        )

    def shift(self, asked: Asked) -> tuple[int, object]:
        """Create custom shifts."""
        created = []
        for row in asked.body["custom_shifts"]:
            self._check_members(row)
            item = {**row, "id": self.new_id("C"), "assignments": assigned(row)}
            self.items[asked.ids[0]][item["id"]] = item
            created.append(item)
        return 201, {"custom_shifts": created}

    def reshift(self, asked: Asked) -> tuple[int, object]:
        """Change a custom shift; of one that has begun, its end only."""
        item, change = self._item(asked), asked.body["custom_shift"]
        if moment(item["start_time"]) <= self.now and set(change) - {"end_time"}:
            raise Refusal(400, failure("Only end_time of a shift that has started"))
        self._check_members(change)
        item |= change
        if "assignments" in change:
            item["assignments"] = assigned(change)
        return 200, {"custom_shift": item}

    def unshift(self, asked: Asked) -> tuple[int, object]:
        """Delete a custom shift; one that has begun ends now."""
        self._end(asked, "start_time", "end_time")
        return 204, None

    def shift_overrides(self, asked: Asked) -> tuple[int, object]:
        """List what people set on custom shifts."""
        return 200, self._paged("overrides", self.by_hand, asked)

    # -- shared -----------------------------------------------------------------------------

    def _check_members(self, row: Mapping[str, Any]) -> None:
        for assignment in row.get("assignments", ()):
            member = assignment["member"]
            if member["type"] == "user_member" and member["user_id"] not in self.people:
                raise Refusal(400, failure("User not found"))

    def _item(self, asked: Asked) -> dict[str, Any]:
        place, name = asked.ids
        if name not in self.items.get(place, {}):
            raise missing()
        return self.items[place][name]

    def _end(self, asked: Asked, start: str, end: str) -> bool:
        item = self._item(asked)
        if moment(item[end]) <= self.now:
            raise Refusal(400, failure("It is in the past"))
        if moment(item[start]) <= self.now:
            item[end] = f"{self.now:%Y-%m-%dT%H:%M:%SZ}"
            return True
        del self.items[asked.ids[0]][asked.ids[1]]
        return False

    def _window(self, asked: Asked, start: str, end: str) -> list[dict[str, Any]]:
        if asked.ids[0] not in self.items:
            raise missing()
        since, until = moment(asked.query["since"]), moment(asked.query["until"])
        listed = []
        for item in self.items[asked.ids[0]].values():
            if moment(item[start]) < until and since < moment(item[end]):
                row = dict(item)
                if asked.query.get("overflow") != "true":
                    row[start] = max(row[start], asked.query["since"])
                    row[end] = min(row[end], asked.query["until"])
                listed.append(row)
        return listed

    def _paged(self, key: str, listed: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
        limit = min(int(asked.query.get("limit", 25)), 100)
        offset = int(asked.query.get("offset", 0))
        more = offset + limit < len(listed)
        page = listed[offset : offset + limit]
        return {key: page, "limit": limit, "offset": offset, "more": more}


def moment(text: str) -> datetime:
    """Return the instant of a text."""
    return datetime.fromisoformat(text)


def assigned(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return assignments with ids."""
    return [{"id": "X1", **assignment} for assignment in row["assignments"]]


def failure(text: str) -> dict[str, Any]:
    """Return the body of a refusal."""
    return {"error": {"code": 2001, "message": text}}


def missing() -> Refusal:
    """Return the refusal of an id that does not exist."""
    return Refusal(404, failure("Not Found"))
