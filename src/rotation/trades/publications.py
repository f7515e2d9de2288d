"""Publishing a plan."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.errors import BadInput, Fault
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id, under_known_names
from rotation.kinds import ENTRIES, TRADE
from rotation.model.settings import RotationData, RotationT
from rotation.model.shadows import is_shadow
from rotation.model.shifts import Entry, ShiftKind, Status
from rotation.rules import Rule, Violation, outdated, taken
from rotation.trades.edition import Edition, edition_of, refuse_strangers
from rotation.trades.sentences import names_of
from rotation.written.published import not_worked
from rotation.written.traded import stamp

__all__ = [
    "edition_with",
    "not_worked",
    "open_regular",
    "publication_counts",
    "publish",
    "sooner",
    "unlocked",
]


@checked(**TRADE, schedule=ENTRIES)
def publish(
    rotation: RotationT,
    schedule: Sequence[Entry],
    today: date,
    *,
    why: str = "publish",
    rules: Sequence[Rule] | None = None,
) -> Edition[RotationT]:
    """Publish a schedule; lines of other shifts stay.

    A line that is as published (engineer, start and end) stays unchanged. A line that differs, or
    whose id was published before, gets the next revision.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    schedule : sequence of Entry
        The plan; each id once. Shifts in history are left out.
    today : datetime.date
        In the rotation's zone.
    why : str
        For the change log.
    rules : sequence of Rule, optional
        All registered ones by default.

    Returns
    -------
    Edition
        The published plan before and after; nothing is written.

    Raises
    ------
    BadInput
        For a schedule that changes a shift that is over, because past shifts are history; and for
        people who are not in the rotation.

    Examples
    --------
    >>> from rotation import trades
    >>> edition = trades.publish(team, [row.entry() for row in plan.rows], today)
    >>> [line.engineer for line in edition.after.published]
    ['ada', 'ben', 'cleo', 'ada', None]
    """
    return edition_with(rotation, schedule, today, why=why, rules=rules)


def edition_with(
    rotation: RotationT,
    schedule: Sequence[Entry],
    today: date,
    *,
    why: str,
    gone: Collection[str] = (),
    rules: Sequence[Rule] | None = None,
    locks: Sequence[Violation] | None = None,
) -> Edition[RotationT]:
    """Return the edition in which a schedule is published, as `publish` does.

    Parameters
    ----------
    rotation, schedule, today, why, rules
        As for `publish`.
    gone : collection of str
        Ids of whole published shifts that no longer exist, because other shifts have their time.
    locks : sequence of Violation, optional
        What it takes from people who rely on it; by default what `publish` reports.
    """
    lines = not_worked(rotation, under_known_names(rotation, schedule))
    named = {(e.track, base_id(e.shift)) for e in lines}
    old = {e.shift: e for e in rotation.published}
    refuse_strangers(rotation, {e.engineer: str(e.source or e.shift) for e in lines})
    _refuse_past(rotation, lines, old, today)
    kept = [
        e
        for e in rotation.published
        if (e.track, base_id(e.shift)) not in named and base_id(e.shift) not in gone
    ]
    seen = _revisions(rotation)
    fresh = [_line(rotation, e, old.get(e.shift), seen.get(base_id(e.shift)), today) for e in lines]
    fresh = _above_trades(rotation, fresh, seen, today)
    if locks is None:
        locks = (*_stale(rotation, lines), *unlocked(rotation, lines, today))
    return edition_of(rotation, (*kept, *fresh), today, why=why, rules=rules, also=locks)


def _stale(rotation: RotationData, lines: Sequence[Entry]) -> Iterator[Violation]:
    """Yield the shifts that were traded after a schedule was made, which would undo the trade."""
    now = _whole(rotation.published)
    same = {(e.shift, *e.reads) for e in rotation.published}
    undone = {base_id(e.shift) for e in lines if (e.shift, *e.reads) not in same}
    for base, draft in _whole(lines).items():
        published = now.get(base)
        if published is None or base not in undone:
            continue
        if draft.revision < published.revision:
            text = f"{base} has changed since this plan was made (revision {published.revision}, "
            text += f"here {draft.revision}): plan again, otherwise the change is undone"
            sources = (published.source,) if published.source else ()
            yield outdated(text, base, sources)


def _whole(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the line with the highest revision of each shift, by the whole shift's id."""
    highest: dict[str, Entry] = {}
    for entry in entries:
        base = base_id(entry.shift)
        if base not in highest or highest[base].revision < entry.revision:
            highest[base] = entry
    return highest


