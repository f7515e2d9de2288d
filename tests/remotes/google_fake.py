"""A stand-in for Google Calendar: it keeps events, and checks every request and every answer.

What is not in the discovery document is from Google's guides: errors, versions, quotas, ids.
"""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote
from wsgiref.types import StartResponse, WSGIEnvironment
from zoneinfo import ZoneInfo

from discovery import methods, problems, query_problems
from google.auth import jwt

from rotation.remotes.tools.google_key import SCOPE

_NEW_YORK = ZoneInfo("America/New_York")
_AUDIENCE = "https://oauth2.googleapis.com/token"  # of google-auth, whatever is in the key file
_REASONS = {
    400: ("global", "invalid"),
    401: ("global", "authError"),
    403: ("calendar", "requiredAccessLevel"),
    404: ("global", "notFound"),
    409: ("global", "duplicate"),
    410: ("global", "deleted"),
    412: ("global", "conditionNotMet"),
    500: ("global", "backendError"),
    503: ("global", "backendError"),
}


class Refused(Exception):
    """An error in the form that Google gives it."""

    def __init__(self, status: int, message: str, reason: str = "") -> None:
        super().__init__(message)
        domain, usual = _REASONS.get(status, ("usageLimits", ""))
        entry = {"domain": domain, "reason": reason or usual, "message": message}
        self.status = status
        self.body = {"error": {"code": status, "message": message, "errors": [entry]}}


