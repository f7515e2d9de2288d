"""GoAlert, as far as temporary schedules go.

The schema is a part of `graphql2/` of target/goalert (Apache-2.0), and what setting and clearing do
is what its `schedule/temporaryschedule.go` does. graphql-core runs the document that is stored with
the key, so its operations and the variables are checked.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from fake_pager import FakePager, moment
from fake_server import Asked
from graphql import GraphQLError, build_schema, graphql_sync, parse, validate
from openapi_core.testing import MockRequest
from schemas import TEXT, operation, record, schema_of

from rotation.remotes.tools.goalert import DOCUMENT

SDL = """
scalar ISOTimestamp
type Query { users(input: UserSearchOptions): UserConnection!  schedule(id: ID!): Schedule }
type Mutation {
  setTemporarySchedule(input: SetTemporaryScheduleInput!): Boolean!
  clearTemporarySchedules(input: ClearTemporarySchedulesInput!): Boolean!
}
input UserSearchOptions { first: Int = 15  after: String = ""  search: String = ""  omit: [ID!] }
type UserConnection { nodes: [User!]!  pageInfo: PageInfo! }
type PageInfo { endCursor: String  hasNextPage: Boolean! }
type User { id: ID!  name: String!  email: String! }
type Schedule {
  id: ID!  name: String!  timeZone: String!  temporarySchedules: [TemporarySchedule!]!
}
type TemporarySchedule { start: ISOTimestamp!  end: ISOTimestamp!  shifts: [OnCallShift!]! }
type OnCallShift { userID: ID!  start: ISOTimestamp!  end: ISOTimestamp!  truncated: Boolean! }
input ClearTemporarySchedulesInput { scheduleID: ID!  start: ISOTimestamp!  end: ISOTimestamp! }
input SetTemporaryScheduleInput {
  scheduleID: ID!  clearStart: ISOTimestamp  clearEnd: ISOTimestamp
  start: ISOTimestamp!  end: ISOTimestamp!  shifts: [SetScheduleShiftInput!]!
}
input SetScheduleShiftInput { userID: ID!  start: ISOTimestamp!  end: ISOTimestamp! }
"""
GRAPHQL = build_schema(SDL)
SCHEMA = schema_of(
    {
        "/api/graphql": {
            "post": operation(
                "graphql",
                {200: {"type": "object"}},
                body=record({"operationName": TEXT, "variables": {"type": "object"}}),
            )
        }
    }
)
Shift = tuple[datetime, datetime, str]
Temporary = tuple[datetime, datetime, list[Shift]]
MOST_SHIFTS = 150


class FakeGoAlert(FakePager):
    """Schedules `P1` and `P2`; what lasts in them is in `lasting`."""

    schema = SCHEMA

    def __init__(self, token: str, people: Mapping[str, str]) -> None:
        super().__init__(token, people)
        self.document = DOCUMENT
        self.lasting: dict[str, list[Temporary]] = {name: [] for name in self.places}

    def verbs(self, request: MockRequest) -> Sequence[str]:
        """Tell queries from mutations, which both are a POST."""
        writes = any(word in (request.body or b"") for word in (b"RotationSet", b"RotationClear"))
        return ["POST", "DELETE"] if writes else ["GET"]

    def graphql(self, asked: Asked) -> tuple[int, object]:
        """Run an operation of the stored document."""
        assert validate(GRAPHQL, parse(self.document)) == []
        result = graphql_sync(
            GRAPHQL,
            self.document,
            self,
            operation_name=asked.body["operationName"],
            variable_values=asked.body["variables"],
        )
        return 200, result.formatted

    # -- resolvers --------------------------------------------------------------------------

    def users(self, _: Any, **given: Any) -> dict[str, Any]:
        """Return a page of people."""
        names, asked = list(self.people), given["input"]
        start = names.index(asked["after"]) + 1 if asked["after"] else 0
        page = names[start : start + min(asked["first"], 100)]
        nodes = [{"id": name, "name": name, "email": self.people[name]} for name in page]
        more = start + len(page) < len(names)
        return {"nodes": nodes, "pageInfo": {"endCursor": page[-1], "hasNextPage": more}}

    def schedule(self, _: Any, **given: str) -> dict[str, Any] | None:
        """Return a schedule."""
        name = given["id"]
        if name not in self.lasting:
            return None
        temporary = [
            {
                "start": text(start),
                "end": text(end),
                "shifts": [
                    {"userID": u, "start": text(s), "end": text(e), "truncated": False}
                    for s, e, u in shifts
                ],
            }
            for start, end, shifts in self.lasting[name]
        ]
        return {"id": name, "name": "Team", "timeZone": "UTC", "temporarySchedules": temporary}

    def setTemporarySchedule(self, _: Any, **given: Any) -> bool:  # noqa: N802
        """Make a schedule have only these shifts in a span."""
        start, end = self._span(given["input"])
        shifts = [
            (minute(moment(s["start"])), minute(moment(s["end"])), s["userID"])
            for s in given["input"]["shifts"]
        ]
        if len(shifts) > MOST_SHIFTS:
            raise GraphQLError("Shifts must not have more than 150 items")
        if any(user not in self.people for _, _, user in shifts):
            raise GraphQLError("Shifts[0].UserID: user does not exist")
        if any(s >= e or s < start or e > end for s, e, _ in shifts):
            raise GraphQLError("Shifts[0]: must be within the schedule")
        now = minute(self.now)
        if start < now:
            start = now
            shifts = [(max(s, now), e, user) for s, e, user in shifts if e > now]
        rest = without(self.lasting[given["input"]["scheduleID"]], start, end)
        self.lasting[given["input"]["scheduleID"]] = merged([*rest, (start, end, shifts)])
        return True

    def clearTemporarySchedules(self, _: Any, **given: Any) -> bool:  # noqa: N802
        """Remove what is in a span."""
        start, end = self._span(given["input"])
        place = given["input"]["scheduleID"]
        self.lasting[place] = without(self.lasting[place], max(start, self.now), end)
        return True

    def _span(self, data: Mapping[str, Any]) -> tuple[datetime, datetime]:
        start, end = minute(moment(data["start"])), minute(moment(data["end"]))
        if end <= self.now + timedelta(minutes=5):
            raise GraphQLError("End: must be at least 5 min the future")
        if end <= start:
            raise GraphQLError("End: must be after start")
        return start, end


def text(instant: datetime) -> str:
    """Return an instant as GoAlert shows it."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def minute(instant: datetime) -> datetime:
    """Return an instant cut to its minute."""
    return instant.replace(second=0, microsecond=0)


