"""Slack, as far as user groups go: methods, arguments and errors of docs.slack.dev."""

from collections.abc import Mapping
from typing import Any
from wsgiref.types import WSGIEnvironment

from fake_server import Asked, FakeServer
from schemas import FLAG, NAME, NUMBER, TEXT, operation, record, rows, schema_of

_GROUP = record({"id": TEXT, "handle": NAME, "name": NAME, "date_delete": NUMBER})
_PERSON = record(
    {"id": TEXT, "deleted": FLAG, "is_bot": FLAG, "profile": record({}, {"email": NAME})}
)
_ERROR = {"error": TEXT, "needed": TEXT}
_META = {"response_metadata": record({"next_cursor": NAME})}


def _ok(fields: Mapping[str, Any]) -> dict[int, Any]:
    return {200: record({"ok": FLAG}, {**fields, **_ERROR, **_META})}


SCHEMA = schema_of(
    {
        "/usergroups.list": {
            "get": operation(
                "list_groups",
                _ok({"usergroups": rows(_GROUP)}),
                optional={"include_disabled": FLAG},
            )
        },
        "/usergroups.users.list": {
            "get": operation("members", _ok({"users": rows(TEXT)}), query={"usergroup": TEXT})
        },
        "/usergroups.users.update": {
            "post": operation(
                "put",
                _ok({"usergroup": _GROUP}),
                body=record({"usergroup": TEXT, "users": TEXT}),
            )
        },
        "/users.list": {
            "get": operation(
                "users",
                _ok({"members": rows(_PERSON)}),
                optional={"limit": {**NUMBER, "maximum": 1000}, "cursor": TEXT},
            )
        },
    }
)


class FakeSlack(FakeServer):
    """Groups `S1` and `S2`, a disabled one `S3`; Zoe is deactivated, and a bot has an address."""

    schema = SCHEMA

    def __init__(self, token: str, people: Mapping[str, str]) -> None:
        super().__init__()
        self.token = token
        self.people = [_row(name, email) for name, email in people.items()]
        self.people += [
            _row("UZOE", "zoe@example.com", deleted=True),
            _row("UBOT", "none@example.com", is_bot=True),
        ]
        self.groups: dict[str, list[str]] = {"S1": ["UOLD"], "S2": ["UOLD"]}
        self.lacking = ""

    def expected(self, environ: WSGIEnvironment) -> bool:
        """Tell whether the token is right."""
        return environ.get("HTTP_AUTHORIZATION") == f"Bearer {self.token}"

    def groups_rows(self) -> list[dict[str, Any]]:
        """Return all groups."""
        return [
            {"id": name, "handle": f"oncall-{name}", "name": "On call", "date_delete": gone}
            for name, gone in (("S1", 0), ("S2", 0), ("S3", 1))
        ]

    def list_groups(self, asked: Asked) -> tuple[int, object]:
        """List the groups, also disabled ones when asked."""
        rows = [row for row in self.groups_rows() if not row["date_delete"] or asked.query]
        return 200, {"ok": True, "usergroups": rows}

    def users(self, asked: Asked) -> tuple[int, object]:
        """List people, in pages by cursor."""
        start = int(asked.query.get("cursor", "at:0").partition(":")[2])
        end = start + min(int(asked.query.get("limit", 100)), 100)
        cursor = f"at:{end}" if end < len(self.people) else ""
        meta = {"response_metadata": {"next_cursor": cursor}}
        return 200, {"ok": True, "members": self.people[start:end], **meta}

    def members(self, asked: Asked) -> tuple[int, object]:
        """List the members of a group."""
        group = asked.query["usergroup"]
        if group not in self.groups:
            return 200, {"ok": False, "error": "no_such_subteam"}
        return 200, {"ok": True, "users": self.groups[group]}

    def put(self, asked: Asked) -> tuple[int, object]:
        """Replace the members of a group; all must be there."""
        if self.lacking:
            return 200, {"ok": False, "error": "missing_scope", "needed": self.lacking}
        group, users = asked.body["usergroup"], asked.body["users"].split(",")
        known = {row["id"] for row in self.people if not row["deleted"]}
        if group not in self.groups:
            return 200, {"ok": False, "error": "no_such_subteam"}
        if not set(users) <= known:
            return 200, {"ok": False, "error": "invalid_users"}
        self.groups[group] = users
        return 200, {"ok": True, "usergroup": self.groups_rows()[0]}


def _row(name: str, email: str, *, deleted: bool = False, is_bot: bool = False) -> dict[str, Any]:
    return {"id": name, "deleted": deleted, "is_bot": is_bot, "profile": {"email": email}}
