"""Opsgenie, as far as reading a schedule goes: parts of its published swagger (OpenAPI 2.0).

Paths, parameters and fields are those of `swagger.json` of opsgenie/opsgenie-oas; answers have only
what its definitions `GetScheduleResponse` and `GetScheduleTimelineResponse` have.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from wsgiref.types import WSGIEnvironment

from fake_server import Asked, FakeServer, Refusal
from schemas import INSTANT, NAME, NUMBER, TEXT, either, operation, record, rows, schema_of

_NAMED = {"identifierType": either("id", "name")}
_UNIT = either("days", "weeks", "months")
_RECIPIENT = record({"type": either("user", "none")}, {"id": TEXT, "name": NAME})
_PERIOD = record(
    {"startDate": INSTANT, "endDate": INSTANT, "type": either("historical", "default", "override")},
    {"recipient": _RECIPIENT},
)
_ROTATION = record(
    {"id": TEXT, "name": NAME}, {"order": {"type": "number"}, "periods": rows(_PERIOD)}
)
_TIMELINE = record({"rotations": rows(_ROTATION)})
_SCHEDULE = {"id": TEXT, "name": NAME, "timezone": NAME}
_META = {"took": {"type": "number"}, "requestId": TEXT}

SCHEMA = schema_of(
    {
        "/v2/schedules/{id}": {
            "get": operation(
                "schedule",
                {
                    200: record(
                        {"data": record({"id": TEXT, "name": NAME, "timezone": NAME}), **_META}
                    )
                },
                optional=_NAMED,
            )
        },
        "/v2/schedules/{id}/timeline": {
            "get": operation(
                "timeline",
                {
                    200: record(
                        {
                            "data": record(
                                {"startDate": INSTANT, "endDate": INSTANT},
                                {"finalTimeline": _TIMELINE},
                            ),
                            **_META,
                        }
                    )
                },
                optional={
                    **_NAMED,
                    "interval": {**NUMBER, "minimum": 1},
                    "intervalUnit": _UNIT,
                    "date": INSTANT,
                },
            )
        },
    }
)


class FakeOpsgenie(FakeServer):
    """A schedule `S` with turns; periods are cut at both ends of what is asked for.

    Attributes
    ----------
    turns : list of tuple
        Start, end and name of whoever is on call; nobody if it is empty.
    """

    schema = SCHEMA

    def __init__(self, token: str, turns: Iterable[tuple[datetime, datetime, str]]) -> None:
        super().__init__()
        self.token = token
        self.turns = list(turns)

    def expected(self, environ: WSGIEnvironment) -> bool:
        """Tell whether the key is right."""
        return environ.get("HTTP_AUTHORIZATION") == f"GenieKey {self.token}"

    def schedule(self, asked: Asked) -> tuple[int, object]:
        """Show a schedule."""
        self._check(asked)
        row = {"id": "S", "name": "Web", "timezone": "Europe/Berlin"}
        return 200, {"data": row, "took": 0.1, "requestId": "1"}

    def timeline(self, asked: Asked) -> tuple[int, object]:
        """Show a timeline of at most a month."""
        self._check(asked)
        assert asked.query["intervalUnit"] == "days"
        begins = datetime.fromisoformat(asked.query["date"])
        ends = begins + timedelta(days=int(asked.query["interval"]))
        assert ends - begins <= timedelta(days=31)
        periods = [
            {
                "startDate": _text(max(start, begins)),
                "endDate": _text(min(end, ends)),
                "type": "historical",
                "recipient": _recipient(who),
            }
            for start, end, who in self.turns
            if start < ends and begins < end
        ]
        rotation = {"id": "R", "name": "weekly", "order": 1.0, "periods": periods}
        data = {
            "startDate": _text(begins),
            "endDate": _text(ends),
            "finalTimeline": {"rotations": [rotation]},
        }
        return 200, {"data": data, "took": 0.1, "requestId": "1"}

    def _check(self, asked: Asked) -> None:
        if asked.ids[0] != "S" or asked.query.get("identifierType") != "id":
            raise Refusal(404, {"message": "Schedule does not exist", "took": 0.1})


def _recipient(who: str) -> dict[str, Any]:
    return {"id": who, "type": "user", "name": f"{who}@example.com"} if who else {"type": "none"}


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