def without(lasting: list[Temporary], start: datetime, end: datetime) -> list[Temporary]:
    """Return temporary schedules without a span, and their shifts cut to it."""
    rest = []
    for first, last, shifts in lasting:
        for since, until in ((first, min(last, start)), (max(first, end), last)):
            if since < until:
                inside = [(max(s, since), min(e, until), u) for s, e, u in shifts]
                rest.append((since, until, [shift for shift in inside if shift[0] < shift[1]]))
    return rest


def merged(lasting: list[Temporary]) -> list[Temporary]:
    """Return temporary schedules with those joined that touch, and the shifts in them likewise."""
    joined: list[Temporary] = []
    for start, end, shifts in sorted(lasting):
        if joined and start <= joined[-1][1]:
            first, last, before = joined[-1]
            joined[-1] = (first, max(last, end), [*before, *shifts])
        else:
            joined.append((start, end, list(shifts)))
    return [(start, end, touching(shifts)) for start, end, shifts in joined]


def touching(shifts: list[Shift]) -> list[Shift]:
    """Return shifts with those of one person joined that touch."""
    bounds = sorted({instant for start, end, _ in shifts for instant in (start, end)})
    joined: list[Shift] = []
    for user in sorted({user for _, _, user in shifts}):
        own: list[Shift] = []
        for first, last in pairwise(bounds):
            if any(s <= first and last <= e and u == user for s, e, u in shifts):
                if own and own[-1][1] == first:
                    own[-1] = (own[-1][0], last, user)
                else:
                    own.append((first, last, user))
        joined += own
    return sorted(joined)
