"""Slack's user groups: whoever is on call now is the member.

Source: the methods of Slack's Web API, docs.slack.dev/reference/methods.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Unpack

from rotation.remotes.failures import Denied, Gone, RemoteFailure, Unavailable
from rotation.remotes.http import Client, ClientSettings, Query
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import PlaceReport
from rotation.remotes.tools.people import ListedPeople
from rotation.remotes.tools.reading import RemoteAccount, page_numbers, parsed

__all__ = ["SlackGroup"]

URL = "https://slack.com/api"
_KINDS: Mapping[str, type[RemoteFailure]] = {
    "no_such_subteam": Gone,
    "subteam_not_found": Gone,
    "users_not_found": Gone,
    "fatal_error": Unavailable,
    "internal_error": Unavailable,
    "service_unavailable": Unavailable,
}
_NO_GROUP = "there is no such user group; its id begins with S, its handle does not do"
_DISABLED = "the user group is disabled"


class SlackGroup(ListedPeople):
    """User groups by id, such as `S0604QSJC`.

    Parameters
    ----------
    secret : Secret
        A token of a bot (`xoxb-`) or user with the scopes `usergroups:read`, `usergroups:write`,
        `users:read` and `users:read.email`.
    url : str
        Another address than Slack's, for tests.
    **settings
        Of the client (`ClientSettings`).
    """

    def __init__(
        self, secret: Secret, *, url: str = "", **settings: Unpack[ClientSettings]
    ) -> None:
        key = Secret(f"Bearer {secret.reveal()}")
        self._client = Client(
            url or URL, headers={"Authorization": key}, secrets=[secret], **settings
        )

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        """Return the groups' names."""
        data = self._get("usergroups.list", {"include_disabled": "true"})
        name = "usergroups.list"
        rows = parsed(lambda data: {str(g["id"]): dict(g) for g in data["usergroups"]}, data, name)
        return [self._place(place, rows.get(place)) for place in places]

    @staticmethod
    def _place(place: str, row: Mapping[str, Any] | None) -> PlaceReport:
        if row is None:
            return PlaceReport(place, "", missing=True, remarks=(_NO_GROUP,))
        name = str(row.get("handle") or row.get("name") or place)
        if row.get("date_delete"):
            return PlaceReport(place, name, read_only=True, remarks=(_DISABLED,))
        return PlaceReport(place, name)

    def _listed(self) -> Iterator[RemoteAccount]:
        """Yield everybody but deactivated accounts and bots."""
        query: dict[str, str | int] = {"limit": 200}
        for _ in page_numbers("users.list"):
            data = self._get("users.list", query)
            yield from parsed(_people, data, "users.list")
            query["cursor"] = parsed(_cursor, data, "users.list")
            if not query["cursor"]:
                return

    def members(self, place: str) -> frozenset[str]:
        """Return the ids of who is in a group."""
        data = self._get("usergroups.users.list", {"usergroup": place})
        return parsed(
            lambda data: frozenset(map(str, data["users"])), data, "usergroups.users.list"
        )

    def put_members(self, place: str, users: frozenset[str]) -> None:
        """Replace the members of a group, which does no harm when it is done twice."""
        body = {"usergroup": place, "users": ",".join(sorted(users))}
        reply = self._client.post("/usergroups.users.update", body, repeatable=True)
        self._checked(reply.data, "usergroups.users.update")

    def _get(self, method: str, query: Query) -> object:
        return self._checked(self._client.get(f"/{method}", query).data, method)

    def _checked(self, data: object, method: str) -> object:
        """Return an answer that is a success: Slack says 200 to failures, too."""
        if parsed(lambda data: data["ok"] is True, data, method):
            return data
        error = parsed(lambda data: str(data["error"]), data, method)
        lacking = parsed(lambda data: str(data.get("needed") or ""), data, method)
        text = f"{error}; the token lacks the scope {lacking}" if lacking else error
        raise _KINDS.get(error, Denied)(f"{method}: {self._client.clean(text)}")


def _people(data: Any) -> list[RemoteAccount]:
    return [
        RemoteAccount(str(row["id"]), str(row.get("profile", {}).get("email") or ""))
        for row in data["members"]
        if not row.get("deleted") and not row.get("is_bot")
    ]


def _cursor(data: Any) -> str:
    return str(data.get("response_metadata", {}).get("next_cursor") or "")