def unlocked(
    rotation: RotationData, lines: Sequence[Entry], today: date, gone: Collection[str] = ()
) -> Iterator[Violation]:
    """Yield the settled shifts that a schedule takes from their holders.

    Parameters
    ----------
    rotation, lines, today
        As loaded, the schedule, and the day.
    gone : collection of str
        Ids of whole published shifts that are nobody's then.
    """
    zone = ZoneInfo(rotation.timezone)
    until = midnight(zone, today + timedelta(days=rotation.notice_days))
    names = names_of(rotation)
    parts: dict[tuple[str, str], list[Entry]] = {}
    for entry in lines:
        parts.setdefault((entry.track, base_id(entry.shift)), []).append(entry)
    for before in rotation.published:
        kept = before.engineer is None or (
            base_id(before.shift) not in gone
            and all(
                entry.engineer == before.engineer
                for entry in parts.get((before.track, base_id(before.shift)), ())
                if entry.start < before.end and before.start < entry.end
            )
        )
        if kept:
            continue
        locked = before.status is Status.LOCKED
        if before.start < until or locked:
            why = "locked" if locked and before.start >= until else "inside the notice"
            text = f"{before.shift} is published for {names.get(before.engineer, before.engineer)}"
            text += f", {why}: use a trade to change it"
            sources = (before.source,) if before.source else ()
            yield taken(text, before.shift, sources)


def sooner(edition: Edition[RotationData]) -> dict[str | None, tuple[Entry, ...]]:
    """Return the shifts inside the notice that people newly get, by engineer id.

    Shifts that the person had before are left out; None is an open shift.
    """
    rotation = edition.after
    zone = ZoneInfo(rotation.timezone)
    until = midnight(zone, edition.today + timedelta(days=rotation.notice_days))
    begins = midnight(zone, edition.today)
    had = {(e.shift, e.engineer) for e in edition.before.published}
    lines: dict[str | None, tuple[Entry, ...]] = {}
    for entry in rotation.published:
        if begins <= entry.start < until and (entry.shift, entry.engineer) not in had:
            lines[entry.engineer] = (*lines.get(entry.engineer, ()), entry)
    return lines


def publication_counts(edition: Edition[RotationData], schedule: Sequence[Entry]) -> Counter[str]:
    """Return how many lines of a schedule are `new`, `changed` and `as before` once published."""
    old = {e.shift for e in edition.before.published}
    changed = {c.shift for c in edition.changes}
    return Counter(
        "changed" if e.shift in changed else "as before" if e.shift in old else "new"
        for e in schedule
    )


def open_regular(rotation: RotationData, schedule: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the regular shifts of a schedule that nobody holds and somebody has to."""
    return tuple(
        e
        for e in schedule
        if e.engineer is None and e.kind is ShiftKind.REGULAR and not is_shadow(rotation, e)
    )


def _line(
    rotation: RotationData,
    entry: Entry,
    before: Entry | None,
    last: tuple[int, datetime | None] | None,
    today: date,
) -> Entry:
    if before is not None and before.reads == entry.reads and before.kind is entry.kind:
        return before
    status = entry.status
    # A pin locks by itself, only as long as it exists.
    pinned = any(pin.shift == entry.shift for pin in rotation.pins)
    if status is not Status.LOCKED or pinned:
        status = Status.OPEN if entry.engineer is None else Status.PLANNED
    revision, revised = 0, stamp(rotation, today)
    if last is not None:
        revision, revised = last[0] + 1, stamp(rotation, today, [last[1]])
    return replace(entry, status=status, revision=revision, revised=revised)


def _revisions(rotation: RotationData) -> dict[str, tuple[int, datetime | None]]:
    """Return the highest revision of each whole shift so far, and the instant of its last one.

    Parts come and go, but no line of the shift may have a lower revision than an earlier part, or
    trades that it contains would be applied again.
    """
    seen = [
        *((change.shift, change.revision, change.when) for change in rotation.changes),
        *((trade.shift, trade.revision, trade.when) for trade in rotation.trades),
        *((entry.shift, entry.revision, entry.revised) for entry in rotation.published),
    ]
    last: dict[str, tuple[int, datetime | None]] = {}
    for shift, revision, revised in seen:
        base = base_id(shift)
        before, then = last.get(base, (-1, None))
        latest = max((instant for instant in (then, revised) if instant is not None), default=None)
        last[base] = max(before, revision), latest
    return last


def _above_trades(
    rotation: RotationData,
    lines: Sequence[Entry],
    seen: dict[str, tuple[int, datetime | None]],
    today: date,
) -> list[Entry]:
    """Raise the revision of a shift that lost the part with its last trades."""
    above = _whole(lines)
    traded = {trade.shift for trade in rotation.trades}
    raised = []
    for entry in lines:
        base = base_id(entry.shift)
        revision, revised = seen.get(base, (-1, None))
        if above[base] is entry and base in traded and entry.revision < revision:
            when = stamp(rotation, today, [revised])
            raised.append(replace(entry, revision=revision + 1, revised=when))
        else:
            raised.append(entry)
    return raised


def _refuse_past(
    rotation: RotationData, lines: Sequence[Entry], old: dict[str, Entry], today: date
) -> None:
    begins = midnight(ZoneInfo(rotation.timezone), today)
    faults = []
    for entry in lines:
        before = old.get(entry.shift)
        if before is None or before.reads == entry.reads or entry.end > begins:
            continue
        # The rest of a running shift may change.
        cut = before.end > begins and before.reads[:2] == entry.reads[:2]
        if not cut:
            place = f"{entry.source or entry.shift}: shift"
            what = f"{entry.shift} is over, and was published differently"
            faults.append(Fault(place, what, "correct published.csv if it was worked differently"))
    if faults:
        raise BadInput(faults)
