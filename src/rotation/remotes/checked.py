"""Whether a remote can be pushed to: its places, its people, its window; writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.display.results import Result
from rotation.errors import printable
from rotation.export.when import moment_text
from rotation.kinds import ANY, MOMENT, ROTATION, TEXT
from rotation.model.settings import RotationData
from rotation.remotes.membership import MembershipTool
from rotation.remotes.opening import ENVIRONMENT, open_tool, remote_named
from rotation.remotes.people import unknown_person, users_of
from rotation.remotes.tool import PlaceReport, RemoteTool

__all__ = ["RemoteCheck", "check_remote"]


@dataclass(frozen=True, slots=True, repr=False)
class RemoteCheck(Result):
    """What is known of a remote.

    Attributes
    ----------
    rotation : RotationData
        Whose remote.
    remote : str
        Its name.
    until : datetime.datetime
        The end of its window, UTC.
    tracks : mapping of str to str
        The place of each track.
    places : tuple of PlaceReport
        What is known of each place.
    people : tuple of (str, str)
        The name of each person of its tracks, and why the remote does not know them; empty when it
        does.
    """

    columns: ClassVar[tuple[str, ...]] = ("what", "name", "good", "about")

    rotation: RotationData
    remote: str
    until: datetime
    tracks: Mapping[str, str]
    places: tuple[PlaceReport, ...]
    people: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        return f"<RemoteCheck: {self.lines()[0]}>"

    @property
    def exit_code(self) -> int:
        """That of the command: 2 when a place cannot be written, 1 when somebody is unknown."""
        if not all(place.good for place in self.places):
            return 2
        return int(any(why for _, why in self.people))

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return a row per track and per person."""
        by_id = {report.place: report for report in self.places}
        rows = [
            {
                "what": "track",
                "name": track,
                "good": by_id[place].good,
                "about": _about(by_id[place]),
            }
            for track, place in self.tracks.items()
        ]
        rows += [
            {"what": "person", "name": name, "good": not why, "about": why or "known there"}
            for name, why in self.people
        ]
        return rows

    def lines(self) -> tuple[str, ...]:
        """Return a sentence per track and per person who is unknown there."""
        zone = self._zone()
        unknown = [f"{name}: {why}" for name, why in self.people if why]
        known = len(self.people) - len(unknown)
        by_id = {report.place: report for report in self.places}
        return (
            f"{self.remote}: "
            + ("works" if self.exit_code != 2 else "cannot be pushed to")
            + f"; pushed is what is published until {moment_text(self.until, zone, year=True)}",
            *(f"track {track}: {_about(by_id[place])}" for track, place in self.tracks.items()),
            f"{known} of {len(self.people)} people are known there",
            *unknown,
        )

    def _document(self) -> Mapping[str, object]:
        return {"remote": self.remote, "until": self.until, "checks": self.records()}

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.rotation.timezone)


def _about(report: PlaceReport) -> str:
    name = f"{report.name!r}" if report.name else f"{report.place!r} does not exist"
    if report.name and not report.good:
        name = f"{name} cannot be written"
    parts = [name, *([report.timezone] if report.timezone else []), *report.remarks]
    return printable("; ".join(parts))


@checked(rotation=ROTATION, remote=TEXT, now=MOMENT, environment=ENVIRONMENT, tool=ANY)
def check_remote(
    rotation: RotationData,
    remote: str,
    now: datetime,
    *,
    environment: Mapping[str, str],
    tool: RemoteTool | MembershipTool | None = None,
) -> RemoteCheck:
    """Look at a remote before the first push.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    remote : str
        The name of one of its remotes.
    now : datetime.datetime
        Aware.
    environment : mapping of str to str
        The variables with secrets.
    tool : RemoteTool or MembershipTool, optional
        Instead of the one that the configuration names.

    Raises
    ------
    BadInput
        When there is no such remote, or a secret is missing.
    RemoteFailure
        When the secret is refused, or the remote does not answer.
    """
    own = remote_named(rotation, remote)
    opened = tool or open_tool(rotation, own, environment)
    ids = sorted(set(own.places.values()))
    reports = tuple(opened.places(ids))
    day = now.astimezone(ZoneInfo(rotation.timezone)).date()
    tracks = set(own.places)
    serving = {
        e.id
        for e in rotation.engineers
        if (e.leaves is None or e.leaves > day) and (e.tracks is None or tracks & set(e.tracks))
    }
    users = users_of(rotation, own, opened, serving)
    people = tuple(
        (
            rotation.labels[person],
            "" if person in users else unknown_person(rotation, own, opened, person),
        )
        for person in sorted(serving, key=lambda person: (rotation.labels[person], person))
    )
    days = timedelta(days=own.days)
    if not isinstance(opened, MembershipTool) and opened.traits.ahead is not None:
        days = min(days, opened.traits.ahead)
    return RemoteCheck(rotation, own.name, now.astimezone(UTC) + days, own.places, reports, people)
