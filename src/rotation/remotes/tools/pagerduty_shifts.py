"""PagerDuty's shift-based schedules: custom shifts of the REST API v3.

Source: `reference/REST/openapiv3.json` of PagerDuty/api-schema.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Gone, Unsure
from rotation.remotes.items import Present, Wanted
from rotation.remotes.tool import ToolTraits
from rotation.remotes.tools.pagerduty import PagerDutySchedules
from rotation.remotes.tools.reading import in_pages, instant, parsed, utc_text

__all__ = ["PagerDutyShifts"]


class PagerDutyShifts(PagerDutySchedules):
    """Custom shifts, which may name nobody, and can be changed.

    An override that somebody set on one of them shows as another holder of it: as that person if it
    covers the whole shift, else in quotes, which is nobody whom the rotation knows.

    The parameters are those of `PagerDutySchedules`.
    """

    path = "/v3/schedules"
    traits: ClassVar[ToolTraits] = ToolTraits(
        updates=True, open_shifts=True, hides=False, several=True, cuts=True
    )

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        """Return all custom shifts of the window, with the overrides that people set on them."""
        return [item for place in places for item in self._shifts(place, since, until)]

    def _shifts(self, place: str, since: datetime, until: datetime) -> Iterator[Present]:
        # Without `overflow` ends would be cut off at those of the window, and look edited.
        query = {"since": utc_text(since), "until": utc_text(until), "overflow": "true"}
        schedule = path_of("v3", "schedules", place)
        rows = list(in_pages(self._client, f"{schedule}/custom_shifts", "custom_shifts", query))
        changes = list(in_pages(self._client, f"{schedule}/overrides", "overrides", query))
        overrides: dict[str, list[_Override]] = defaultdict(list)
        name = f"GET {schedule}"
        for change in parsed(lambda rows: [_Override.of(row) for row in rows], changes, name):
            overrides[change.shift].append(change)
        for item in parsed(lambda rows: [_present(place, row) for row in rows], rows, name):
            yield _overridden(item, overrides[item.id])

    def create(self, wanted: Wanted) -> Present:
        """Create a custom shift."""
        path = _path(wanted.place)
        shift = {
            "type": "custom_shift",
            "start_time": utc_text(wanted.start),
            "end_time": utc_text(wanted.end),
            "assignments": _assignments(wanted.user),
        }
        reply = self._client.post(path, {"custom_shifts": [shift]})
        return parsed(
            lambda data: _present(wanted.place, data["custom_shifts"][0]),
            reply.data,
            f"POST {path}",
            Unsure,
        )

    def update(self, present: Present, wanted: Wanted) -> Present:
        """Change what differs: of a shift that has begun PagerDuty takes its end only."""
        change: dict[str, object] = {}
        if wanted.start != present.start:
            change["start_time"] = utc_text(wanted.start)
        if wanted.end != present.end:
            change["end_time"] = utc_text(wanted.end)
        if wanted.user != present.user:
            change["assignments"] = _assignments(wanted.user)
        path = _path(present.place) + path_of(present.id)
        reply = self._client.put(path, {"custom_shift": change})
        return parsed(
            lambda data: _present(present.place, data["custom_shift"]), reply.data, f"PUT {path}"
        )

    def delete(self, present: Present) -> None:
        """Delete a custom shift; one that has begun ends now."""
        try:
            self._client.delete(_path(present.place) + path_of(present.id))
        except Gone:
            return


class _Override(NamedTuple):
    shift: str
    start: datetime
    end: datetime
    user: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "_Override":
        return cls(
            shift=str(row.get("custom_shift_id") or ""),
            start=instant(row["start_time"]),
            end=instant(row["end_time"]),
            user=_member(row["overriding_member"]),
        )


def _overridden(item: Present, overrides: Sequence[_Override]) -> Present:
    """Return a shift with who holds it when overrides of people are counted."""
    if not overrides:
        return item
    whole = [o for o in overrides if o.start <= item.start and item.end <= o.end]
    if len(overrides) == len(whole) == 1:
        user = whole[0].user
    else:
        user = f'"{len(overrides)} override(s) of it"'
    return Present(
        item.start, item.end, item.place, item.id, user, text="with an override by somebody"
    )


def _path(place: str) -> str:
    return f"{path_of('v3', 'schedules', place)}/custom_shifts"


def _assignments(user: str | None) -> list[dict[str, object]]:
    member = {"type": "user_member", "user_id": user} if user else {"type": "empty_member"}
    return [{"type": "shift_assignment", "member": member}]


def _member(member: Mapping[str, Any]) -> str | None:
    return str(member["user_id"]) if member["type"] == "user_member" else None


def _present(place: str, row: Mapping[str, Any]) -> Present:
    (assignment,) = row["assignments"]
    return Present(
        start=instant(row["start_time"]),
        end=instant(row["end_time"]),
        place=place,
        id=str(row["id"]),
        user=_member(assignment["member"]),
    )
