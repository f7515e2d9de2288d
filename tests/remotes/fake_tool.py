"""A remote in memory: the properties of a tool as parameters, failures, edits by people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rotation.remotes.failures import Changed, Gone
from rotation.remotes.items import Present, Wanted
from rotation.remotes.tool import PlaceReport, Somebody, ToolTraits

__all__ = ["CALENDAR", "PAGER", "SHIFTS", "FakeTool", "Killed"]

PAGER = ToolTraits(updates=False, open_shifts=False, hides=True, several=False, cuts=True)
"""Like overrides: the last one hides others, and none can be changed."""

SHIFTS = ToolTraits(updates=True, open_shifts=True, hides=False, several=True, cuts=True)
"""Like shifts of a schedule."""

CALENDAR = replace(SHIFTS, calendar=True)


class Killed(BaseException):
    """The end of the process."""


class FakeTool:
    """A remote whose items are in memory.

    Attributes
    ----------
    items : dict
        What is there, by place and id.
    ours : set
        The ids of what was created by requests, and not by people.
    requests : list of str
        Every request that arrived.
    now : datetime
        The clock of the tool: what is over cannot be changed, what has begun is cut.
    kill : int or None
        Before which request that writes the process ends; a half is after it.
    snapshots : list of tuple of Present
        What was there after each request that writes.
    fail : dict
        The failure of each request that writes, by number, and whether it arrives.
    """

    def __init__(self, traits: ToolTraits, now: datetime, *, marks: bool = False) -> None:
        self.traits, self.now, self.marks = traits, now, marks
        self.items: dict[tuple[str, str], Present] = {}
        self.ours: set[str] = set()
        self.requests: list[str] = []
        self.writes = 0
        self.kill: float | None = None
        self.fail: dict[int, tuple[Exception, bool]] = {}
        self.known: dict[str, str] = {}
        self.missing: set[str] = set()
        self.snapshots: list[tuple[Present, ...]] = []

    def places(self, places: Sequence[str]) -> Sequence[PlaceReport]:
        return [
            PlaceReport(place, "" if place in self.missing else f"Schedule {place}", "UTC")
            if place not in self.missing
            else PlaceReport(place, "", missing=True)
            for place in places
        ]

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        by_address = {address.casefold(): user for address, user in self.known.items()}
        users = {}
        for who in people:
            user = who.remote_id or by_address.get(who.email.casefold())
            if user in self.known.values():
                users[who.person] = user
        return users

    def addresses(self) -> Sequence[str]:
        return sorted(self.known)

    def read(self, places: Sequence[str], since: datetime, until: datetime) -> Sequence[Present]:
        self.requests.append("read")
        for place in places:
            if place in self.missing:
                raise Gone(f"schedule {place} does not exist")
        return [
            item
            for item in self.items.values()
            if item.place in places and item.end > since and item.start < until
        ]

    def create(self, wanted: Wanted) -> Present:
        with self._request("create"):
            present = self.put(wanted.place, wanted.start, wanted.end, wanted.user)
            present = replace(present, key=wanted.key if self.marks else "", text=wanted.title)
            self.items[present.place, present.id] = present
            self.ours.add(present.id)
        return present

    def update(self, present: Present, wanted: Wanted) -> Present:
        assert self.traits.updates
        with self._request("update"):
            own = self._own(present)
            if own.start <= self.now and not self.traits.calendar:
                assert (own.start, own.user) == (wanted.start, wanted.user), "only its end"
            after = replace(own, start=wanted.start, end=wanted.end, user=wanted.user)
            after = replace(after, version=f"{int(own.version) + 1}")
            self.items[own.place, own.id] = after
        return after

    def delete(self, present: Present) -> None:
        with self._request("delete"):
            if (present.place, present.id) not in self.items:
                return
            own = self._own(present)
            if own.start < self.now:
                assert self.traits.cuts
                self.items[own.place, own.id] = replace(own, end=self.now)
            else:
                del self.items[own.place, own.id]

    def put(self, place: str, start: datetime, end: datetime, user: str | None) -> Present:
        """Put an item there, as a person."""
        number = f"i{len(self.ours) + len(self.items) + self.writes + len(self.requests):05}"
        present = Present(start, end, place, number, user, version="1")
        self.items[place, number] = present
        return present

    def edit(self, present: Present, **values: object) -> Present:
        """Change an item there, as a person."""
        own = self.items[present.place, present.id]
        after = replace(own, version=f"{int(own.version) + 1}", **values)
        self.items[own.place, own.id] = after
        return after

    def _own(self, present: Present) -> Present:
        own = self.items.get((present.place, present.id))
        assert present.id in self.ours, "an item of somebody else"
        if own is None:
            raise Gone(present.id)
        assert own.end > self.now - timedelta(seconds=1), "what is over is not touched"
        if own.version != present.version:
            raise Changed(present.id)
        return own

    def _request(self, what: str) -> "_Request":
        return _Request(self, what)


class _Request:
    """One request that writes, which may fail or be the last before or after it arrives."""

    def __init__(self, tool: FakeTool, what: str) -> None:
        self.tool, self.what = tool, what

    def __enter__(self) -> None:
        tool = self.tool
        if tool.kill is not None and tool.writes >= tool.kill:
            raise Killed
        self.failure, self.arrives = tool.fail.get(tool.writes, (None, True))
        tool.writes += 1
        if self.failure is not None and not self.arrives:
            raise self.failure
        tool.requests.append(self.what)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        self.tool.snapshots.append(tuple(self.tool.items.values()))
        if self.failure is not None:
            raise self.failure
        if self.tool.kill is not None and self.tool.writes > self.tool.kill:
            raise Killed
