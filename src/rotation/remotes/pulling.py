"""Reads what people changed at a remote, as differences that become trades."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.config.calendars.edits import EditedStretch
from rotation.errors import BadInput, Busy, Fault
from rotation.kinds import ANY, MOMENT, ROTATION, TEXT
from rotation.model.identity import split_part
from rotation.model.remotes import Remote
from rotation.model.settings import RotationData, RotationT
from rotation.model.spelling import listed
from rotation.remotes.difference import difference
from rotation.remotes.ended import with_ended
from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import Intent, RemoteLedger, RemoteLine, UserSpan
from rotation.remotes.ledger_file import ledger_path, read_ledger
from rotation.remotes.membership import MembershipTool
from rotation.remotes.opening import ENVIRONMENT, folder_of, open_tool, remote_named
from rotation.remotes.operations import ConflictKind, RemoteConflict
from rotation.remotes.people import users_of
from rotation.remotes.push_rows import RowWords
from rotation.remotes.tool import CalendarTool, JoiningTool, RemoteTool
from rotation.remotes.wanted import PublishedLines
from rotation.trades.calendar_edits import CalendarSync, sync

__all__ = ["pull"]


@checked(rotation=ROTATION, remote=TEXT, now=MOMENT, environment=ENVIRONMENT, tool=ANY)
def pull(
    rotation: RotationT,
    remote: str,
    now: datetime,
    *,
    environment: Mapping[str, str],
    tool: RemoteTool | MembershipTool | None = None,
) -> CalendarSync[RotationT]:
    """Compare what people made of a remote with the published plan; writes nothing.

    In calendars, another name in a title, other times and events of people for a part of a shift
    count as they do for `sync`, and a deleted event is an open shift. In pagers, another person in
    an entry of ours, or in one that hides ours, is a cover; a deleted entry stays a conflict.

    Parameters
    ----------
    rotation : RotationData
        As loaded from its folder, which holds the ledger.
    remote : str
        The name of one of its remotes.
    now : datetime.datetime
        Aware; what is over is left as it is.
    environment : mapping of str to str
        The variables with secrets, such as `os.environ`.
    tool : RemoteTool, optional
        Instead of the one that the configuration names.

    Returns
    -------
    CalendarSync
        The differences, and the editions that apply them.

    Raises
    ------
    BadInput
        When there is no such remote, a secret is missing, the ledger is refused, or an event cannot
        be understood.
    RemoteFailure
        When it cannot be read.
    Busy
        When a push has changed the ledger meanwhile.
    """
    own = remote_named(rotation, remote)
    opened = tool or open_tool(rotation, own, environment)
    if isinstance(opened, MembershipTool):
        what = f"{own.tool} has no shifts that somebody could change"
        raise BadInput(Fault(f"{own.place}: remote {own.name}", what))
    empty = RemoteLedger(own.name, own.tool, own.url, rotation.calendar_id)
    path = ledger_path(folder_of(rotation), own.name)
    ledger = read_ledger(path, empty, own.places.values())
    edits = _edits(rotation, own, opened, ledger, now.astimezone(UTC))
    if read_ledger(path, empty, own.places.values()) != ledger:
        # What that push wrote would look like changes of people.
        raise Busy(f"{path}: a push to {own.name} was at work meanwhile; try again")
    return edits


def _edits(
    rotation: RotationT,
    own: Remote,
    opened: RemoteTool,
    ledger: RemoteLedger,
    now: datetime,
) -> CalendarSync[RotationT]:
    """Return the differences between what is there and the published plan."""
    today = now.astimezone(ZoneInfo(rotation.timezone)).date()
    if not isinstance(opened, CalendarTool):
        stretches, remarks = _covers(rotation, own, opened, ledger, now)
        return CalendarSync(rotation, today, tuple(stretches), tuple(remarks))
    live = [line for line in ledger if line.last > now and line.intent is not Intent.DELETE]
    keys: dict[str, list[str]] = {place: [] for place in own.places.values()}
    for line in live:
        keys.setdefault(line.place, []).append(line.key)
    # An event that somebody ended a moment ago must not look like one that is gone.
    since = min([now, *(line.start for line in live)])
    ends = [PublishedLines(rotation, own, now, opened.traits).until]
    until = max([*ends, *(line.last for line in live)])
    data = opened.calendar_bytes(since, until, keys)
    edits = sync(rotation, data, today, place=f"remote {own.name}")
    if not edits.stretches:
        return edits
    there = opened.read(sorted(keys), since, until)
    behind = _unpushed(rotation, own, opened, live=live, there=there, now=now)
    return _without_unpushed(edits, behind)


def _unpushed(
    rotation: RotationData,
    remote: Remote,
    tool: RemoteTool,
    *,
    live: Iterable[RemoteLine],
    there: Iterable[Present],
    now: datetime,
) -> frozenset[str]:
    """Return the shifts with an entry as we wrote it that the plan wants otherwise by now."""
    published = PublishedLines(rotation, remote, now, tool.traits)
    users = users_of(rotation, remote, tool, published.people)
    wanted = {(item.place, item.key): item for item in published.wanted(users).items}
    present = {(item.place, item.id): item for item in there}

    def same(line: RemoteLine, item: Present | Wanted | None) -> bool:
        return item is not None and UserSpan.of(item) == UserSpan.of(line)

    return frozenset(
        split_part(line.key.partition("#")[0])[0]
        for line in live
        if same(line, present.get((line.place, line.id)))
        and not same(line, wanted.get((line.place, line.key)))
    )


def _without_unpushed(
    edits: CalendarSync[RotationT], unpushed: Collection[str]
) -> CalendarSync[RotationT]:
    """Return the differences without those of shifts where the remote is behind the plan."""
    behind = sorted({stretch.shift for stretch in edits.stretches if stretch.shift in unpushed})
    if not behind:
        return edits
    kept = tuple(stretch for stretch in edits.stretches if stretch.shift not in behind)
    remark = f"{listed(behind)}: changed here since the last push; push first"
    return replace(edits, stretches=kept, remarks=(*edits.remarks, remark))


def _covers(
    rotation: RotationData,
    remote: Remote,
    tool: RemoteTool,
    ledger: RemoteLedger,
    now: datetime,
) -> tuple[list[EditedStretch], list[str]]:
    """Return who covers whom in a pager, and what cannot become a trade."""
    lines = PublishedLines(rotation, remote, now, tool.traits)
    users = users_of(rotation, remote, tool, lines.people)
    wanted = lines.wanted(users)
    ends = [*(line.last for line in ledger), *(item.end for item in wanted.items)]
    places = sorted({*remote.places.values(), *ledger.places})
    if isinstance(tool, JoiningTool):
        tool.recognise(ledger, wanted.items)
    there = tool.read(places, now, max([lines.until, *ends]))
    result = difference(
        wanted.items,
        ledger,
        there,
        now,
        tool.traits,
        until=lines.until,
        unknown=wanted.unknown,
    )
    people = {user: person for person, user in users.items()}
    stretches, remarks = [], []
    words = RowWords(rotation, users, remote.name)
    for conflict in with_ended(result.conflicts, tool, now):
        stretch = _cover(conflict, people, now)
        if stretch is None:
            row = words.of_conflict(conflict)
            remarks.append(f"{row.shift} cannot become a trade: {row.reason}")
        else:
            stretches.append(stretch)
    return stretches, remarks


def _cover(
    conflict: RemoteConflict, people: Mapping[str, str], now: datetime
) -> EditedStretch | None:
    """Return the stretch that somebody else has there; None when it is no cover."""
    wanted, item = conflict.wanted, conflict.present
    kinds = (ConflictKind.CHANGED, ConflictKind.COVERED)
    if conflict.kind not in kinds or wanted is None or item is None or item.user not in people:
        return None
    if item.user == wanted.user:
        return None
    start, end = max(wanted.start, item.start, now), min(wanted.end, item.end)
    if start >= end or (
        conflict.kind is ConflictKind.CHANGED and (start, end) != _rest(wanted, now)
    ):
        return None
    assert item.user is not None
    return EditedStretch(
        split_part(wanted.key.partition("#")[0])[0],
        wanted.track,
        start,
        end,
        wanted.person,
        people[item.user],
        whole=(start, end) == (wanted.start, wanted.end) and "#" not in wanted.key,
        deleted=False,
    )


def _rest(wanted: Wanted, now: datetime) -> tuple[datetime, datetime]:
    return max(wanted.start, now), wanted.end
