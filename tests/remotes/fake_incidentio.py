"""incident.io, as far as overrides go; bodies and answers are read with its official models."""

from typing import Any

from fake_pager import FakePager, invalid, missing, model, moment
from fake_server import Asked
from schemas import INSTANT, NUMBER, TEXT, operation, record, rows, schema_of

_ANY = {"type": "object"}
_USER = record({}, {"id": TEXT, "email": TEXT, "slack_user_id": TEXT})
_CHANGE = {
    "rotation_id": TEXT,
    "layer_id": TEXT,
    "start_at": INSTANT,
    "end_at": INSTANT,
    "user": _USER,
}
_PAGED = {"page_size": {**NUMBER, "maximum": 250}, "after": TEXT}
_OF_LAYER = {"schedule_id": TEXT, "rotation_id": TEXT, "layer_id": TEXT}
_META = {"pagination_meta": record({"page_size": NUMBER}, {"after": TEXT})}
SCHEMA = schema_of(
    {
        "/v2/users": {
            "get": operation(
                "users", {200: record({"users": rows(_ANY), **_META})}, optional=_PAGED
            )
        },
        "/v2/schedules/{id}": {"get": operation("schedule", {200: record({"schedule": _ANY})})},
        "/v2/schedule_overrides": {
            "get": operation(
                "overrides",
                {200: record({"overrides": rows(_ANY), **_META})},
                query=_OF_LAYER,
                optional=_PAGED,
            ),
            "post": operation(
                "override",
                {201: record({"override": _ANY})},
                body=record({"schedule_id": TEXT, **_CHANGE}),
            ),
        },
        "/v2/schedule_overrides/{id}": {
            "put": operation("change", {200: record({"override": _ANY})}, body=record(_CHANGE)),
            "delete": operation("unoverride", {204: None}),
        },
    }
)


def _read(name: str, body: object) -> None:
    """Read a body, or an answer, with an official model."""
    model("incident_io.models", name).from_dict(body)


class FakeIncidentIo(FakePager):
    """Schedule `P1` has one layer, `P2` two rotations."""

    schema = SCHEMA

    def users(self, asked: Asked) -> tuple[int, object]:
        """List people, in pages by cursor; also one who is inactive."""
        people = [self._user(name, email) for name, email in self.people.items()]
        people.append(self._user("UZOE", "zoe@example.com") | {"is_active": False})
        return 200, self._paged("users", people, asked)

    @staticmethod
    def _user(name: str, email: str) -> dict[str, Any]:
        return {"id": name, "name": name, "email": email, "role": "responder", "is_active": True}

    def schedule(self, asked: Asked) -> tuple[int, object]:
        """Show a schedule with its rotations; one that was changed has an entry per change."""
        self.of_place(asked.ids[0])
        names = ("R1", "R1") if asked.ids[0] == "P1" else ("R1", "R2")
        rotations = [{"id": name, "layers": [{"id": "L1", "name": "Layer"}]} for name in names]
        row = {"id": asked.ids[0], "name": "Team", "timezone": "Europe/London"}
        return 200, {"schedule": {**row, "config": {"rotations": rotations}}}

    def overrides(self, asked: Asked) -> tuple[int, object]:
        """List the overrides of a layer, in pages."""
        items = [
            item
            for item in self.of_place(asked.query["schedule_id"]).values()
            if all(item[key] == asked.query[key] for key in ("rotation_id", "layer_id"))
        ]
        answer = self._paged("overrides", items, asked)
        _read("SchedulesListOverridesResultV2", answer)
        return 200, answer

    def override(self, asked: Asked) -> tuple[int, object]:
        """Create an override."""
        _read("SchedulesCreateOverridePayloadV2", asked.body)
        place = self.of_place(asked.body["schedule_id"])
        item = self._checked(asked.body) | {
            "id": self.new_id("01G"),
            "created_at": f"{self.now.isoformat()}",
        }
        item["updated_at"] = item["created_at"]
        _read("SchedulesCreateOverrideResultV2", {"override": item})
        place[item["id"]] = item
        return 201, {"override": item}

    def change(self, asked: Asked) -> tuple[int, object]:
        """Change an override."""
        _read("SchedulesUpdateOverridePayloadV2", asked.body)
        _, item = self.anywhere(asked.ids[0])
        item |= self._checked(asked.body)
        return 200, {"override": item}

    def unoverride(self, asked: Asked) -> tuple[int, object]:
        """Delete an override."""
        place, _ = self.anywhere(asked.ids[0])
        del self.items[place][asked.ids[0]]
        return 204, None

    def _checked(self, body: dict[str, Any]) -> dict[str, Any]:
        user = body["user"]["id"]
        if user not in self.people:
            raise missing()
        if moment(body["end_at"]) <= moment(body["start_at"]):
            raise invalid("end_at must be after start_at")
        return {**body, "user": {"id": user, "name": user, "role": "responder"}}

    def _paged(self, key: str, listed: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
        start = int(asked.query.get("after", "at-0").partition("-")[2])
        end = start + min(int(asked.query.get("page_size", 25)), self.page)
        meta: dict[str, Any] = {"page_size": end - start}
        if end < len(listed):
            meta["after"] = f"at-{end}"
        return {key: listed[start:end], "pagination_meta": meta}