class GoogleFake:
    """Calendars in memory, behind the paths of the service.

    Attributes
    ----------
    url : str
        Where it is; set when it is served.
    page : int
        The most events of one answer.
    requests : list of str
        Method and path of each request for events.
    wrong : list of str
        What was wrong with requests and answers; a test ends with nothing in it.
    failures : list of (str, Refused)
        For each of the next requests, the error that it ends with, and whether that is `before` or
        `after` it is carried out; an empty text is no error.
    """

    def __init__(self, public_key: str) -> None:
        self.url = ""
        self.page = 250
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.failures: list[tuple[str, Refused | None]] = []
        self.token = "ya29.token-of-the-fake"  # noqa: S105 - of nothing
        self.tokens = 0
        self._public_key = public_key
        self._calendars: dict[str, dict[str, Any]] = {}
        self._stamp = 0

    # -- what tests and people do -------------------------------------------------------------

    def share(self, calendar_id: str, role: str) -> None:
        """Share a calendar with other rights."""
        self._calendars[calendar_id]["role"] = role

    def calendar(self, name: str, role: str = "writer") -> str:
        """Make a calendar that is shared with the account, and return its id."""
        calendar_id = f"c_{len(self._calendars):04}@group.calendar.google.com"
        zone = "America/New_York"
        self._calendars[calendar_id] = {"name": name, "role": role, "zone": zone, "events": {}}
        return calendar_id

    def event(self, calendar: str, event_id: str) -> dict[str, Any]:
        events: dict[str, dict[str, Any]] = self._calendars[calendar]["events"]
        return events[event_id]

    def edit(self, calendar: str, event_id: str, **changes: object) -> None:
        """Change an event as a person does in the web: its version and its number grow."""
        event = self.event(calendar, event_id)
        event.update(deepcopy(changes))
        self._touched(event, event["sequence"] + 1)

    def copy(self, calendar: str, event_id: str, **changes: object) -> str:
        """Copy an event with its marks, as the web does, and return the new id."""
        event = deepcopy(self.event(calendar, event_id))
        return self.add(calendar, **{**event, "id": f"copy{self._stamp}", **changes})

    def add(self, calendar: str, **event: object) -> str:
        """Add an event of a person, and return its id."""
        made = {"status": "confirmed", "summary": "", "id": f"person{self._stamp}", **event}
        self._store(calendar, made)
        return str(made["id"])

    def cancel(self, calendar: str, event_id: str) -> None:
        """Delete an event as a person does."""
        event = self.event(calendar, event_id)
        event["status"] = "cancelled"
        self._touched(event, event["sequence"] + 1)

    def live(self, calendar: str) -> list[dict[str, Any]]:
        """Return the events that are not deleted, by start."""
        events = self._calendars[calendar]["events"].values()
        return sorted((e for e in events if e["status"] != "cancelled"), key=_begins)

    # -- HTTP ---------------------------------------------------------------------------------

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Answer a request as a WSGI application."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        # PATH_INFO is decoded; an id with a slash would be two segments, and Google has none.
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        try:
            if path == "/token":
                answer: object = self._token(body)
            else:
                answer = self._answered(method, path, environ, body)
            status = 200 if answer is not None else 204
        except Refused as refused:
            status, answer = refused.status, refused.body
        headers = [("Content-Type", "application/json; charset=UTF-8")]
        content = b"" if answer is None else json.dumps(answer).encode()
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [content]

    def _token(self, body: bytes) -> object:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        claims = jwt.decode(form["assertion"], certs=self._public_key, audience=_AUDIENCE)
        if claims["scope"] != SCOPE or "sub" in claims:
            self.wrong.append(f"claims {claims}")
        self.tokens += 1
        return {"access_token": self.token, "expires_in": 3599, "token_type": "Bearer"}

    def _answered(self, http: str, path: str, environ: WSGIEnvironment, body: bytes) -> object:
        self.requests.append(f"{http} {path}")
        if environ.get("HTTP_AUTHORIZATION") != f"Bearer {self.token}":
            raise Refused(401, "Invalid Credentials")
        name, match, method = self._method(http, path)
        query = parse_qs(environ.get("QUERY_STRING", ""))
        self.wrong += query_problems(method, query)
        data = json.loads(body) if body else None
        if "request" in method:
            self.wrong += problems(method["request"]["$ref"], data, method=name)
        elif data is not None:
            self.wrong.append(f"{name} has no body")
        when, refused = self.failures.pop(0) if self.failures else ("", None)
        if when == "before":
            assert refused is not None
            raise refused
        ids = {key: unquote(value) for key, value in match.groupdict().items()}
        answer = self._carried_out(name.rpartition(".")[2], ids, query, data, environ)
        if when == "after":
            assert refused is not None
            raise refused
        if "response" in method:
            self.wrong += problems(method["response"]["$ref"], answer, answer=True)
        return _selected(answer, query.get("fields"))

    def _method(self, http: str, path: str) -> tuple[str, re.Match[str], Mapping[str, Any]]:
        for name, verb, pattern, method in methods():
            match = pattern.fullmatch(path)
            if match and verb == http and not name.endswith(("import", "quickAdd", "watch")):
                return name, match, method
        self.wrong.append(f"no method {http} {path}")
        raise Refused(404, "Not Found")

    # -- methods ------------------------------------------------------------------------------

    def _carried_out(
        self,
        method: str,
        ids: Mapping[str, str],
        query: Mapping[str, list[str]],
        data: Any,
        environ: WSGIEnvironment,
    ) -> object:
        calendar_id = ids["calendarId"]
        calendar = self._calendars.get(calendar_id)
        if calendar is None:
            raise Refused(404, "Not Found")
        if method == "list":
            return self._list(calendar, query)
        if method != "get" and calendar["role"] not in {"writer", "owner"}:
            raise Refused(403, "You need to have writer access to this calendar.")
        if method == "insert":
            return self._insert(calendar_id, data)
        event = calendar["events"].get(ids["eventId"])
        if event is None:
            raise Refused(404, "Not Found")
        if method == "get":
            return event
        if environ.get("HTTP_IF_MATCH", event["etag"]) != event["etag"]:
            raise Refused(412, "Precondition Failed")
        if method == "update":
            return self._update(calendar_id, event, data)
        if event["status"] == "cancelled":
            raise Refused(410, "Resource has been deleted")
        event["status"] = "cancelled"
        self._touched(event, event["sequence"] + 1)
        return None

    def _list(self, calendar: Mapping[str, Any], query: Mapping[str, list[str]]) -> object:
        first = int(query.get("pageToken", ["0"])[0])
        most = min(int(query.get("maxResults", ["250"])[0]), self.page)
        since, until = (query.get(name, [""])[0] for name in ("timeMin", "timeMax"))
        events = [
            event
            for master in calendar["events"].values()
            for event in _instances(master, query.get("singleEvents") == ["true"])
            if (event["status"] != "cancelled" or query.get("showDeleted") == ["true"])
            and (not since or _moment(event["end"]) > datetime.fromisoformat(since))
            and (not until or _moment(event["start"]) < datetime.fromisoformat(until))
        ]
        answer: dict[str, object] = {
            "kind": "calendar#events",
            "etag": '"list"',
            "summary": calendar["name"],
            "timeZone": calendar["zone"],
            "accessRole": calendar["role"],
            "items": events[first : first + most],
        }
        if first + most < len(events):
            return {**answer, "nextPageToken": str(first + most)}
        return {**answer, "nextSyncToken": "sync"}

    def _insert(self, calendar: str, data: dict[str, Any]) -> object:
        _check(data)
        if not re.fullmatch(r"[a-v0-9]{5,1024}", data["id"]):
            raise Refused(400, "Invalid resource id value.")
        if data["id"] in self._calendars[calendar]["events"]:
            raise Refused(409, "The requested identifier already exists.")
        return self._store(calendar, data)

    def _update(self, calendar: str, event: dict[str, Any], data: dict[str, Any]) -> object:
        _check(data)
        if data.get("sequence", 0) < event["sequence"]:
            raise Refused(400, "Invalid sequence value.")
        if data.get("id", event["id"]) != event["id"]:
            raise Refused(400, "Event id cannot be changed.")
        return self._store(calendar, {**data, "id": event["id"]})

    def _store(self, calendar: str, event: dict[str, Any]) -> dict[str, Any]:
        """Keep an event as Google does: with what it adds, and without empty texts."""
        kept = {name: value for name, value in deepcopy(event).items() if value != ""}
        for end in ("start", "end"):
            if "dateTime" in kept[end]:
                # Answers are on the clock of the calendar.
                there = datetime.fromisoformat(kept[end]["dateTime"]).astimezone(_NEW_YORK)
                kept[end] = {"dateTime": there.isoformat(), "timeZone": "America/New_York"}
        kept.setdefault("status", "confirmed")
        kept |= {"kind": "calendar#event", "iCalUID": f"{kept['id']}@google.com"}
        kept["created"] = "2026-11-01T00:00:00.000Z"
        kept["creator"] = {"email": "rota@project.iam.gserviceaccount.com"}
        kept["organizer"] = {"email": calendar, "displayName": "Shifts", "self": True}
        kept["htmlLink"] = f"https://www.google.com/calendar/event?eid={kept['id']}"
        self._calendars[calendar]["events"][kept["id"]] = kept
        self._touched(kept, kept.get("sequence", 0))
        return kept

    def _touched(self, event: dict[str, Any], sequence: int) -> None:
        self._stamp += 1
        event["etag"] = f'"{3_500_000_000 + self._stamp}"'
        event["updated"] = f"2026-11-01T00:00:00.{self._stamp % 1000:03}Z"
        event["sequence"] = sequence


