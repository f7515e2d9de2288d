"""The published plan before and after a command, and its files."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.arguments import checked, optional
from rotation.checks.schedules import judge
from rotation.display.results import Result
from rotation.errors import BadInput, Fault
from rotation.export import person_calendar, schedule_csv, team_calendar
from rotation.export.folder import BY_HAND, write_files
from rotation.export.last_change import last_change_csv
from rotation.export.public import public_html
from rotation.export.records import ANOTHER, ARCHIVE, REMOVE, grown, history_with, readable_again
from rotation.export.status import status_json
from rotation.export.tool_calendar import tool_calendar
from rotation.export.work import at_work_on, working
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.journal import home_of
from rotation.kinds import FILES, SECRET
from rotation.limits import CSV_BYTES
from rotation.model.public_files import (
    PAGE,
    STATUS,
    TEAM_CALENDAR,
    person_calendar_name,
    placed,
    tool_calendar_name,
)
from rotation.model.schedule import Row
from rotation.model.settings import RotationData, RotationT, RotationT_co
from rotation.model.shifts import Entry
from rotation.model.trades import LoggedChange, Trade
from rotation.reading import read_file, reason
from rotation.rules import Rule, Violation
from rotation.trades.line_changes import LineFate, changed_lines, last_change, logged_changes
from rotation.trades.new_breaches import EarlierBreaches
from rotation.trades.public_folder import left_over, needed_secret, public_path
from rotation.trades.public_page import public_page
from rotation.trades.sentences import change_record, sentences, trade_record
from rotation.trades.up_to_date import refuse_outdated
from rotation.written import shifts_from_entries
from rotation.written.published import records
from rotation.written.roster_lines import cancelled_rows, gone_rows, settled_rows
from rotation.written.traded import stamp

__all__ = [
    "Edition",
    "calendars",
    "edition_of",
    "forced",
    "living_entries",
    "public_files",
    "refuse_strangers",
]


@dataclass(frozen=True, slots=True, repr=False)
class Edition(Result, Generic[RotationT_co]):
    """A change of the published plan; nothing is written yet.

    One goes on with `after`, whether it was written or not.

    Attributes
    ----------
    before, after : RotationData
        As loaded, and as it will be loaded.
    today : datetime.date
        In the rotation's zone.
    trades : tuple of Trade
        Lines to add to `trades.csv`.
    changes : tuple of LoggedChange
        Lines to add to `changes.csv`.
    broken : tuple of Violation
        Rules that are newly broken.
    soft : tuple of Violation
        Soft rules that are newly not kept, which forbids nothing.
    published : bool
        Whether `published.csv` is rewritten, with trades included.
    archived : tuple of Entry
        Lines to add to a file of history.

    Examples
    --------
    >>> edition = published.swap("A-2026-12-07", "A-2026-12-14", today).edition
    >>> print(edition)
    Team, 2026-11-23, published lines: changed hands 2
    A-2026-12-07: Cleo in place of Ben
    A-2026-12-14: Ben in place of Cleo
    >>> edition.to_frame()[["shift", "before", "after", "change"]]
              shift before after         change
    0  A-2026-12-07    ben  cleo  changed hands
    1  A-2026-12-14   cleo   ben  changed hands
    >>> [path.as_posix() for path in edition.files()][:2]
    ['trades.csv', 'changes.csv']
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("track", "start", "end", "before", "after", "shift", "change", "revision"),
    )

    before: RotationT_co
    after: RotationT_co
    today: date
    trades: tuple[Trade, ...] = ()
    changes: tuple[LoggedChange, ...] = ()
    broken: tuple[Violation, ...] = ()
    published: bool = False
    soft: tuple[Violation, ...] = ()
    archived: tuple[Entry, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.trades or self.changes or self.published)

    def __repr__(self) -> str:
        return f"<Edition: {self._caption()[0]}>"

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per published line whose holder or bounds change, by start."""
        rows = [change.record() for change in changed_lines(self.before, self.after)]
        return sorted(rows, key=itemgetter("start", "shift"))

    def lines(self) -> tuple[str, ...]:
        """Return how many lines change, the rules that this breaks, and each change as a sentence.

        Shifts that are published for the first time are counted only.
        """
        return (*self._caption(), *sentences(self.after, self.changes))

    @checked(secret=optional(SECRET))
    def files(self, *, secret: str | None = None) -> Mapping[Path, bytes]:
        """Return the files to write, by path; empty if nothing changes.

        Of a rotation that was made in Python, which has no files yet, they are whole, and their
        paths are relative. When published files lie at old addresses, they change although the plan
        does not.

        Parameters
        ----------
        secret : str, optional
            Of the addresses of published files, at least 16 characters; required if and only if
            `calendar.secret_env` names a variable (docs/hosting.md).

        Raises
        ------
        BadInput
            When an append-only file cannot be read, or a file would outgrow what can be read. When
            the secret is missing, too short or not wanted.
        """
        secret = needed_secret(self.after, secret)
        if self.empty and not left_over(self.after, secret):
            return {}
        places = self.before.places
        folder = Path(places.folder)
        files: dict[Path, bytes] = {}
        if self.published:
            lines = _rows(self.after, self.after.published, self.today)
            data = schedule_csv(self.after, lines).encode()
            path = folder / places.published
            files[path] = readable_again(path, data, ARCHIVE)
        logs = (
            (places.trades, self.trades, self.after.trades),
            (places.changes, self.changes, self.after.changes),
        )
        kept = home_of(places) is not None
        for name, added, all_lines in logs:
            if added:
                path, old = folder / name, _read(folder / name) if kept else b""
                data = grown(self.after, old, added if kept else all_lines)
                files[path] = readable_again(path, data, REMOVE)
        if self.archived:
            path = folder / places.archive
            old = _read(path) if kept else b""
            lines = _rows(self.after, self.archived if kept else self.after.history, self.today)
            files[path] = readable_again(path, history_with(self.after, old, lines), ANOTHER)
        last = self.after.last_change
        if last is not None and last is not self.before.last_change:
            files[folder / places.last_change] = last_change_csv(self.after, last)
        made = placed(self.after, public_files(self.after, self.today), secret)
        public = public_path(self.after)
        return files | {public / place: data for place, data in made.items()}

    @checked(also=optional(FILES), secret=optional(SECRET))
    def write(
        self, also: Mapping[Path, bytes] | None = None, *, secret: str | None = None
    ) -> tuple[Path, ...]:
        """Write the files, all of them or none; return them.

        Published files at addresses that are not used any more are removed.

        Parameters
        ----------
        also : mapping of pathlib.Path to bytes, optional
            More files that change together with these.
        secret : str, optional
            As for `files`.

        Raises
        ------
        BadInput
            When the secret is missing, too short or not wanted. When the rotation was made in
            Python and has no folder; when its files do not hold the published plan and the trades
            that this begins with; when a file cannot be read or written, or another command is
            working on them. Then nothing has changed.
        """
        home = home_of(self.before.places)
        if home is None:
            what = "the rotation was made in Python, so it has no files to change"
            hint = "`edition.after.save(folder)` writes it, and rotation.load(folder) reads it"
            raise BadInput(Fault("write", what, hint))
        # A command has held the lock since it loaded the rotation.
        alone = not at_work_on(home)
        with working(home, BY_HAND):
            if alone:
                refuse_outdated(self.before, self.today, history=bool(self.archived))
            files = {**self.files(secret=secret), **(also or {})}
            old = left_over(self.after, secret) if files else ()
            write_files(files, home, gone=old, inside=public_path(self.after))
        return tuple(files)

    def _caption(self) -> Sequence[str]:
        """Return what a table of the lines does not show."""
        kinds = Counter(change.kind for change in changed_lines(self.before, self.after))
        counted = ", ".join(f"{kind} {kinds[kind]}" for kind in LineFate if kinds[kind])
        broken = (f"breaks a rule: {violation.supposed}" for violation in self.broken)
        soft = (f"not kept, and soft: {violation.supposed}" for violation in self.soft)
        what = f"published lines: {counted}" if counted else "no published line changes"
        return (f"{self.after.name}, {self.today}, {what}", *broken, *soft)

    def _document(self) -> Mapping[str, object]:
        return {
            "today": self.today,
            "shifts": self.records(),
            "trades": [trade_record(trade) for trade in self.trades],
            "changes": [change_record(change) for change in self.changes],
            "broken": [{"rule": v.rule, "text": v.supposed.text} for v in self.broken],
            "soft": [{"rule": v.rule, "text": v.supposed.text} for v in self.soft],
        }

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.after.timezone)


def edition_of(
    before: RotationT,
    published: Sequence[Entry],
    today: date,
    *,
    trades: Sequence[Trade] = (),
    why: str = "",
    rules: Sequence[Rule] | None = None,
    also: Sequence[Violation] = (),
) -> Edition[RotationT]:
    """Return the edition in which some lines are the published plan.

    Parameters
    ----------
    before : RotationData
        As loaded.
    published : sequence of Entry
        All lines of the published plan, with revisions and instants (`stamp`).
    today : datetime.date
        In the rotation's zone; shifts that are over before do not count as broken.
    trades : sequence of Trade
        The trades that lead there; without any, the published plan is rewritten.
    why : str
        For the change log.
    rules : sequence of Rule, optional
        All registered ones by default.
    also : sequence of Violation
        Further violations, such as a broken lock.
    """
    order = sorted(published, key=lambda e: (e.start, e.track, e.shift))
    after = before.amended(published=tuple(order), trades=(*before.trades, *trades))
    # A command that was killed may have logged a change before its other files were in place.
    logged = set(before.changes)
    changes = tuple(c for c in logged_changes(before, after, today, why) if c not in logged)
    last = last_change(before, after, today, why, trades) or before.last_change
    after = after.amended(changes=(*before.changes, *changes), last_change=last)
    anew = not trades and after.published != before.published
    broken = (*also, *_newly_broken(before, after, today, rules))
    soft = _newly_broken(before, after, today, rules, soft=True) if before.soft else ()
    return Edition(before, after, today, tuple(trades), changes, broken, anew, soft)


def forced(edition: Edition[RotationT], why: str) -> Edition[RotationT]:
    """Return the edition with the rules that it breaks on purpose recorded.

    Trades record them in the column `forced`, publications in the change log after the reason: for
    changed shifts that break a rule, and with a line for each new one.

    Parameters
    ----------
    edition : Edition
        An edition; without broken rules it is returned unchanged.
    why : str
        For the lines of new shifts.
    """
    if not edition.broken:
        return edition
    before, after = edition.before, edition.after
    everything = "; ".join(sorted({violation.rule for violation in edition.broken}))
    trades = tuple(t if t.forced else replace(t, forced=everything) for t in edition.trades)
    changes = edition.changes if trades else tuple(_marked(edition, why))
    after = after.amended(trades=(*before.trades, *trades), changes=(*before.changes, *changes))
    return replace(edition, after=after, trades=trades, changes=changes)


def _marked(edition: Edition[RotationData], why: str) -> Iterable[LoggedChange]:
    """Return the changes of a publication, by start, with the rules they break."""
    rules: dict[str, set[str]] = {}
    for violation in edition.broken:
        for shift in violation.shifts:
            rules.setdefault(base_id(shift), set()).add(violation.rule)
    changed = {change.shift for change in edition.changes}
    old = {(e.shift, e.revision) for e in edition.before.published}
    now = stamp(edition.after, edition.today)
    new = [
        LoggedChange(e.revised or now, e.shift, e.start, e.end, None, e.engineer, e.revision, why)
        for e in edition.after.published
        if base_id(e.shift) in rules and e.shift not in changed and (e.shift, e.revision) not in old
    ]
    for change in sorted((*edition.changes, *new), key=lambda c: (c.start, c.shift)):
        broken = "; ".join(sorted(rules.get(base_id(change.shift), ())))
        yield replace(change, why=f"{change.why} (forced: {broken})") if broken else change


def living_entries(rotation: RotationData, today: date) -> tuple[Entry, ...]:
    """Return the published lines of every shift that is not over before a day begins.

    A shift in history is over: history records how it was worked.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    return tuple(
        entry
        for record in records(rotation).values()
        if not record.worked and max(e.end for e in record.entries) > begins
        for entry in record.entries
    )


