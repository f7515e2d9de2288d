"""Making the change log and the published calendars agree with the published plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from rotation.export.folder import write_files
from rotation.horizon.ids import base_id
from rotation.journal import home_of
from rotation.model.public_files import placed
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.trades import LoggedChange, Trade
from rotation.trades.calendar_contradictions import seen_in_calendars
from rotation.trades.contradictions import (
    Disagreement,
    ahead,
    disagreements,
    living,
    unlogged,
)
from rotation.trades.edition import Edition, public_files
from rotation.trades.public_folder import left_over, public_path
from rotation.written.traded import stamp

__all__ = ["Agreement", "agreement"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The changes that make the files agree; nothing is written yet.

    Attributes
    ----------
    disagreements : tuple of Disagreement
        The differences that are resolved.
    edition : Edition
        The lines that the change log lacks, and shifts with a revision higher than any that
        calendars have seen; nobody's shifts change.
    """

    disagreements: tuple[Disagreement, ...]
    edition: Edition[RotationData]

    def files(self, secret: str | None = None) -> Mapping[Path, bytes]:
        """Return the files to write, by path; none when they agree and lie where they belong.

        Parameters
        ----------
        secret : str, optional
            As for `Edition.files`.
        """
        after = self.edition.after
        files = self.edition.files(secret=secret)
        if not self.disagreements:
            return files
        public = public_path(after)
        made = placed(after, public_files(after, self.edition.today), secret)
        return {**files, **{public / place: data for place, data in made.items()}}

    def write(self, secret: str | None = None) -> tuple[Path, ...]:
        """Write the files, all of them or none; return them.

        Parameters
        ----------
        secret : str, optional
            As for `Edition.files`.

        Raises
        ------
        BadInput
            When one of them cannot be written, or the secret is missing; nothing has changed then.
        """
        files, after = self.files(secret), self.edition.after
        old = left_over(after, secret) if files else ()
        write_files(files, home_of(after.places), gone=old, inside=public_path(after))
        return tuple(files)


def agreement(rotation: RotationData, today: date, *, why: str = "repair") -> Agreement:
    """Return the changes that make change log and calendars agree with the published plan.

    A trade that the log lacks is added as it was made. If the log knows more than the plan, the
    plan is the truth: its shifts get the next revision, so that calendars follow, and the log
    records that they changed back.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    why : str
        For the change log.
    """
    lines = list(rotation.published)
    logged = [_logged(trade, lines) for trade in unlogged(rotation, today)]
    calendars_have = seen_in_calendars(rotation)
    for base in sorted(_behind(rotation, today, calendars_have)):
        changes = [change for change in rotation.changes if base_id(change.shift) == base]
        parts = [entry for entry in lines if base_id(entry.shift) == base]
        highest, latest = calendars_have.get(base, (-1, None))
        seen = [highest, *(c.revision for c in changes), *(e.revision for e in parts)]
        revised = [latest, *(c.when for c in changes), *(e.revised for e in parts)]
        revision, when = max(seen) + 1, stamp(rotation, today, revised)
        now = [replace(entry, revision=revision, revised=when) for entry in parts]
        lines = [entry for entry in lines if entry not in parts] + now
        last = {change.shift: change for change in changes}
        logged += _changed_back(last, now, revision, when, why)
    lines.sort(key=lambda e: (e.start, e.track, e.shift))
    after = rotation.amended(published=tuple(lines), changes=(*rotation.changes, *logged))
    anew = after.published != rotation.published
    edition = Edition(rotation, after, today, changes=tuple(logged), published=anew)
    return Agreement(disagreements(rotation, today), edition)


def _behind(
    rotation: RotationData, today: date, seen: Mapping[str, tuple[int, datetime]]
) -> set[str]:
    """Return the whole shifts for which the log or a calendar is ahead of the plan."""
    known: dict[str, int] = {}
    for entry in rotation.published:
        base = base_id(entry.shift)
        known[base] = max(known.get(base, -1), entry.revision)
    not_over = {base_id(entry.shift) for entry in living(rotation, today)}
    above = {base for base in not_over & seen.keys() if seen[base][0] > known[base]}
    return above | {base_id(change.shift) for change in ahead(rotation, today)}


def _logged(trade: Trade, lines: Iterable[Entry]) -> LoggedChange:
    """Return the log line of a trade; its part has an id if it still exists."""
    parts = (e for e in lines if base_id(e.shift) == trade.shift and e.start == trade.start)
    name = next((entry.shift for entry in parts), trade.shift)
    return LoggedChange(
        trade.when,
        name,
        trade.start,
        trade.end,
        trade.giver,
        trade.taker,
        trade.revision,
        trade.why,
    )


def _changed_back(
    last: Mapping[str, LoggedChange], now: Iterable[Entry], revision: int, when: datetime, why: str
) -> Iterator[LoggedChange]:
    """Yield the changes from the log's state of a shift to its lines."""
    lines = {entry.shift: entry for entry in now}
    for shift in sorted({*last, *lines}):
        change, entry = last.get(shift), lines.get(shift)
        if change is None or (entry is None and change.after is None):
            continue
        if entry is None:
            span = (change.start, change.end)
            yield LoggedChange(when, shift, *span, change.after, None, revision, why)
        elif entry.engineer != change.after:
            span = (entry.start, entry.end)
            yield LoggedChange(when, shift, *span, change.after, entry.engineer, revision, why)