def _check(event: Mapping[str, Any]) -> None:
    if event.get("attendees"):
        raise Refused(403, "Service accounts cannot invite.", "forbiddenForServiceAccounts")
    for end in ("start", "end"):
        if len({"date", "dateTime"} & event[end].keys()) != 1:
            raise Refused(400, f"Invalid {end} time.")
    if _moment(event["end"]) <= _moment(event["start"]):
        raise Refused(400, "The specified time range is empty.", "timeRangeEmpty")


def _instances(event: Mapping[str, Any], single: bool) -> Iterator[Mapping[str, Any]]:
    """Yield the instances of a series of weeks, or the event."""
    count = re.fullmatch(r"RRULE:FREQ=WEEKLY;COUNT=(\d+)", "".join(event.get("recurrence", ())))
    if not single or count is None:
        yield event
        return
    for week in range(int(count[1])):
        begins, ends = (
            (_moment(event[end]) + timedelta(weeks=week)).isoformat() for end in ("start", "end")
        )
        stamp = f"{datetime.fromisoformat(begins).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        instance = {name: value for name, value in event.items() if name != "recurrence"}
        instance |= {"id": f"{event['id']}_{stamp}", "recurringEventId": event["id"]}
        yield {**instance, "start": {"dateTime": begins}, "end": {"dateTime": ends}}


def _moment(written: Mapping[str, str]) -> datetime:
    if "dateTime" in written:
        return datetime.fromisoformat(written["dateTime"])
    return datetime.fromisoformat(written["date"]).replace(tzinfo=_NEW_YORK)


def _begins(event: Mapping[str, Any]) -> datetime:
    return _moment(event["start"])


def _selected(answer: object, fields: list[str] | None) -> object:
    """Return the fields of an answer that a request asks for."""
    if not fields or not isinstance(answer, dict):
        return answer
    return {name: answer[name] for name in fields[0].split(",") if name in answer}