def refuse_strangers(rotation: RotationData, people: Mapping[str | None, str]) -> None:
    """Refuse people who are not in the rotation, because files with them could not be read again.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    people : mapping of str or None to str
        Engineer ids and their places; None (nobody) is allowed.

    Raises
    ------
    BadInput
        With all of them.
    """
    known = {engineer.id for engineer in rotation.engineers}
    hint = "give the id of somebody in the team"
    strangers = sorted(p for p in people if p is not None and p not in known)
    if strangers:
        what = "nobody in the rotation has the id "
        raise BadInput([Fault(people[p], f"{what}{p!r}", hint) for p in strangers])


def public_files(rotation: RotationData, today: date) -> dict[str, bytes]:
    """Return what everybody may see of the published plan, by name: page, calendars, data."""
    page = public_html(public_page(rotation, today))
    status = status_json(rotation, settled_rows(rotation, (), today), today)
    return {PAGE: page, STATUS: status, **calendars(rotation, today)}


def calendars(rotation: RotationData, today: date) -> dict[str, bytes]:
    """Return the calendars of the published plan, by name: the team's, people's, and feeds."""
    rows = settled_rows(rotation, (), today)
    files = {TEAM_CALENDAR: team_calendar(rotation, rows, gone_rows(rotation, today))}
    for engineer in rotation.engineers:
        gone = cancelled_rows(rotation, engineer.id, today)
        files[person_calendar_name(engineer.id)] = person_calendar(
            rotation, rows, engineer.id, gone
        )
    for feed in rotation.feeds:
        files[tool_calendar_name(feed.name)] = tool_calendar(rotation, feed, rows)
    return files


def _rows(rotation: RotationData, entries: Sequence[Entry], today: date) -> tuple[Row, ...]:
    shifts = shifts_from_entries(rotation, entries)
    now = stamp(rotation, today)
    return tuple(
        Row(shift, e.engineer, e.status, e.revision, e.revised or min(now, shift.start))
        for shift, e in zip(shifts, entries, strict=True)
    )


def _read(path: Path) -> bytes:
    try:
        return read_file(path, CSV_BYTES)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise BadInput(Fault(str(path), reason(error), "nothing was changed")) from error


def _newly_broken(
    before: RotationData,
    after: RotationData,
    today: date,
    rules: Sequence[Rule] | None,
    *,
    soft: bool = False,
) -> tuple[Violation, ...]:
    known, now = (
        judge(rotation, living_entries(rotation, today), rules, today, soft=soft)
        for rotation in (before, after)
    )
    begins = midnight(ZoneInfo(before.timezone), today)
    return EarlierBreaches(known).newly_broken(now, begins)
