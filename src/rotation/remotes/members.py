"""Pushes who is on call now to groups of people, which have no items in time."""

from datetime import datetime, timedelta

from rotation.errors import printable
from rotation.export.text import NO_ONE
from rotation.model.remotes import Remote
from rotation.model.settings import RotationData
from rotation.remotes.failures import Denied, Unavailable
from rotation.remotes.membership import MembershipTool, member_changes
from rotation.remotes.people import unknown_person, users_of
from rotation.remotes.push_rows import PushRow
from rotation.remotes.pushed import Push
from rotation.remotes.tool import ToolTraits
from rotation.remotes.wanted import PublishedLines

__all__ = ["push_members"]

_TRAITS = ToolTraits(updates=True, open_shifts=True, hides=False, several=True, cuts=True)
_NOW = timedelta(microseconds=1)


def push_members(
    rotation: RotationData,
    remote: Remote,
    tool: MembershipTool,
    now: datetime,
    *,
    dry_run: bool,
) -> Push:
    """Make whoever is on call now the members of the groups of a remote.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    remote : Remote
        Its groups.
    tool : MembershipTool
        Open for requests.
    now : datetime.datetime
        UTC.
    dry_run : bool
        Whether only to return what would be done.
    """
    lines = PublishedLines(rotation, remote, now, _TRAITS)
    users = users_of(rotation, remote, tool, lines.holders_at(now))
    wanted = lines.wanted(users)
    groups = remote.places
    members = {place: tool.members(place) for place in sorted(set(groups.values()))}
    names = {user: rotation.labels[person] for person, user in users.items()}

    def text(group: frozenset[str]) -> str:
        return ", ".join(
            sorted(names.get(user, f"somebody else ({printable(user)})") for user in group)
        )

    rows, stopped, refused = [], "", False
    for line in wanted.unsent:
        if line.person is not None and line.start <= now < line.end:
            why = unknown_person(rotation, remote, tool, line.person)
            name = rotation.labels[line.person]
            rows.append(
                PushRow(line.key[1], line.track, line.start, line.end, "", name, "not sent", why)
            )
    for change in member_changes(wanted.items, groups, members, now):
        tracks = ", ".join(sorted(t for t, place in groups.items() if place == change.place))
        row = PushRow(
            *("", tracks, now, now + _NOW, text(change.before), text(change.after) or NO_ONE),
            *("change", "who is on call now", change.place),
        )
        if change.writes and not stopped:
            try:
                if not dry_run:
                    tool.put_members(change.place, change.after)
                rows.append(row)
            except (Unavailable, Denied) as error:
                stopped, refused = str(error), isinstance(error, Denied)
        elif not change.after:
            why = "nobody holds it now; the group stays as it is"
            rows.append(_undecided(row, why))
    return Push(rotation, remote.name, now, tuple(rows), dry_run, stopped, refused)


def _undecided(row: PushRow, why: str) -> PushRow:
    return PushRow(
        *("", row.track, row.start, row.end, row.before, NO_ONE, "not sent", why, row.place)
    )
