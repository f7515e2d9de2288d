"""Rootly, as far as override shifts go; bodies and answers are read with its official models."""

from collections.abc import Mapping
from typing import Any

from fake_pager import FakePager, invalid, model, moment
from fake_server import Asked
from schemas import INSTANT, NUMBER, either, operation, record, schema_of

_ANY = {"type": "object"}
_JSON_API = "application/vnd.api+json"
_HEAD = {"Accept": either(_JSON_API)}
_PAGED = {"page[number]": NUMBER, "page[size]": NUMBER}


def _of_shifts(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return record({"data": record({"type": either("shifts"), "attributes": record(attributes)})})


SCHEMA = schema_of(
    {
        "/v1/users": {"get": operation("users", {200: _ANY}, optional=_PAGED, headers=_HEAD)},
        "/v1/schedules/{id}": {"get": operation("schedule", {200: _ANY}, headers=_HEAD)},
        "/v1/schedules/{id}/override_shifts": {
            "get": operation("overrides", {200: _ANY}, optional=_PAGED, headers=_HEAD),
            "post": operation(
                "override",
                {200: _ANY, 201: _ANY},
                body=_of_shifts({"starts_at": INSTANT, "ends_at": INSTANT, "user_id": NUMBER}),
                headers=_HEAD,
                kind=_JSON_API,
            ),
        },
        "/v1/override_shifts/{id}": {
            "put": operation(
                "change",
                {200: _ANY},
                body=_of_shifts({"user_id": NUMBER}),
                headers=_HEAD,
                kind=_JSON_API,
            ),
            "delete": operation("unoverride", {200: _ANY}, headers=_HEAD),
        },
    }
)


def _read(name: str, body: object) -> None:
    """Read a body, or an answer, with an official model."""
    model("rootly_sdk.models", name).from_dict(body)


class FakeRootly(FakePager):
    """Schedules `P1` and `P2`; people are numbers, and overrides never overlap."""

    schema = SCHEMA

    def users(self, asked: Asked) -> tuple[int, object]:
        """List people, in pages."""
        times = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
        people = [
            {"id": name, "type": "users", "attributes": {"email": email, **times}}
            for name, email in self.people.items()
        ]
        answer = self._paged(people, asked)
        _read("UserList", answer)
        return 200, answer

    def schedule(self, asked: Asked) -> tuple[int, object]:
        """Show a schedule."""
        self.of_place(asked.ids[0])
        attributes = {"name": "Team", "time_zone": "Europe/Paris"}
        return 200, {"data": {"id": asked.ids[0], "type": "schedules", "attributes": attributes}}

    def overrides(self, asked: Asked) -> tuple[int, object]:
        """List override shifts, in pages."""
        answer = self._paged(list(self.of_place(asked.ids[0]).values()), asked)
        _read("OverrideShiftList", answer)
        return 200, answer

    def override(self, asked: Asked) -> tuple[int, object]:
        """Create an override shift: the same is there already, and others that overlap are gone."""
        _read("NewOverrideShift", asked.body)
        items, body = self.of_place(asked.ids[0]), asked.body["data"]["attributes"]
        self._check(body["user_id"])
        start, end = moment(body["starts_at"]), moment(body["ends_at"])
        if end <= start:
            raise invalid("ends_at must be after starts_at")
        for name, item in list(items.items()):
            old = item["attributes"]
            if {key: old[key] for key in body} == body:
                return 200, {"data": item}
            if moment(old["starts_at"]) < end and start < moment(old["ends_at"]):
                del items[name]
        attributes = {"schedule_id": asked.ids[0], "rotation_id": None, "is_override": True, **body}
        item = {"id": self.new_id("7f0c"), "type": "shifts", "attributes": attributes}
        items[item["id"]] = item
        _read("OverrideShiftResponse", {"data": item})
        return 201, {"data": item}

    def change(self, asked: Asked) -> tuple[int, object]:
        """Change who holds an override shift."""
        _read("UpdateOverrideShift", asked.body)
        _, item = self.anywhere(asked.ids[0])
        self._check(asked.body["data"]["attributes"]["user_id"])
        item["attributes"] |= asked.body["data"]["attributes"]
        return 200, {"data": item}

    def unoverride(self, asked: Asked) -> tuple[int, object]:
        """Delete an override shift, and show it once more."""
        place, item = self.anywhere(asked.ids[0])
        del self.items[place][asked.ids[0]]
        return 200, {"data": item}

    def _check(self, user: int) -> None:
        if str(user) not in self.people:
            raise invalid("user must exist")

    def _paged(self, listed: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
        number = int(asked.query.get("page[number]", 1))
        size = min(int(asked.query.get("page[size]", 25)), self.page)
        pages = max(1, -(-len(listed) // size))
        meta = {
            "current_page": number,
            "next_page": number + 1 if number < pages else None,
            "prev_page": None,
            "total_count": len(listed),
            "total_pages": pages,
        }
        links = {"self": "", "first": "", "prev": None, "next": None, "last": None}
        return {"data": listed[(number - 1) * size : number * size], "links": links, "meta": meta}
