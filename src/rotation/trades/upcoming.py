"""The shifts that somebody has from an instant on, as a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.config.person_argument import person_among
from rotation.display.results import Result
from rotation.export.when import moment_text
from rotation.kinds import MOMENT, ROTATION, TEXT
from rotation.model.elsewhere import Elsewhere, team_called
from rotation.model.people import Engineer
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.written import shifts_from_entries
from rotation.written.published import records

__all__ = ["NOW", "NextShifts", "next_shifts"]

NOW = "on call now"
"""The fact that somebody has a shift at the instant, inside its hours."""


@dataclass(frozen=True, slots=True, repr=False)
class NextShifts(Result):
    """The shifts of one person that are not over at an instant, in the person's own time zone.

    Attributes
    ----------
    rotation : RotationData
        Whose plan.
    engineer : Engineer
        Whose shifts.
    at : datetime.datetime
        The instant, UTC.
    shifts : tuple of Shift
        By start; parts of split shifts are shifts of their own.
    elsewhere : tuple of Elsewhere
        What the person has in other teams of the fleet, by start (docs/fleet.md); `records` has the
        shifts of this team only.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> mine = published.next_shifts("ada", at=datetime(2026, 12, 3, tzinfo=UTC))
    >>> mine.to_frame()[["track", "start", "now"]]
      track                  start    now
    0     A 2026-11-30 11:00+01:00   True
    1     A 2026-12-21 11:00+01:00  False
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("track", "start", "end", "engineer", "shift", "kind", "now", "days", "rest_days"),
        "holidays",
    )

    rotation: RotationData
    engineer: Engineer
    at: datetime
    shifts: tuple[Shift, ...]
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def timed(self) -> tuple[tuple[Shift, tuple[str, ...]], ...]:
        """Each shift of any team with its facts, by start; those of others name their team."""
        own = [(shift, self.facts(shift)) for shift in self.shifts]
        others = [
            (e.shift, (f"for {team_called(e.team)}", *self.facts(e.shift))) for e in self.elsewhere
        ]
        return tuple(sorted((*own, *others), key=lambda row: row[0].start))

    def now(self, shift: Shift) -> bool:
        """Return whether the person is on call with a shift at the instant, inside its hours."""
        return any(window.start <= self.at < window.end for window in shift.windows)

    def __repr__(self) -> str:
        return f"<NextShifts: {self.lines()[0]}>"

    def facts(self, shift: Shift) -> tuple[str, ...]:
        """Return what is special about a shift: that it is now, for volunteers, holidays."""
        now = (NOW,) if self.now(shift) else ()
        kind = ("volunteer shift",) if shift.kind is ShiftKind.VOLUNTEER else ()
        return (*now, *kind, *shift.holidays)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the person."""
        return ZoneInfo(self.engineer.timezone or self.rotation.timezone)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per shift."""
        return [self._record(shift) for shift in self.shifts]

    def _record(self, shift: Shift) -> Mapping[str, object]:
        return {
            "track": shift.track,
            "start": shift.start,
            "end": shift.end,
            "engineer": self.engineer.id,
            "shift": shift.id,
            "kind": shift.kind.value,
            "now": self.now(shift),
            "days": shift.loads.days,
            "rest_days": shift.loads.rest_days,
            "holidays": "; ".join(shift.holidays),
        }

    def lines(self) -> tuple[str, ...]:
        """Return the person and the instant, then a sentence per shift, in whichever team."""
        zone = self.zone
        head = f"{self.engineer.name}, from {moment_text(self.at, zone, year=True)} ({zone.key})"
        if not self.timed:
            return (f"{head}: no shift is published",)
        return (head, *(self._line(shift, facts, zone) for shift, facts in self.timed))

    @staticmethod
    def _line(shift: Shift, facts: tuple[str, ...], zone: ZoneInfo) -> str:
        start, end = (moment_text(moment, zone) for moment in (shift.start, shift.end))
        return ", ".join((f"{shift.id}: {start} to {end}", *facts))

    def _document(self) -> Mapping[str, object]:
        """Return what `rotation who --person --format json` prints."""
        elsewhere = [{"team": e.team, **self._record(e.shift)} for e in self.elsewhere]
        return {
            "rotation": self.rotation.name,
            "engineer": self.engineer.id,
            "name": self.engineer.name,
            "timezone": self.zone.key,
            "at": self.at,
            "shifts": self.records(),
            **({"elsewhere": elsewhere} if elsewhere else {}),
        }

    def _zone(self) -> ZoneInfo:
        return self.zone


@checked(rotation=ROTATION, person=TEXT, at=MOMENT)
def next_shifts(rotation: RotationData, person: str, at: datetime) -> NextShifts:
    """Return the shifts of a person that are not over, with all trades.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    person : str
        Id, name, address or alias.
    at : datetime.datetime
        Aware.

    Raises
    ------
    BadInput
        For an instant without a time zone, and when nobody, or several people, are called so.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from rotation import trades
    >>> mine = trades.next_shifts(published, "ada", at=datetime(2026, 12, 3, tzinfo=UTC))
    >>> [(shift.id, mine.now(shift)) for shift in mine.shifts]
    [('A-2026-11-30', True), ('A-2026-12-21', False)]
    """
    engineer = person_among(rotation.engineers, person)
    moment = at.astimezone(UTC)
    # All parts of a split shift are needed to count its days.
    entries = [
        entry
        for record in records(rotation).values()
        if record.end > moment
        for entry in record.entries
    ]
    held = [
        shift
        for shift, entry in zip(shifts_from_entries(rotation, entries), entries, strict=True)
        if entry.engineer == engineer.id and shift.windows[-1].end > moment
    ]
    held.sort(key=lambda shift: (shift.start, shift.track, shift.id))
    elsewhere = tuple(
        other
        for other in rotation.elsewhere
        if other.engineer == engineer.id and other.shift.windows[-1].end > moment
    )
    return NextShifts(rotation, engineer, moment, tuple(held), elsewhere)
