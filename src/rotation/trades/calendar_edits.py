"""Reading back a calendar: changes made in it become trades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.arguments import checked, instance, optional, several
from rotation.config.calendars.edits import EditedStretch, read_back
from rotation.config.file_names import address_fix
from rotation.config.nearest_files import reading_fix
from rotation.display.results import Result
from rotation.errors import BadInput, Fault, printable
from rotation.kinds import CALENDAR, DAY, REASON, ROTATION, RULES, TEXT
from rotation.limits import CALENDAR_BYTES
from rotation.model.settings import RotationData, RotationT, RotationT_co
from rotation.reading import read_file, reason
from rotation.rules import Rule
from rotation.trades.edition import Edition
from rotation.trades.sentences import names_of
from rotation.trades.transfers import Transfer, hand_over

__all__ = ["CalendarSync", "stretch_text", "sync"]


@dataclass(frozen=True, slots=True, repr=False)
class CalendarSync(Result, Generic[RotationT_co]):
    """The differences of a calendar from the published plan.

    Attributes
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    stretches : tuple of EditedStretch
        The differences, by start.
    remarks : tuple of str
        Remarks about differences that are ignored.

    Examples
    --------
    >>> from rotation import trades
    >>> files = team.publish(plan, today).files()
    >>> (calendar,) = (data for path, data in files.items() if path.name == "schedule.ics")
    >>> edited = calendar.replace(b"Ben - on call", b"Cleo - on call")
    >>> trades.sync(published, edited, today).texts()
    ('A-2026-12-07: Cleo in place of Ben',)
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("track", "start", "end", "before", "after", "shift", "text", "source"),
    )

    rotation: RotationT_co
    today: date
    stretches: tuple[EditedStretch, ...]
    remarks: tuple[str, ...]

    def texts(self) -> tuple[str, ...]:
        """Return each difference as a sentence, in the order of `stretches`."""
        return tuple(stretch_text(self.rotation, stretch) for stretch in self.stretches)

    def __repr__(self) -> str:
        return f"<CalendarSync: {self._caption()[0]}>"

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per difference, by start."""
        return [
            {
                "track": stretch.track,
                "start": stretch.start,
                "end": stretch.end,
                "before": stretch.before,
                "after": stretch.after,
                "shift": stretch.shift,
                "text": text,
                "source": stretch.source,
            }
            for stretch, text in zip(self.stretches, self.texts(), strict=True)
        ]

    def facts(self) -> Sequence[Mapping[str, object]]:
        """Return each difference with the names that `rotation sync --format json` has."""
        return [
            {
                "shift": row["shift"],
                "start": row["start"],
                "end": row["end"],
                "from": row["before"],
                "to": row["after"],
                "text": row["text"],
                "source": row["source"],
            }
            for row in self.records()
        ]

    def lines(self) -> tuple[str, ...]:
        """Return each difference as a sentence, then the remarks."""
        return (*(self.texts() or (self._nothing(),)), *self.remarks)

    @checked(
        accepted=optional(several(instance(EditedStretch, "a stretch"), "stretches")),
        why=REASON,
        forced=TEXT,
        rules=optional(RULES),
    )
    def edition(
        self,
        accepted: Sequence[EditedStretch] | None = None,
        *,
        why: str = "calendar",
        forced: str = "",
        rules: Sequence[Rule] | None = None,
    ) -> Edition[RotationT_co]:
        """Return the edition with the accepted differences, by default all.

        Parameters
        ----------
        accepted : sequence of EditedStretch, optional
            Some of `stretches`.
        why, forced, rules
            As for `hand_over`.
        """
        stretches = self.stretches if accepted is None else accepted
        transfers = [
            Transfer(stretch.shift, stretch.after, stretch.start, stretch.end)
            for stretch in stretches
        ]
        return hand_over(self.rotation, transfers, self.today, why=why, forced=forced, rules=rules)

    def _caption(self) -> Sequence[str]:
        """Return what the table of differences does not show."""
        count = len(self.stretches)
        what = f"{count} difference{'' if count == 1 else 's'} from the published plan"
        return (what if count else self._nothing(), *self.remarks)

    def _document(self) -> Mapping[str, object]:
        return {"differences": self.facts(), "remarks": self.remarks}

    def _nothing(self) -> str:
        return "The calendar says what is published."

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.rotation.timezone)


@checked(rotation=ROTATION, data=CALENDAR, today=DAY, place=TEXT)
def sync(
    rotation: RotationT, data: bytes | str | Path, today: date, *, place: str = ""
) -> CalendarSync[RotationT]:
    """Compare one of our calendars, as people edited it, with the published plan.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    data : bytes, str or Path
        An iCalendar file, or its path: an export of the team's calendar, or of one person's.
    today : datetime.date
        In the rotation's zone; what is over is listed, not changed.
    place : str
        What messages call the file; by default its path, or `calendar`.

    Returns
    -------
    CalendarSync
        The differences, and the editions that apply them.

    Raises
    ------
    BadInput
        With every event that cannot be understood, at once; when the file cannot be read, and
        when nothing is published.

    Examples
    --------
    >>> from rotation import trades
    >>> files = team.publish(plan, today).files()
    >>> (calendar,) = (data for path, data in files.items() if path.name == "schedule.ics")
    >>> trades.sync(published, calendar, today).texts()
    ()
    """
    place = place or ("calendar" if isinstance(data, bytes) else printable(str(data)))
    raw = data if isinstance(data, bytes) else _calendar_file(str(data), place)
    if not rotation.published:
        what = "cannot be compared: nothing is published"
        raise BadInput(Fault(place, what, "plan and publish first"))
    reading = read_back(raw, rotation, today, place)
    return CalendarSync(rotation, today, reading.stretches, reading.remarks)


def _calendar_file(name: str, place: str) -> bytes:
    fix_of_address = address_fix(name)
    if fix_of_address:
        raise BadInput(Fault(place, "is a URL; only files are read", fix_of_address))
    try:
        return read_file(Path(name), CALENDAR_BYTES)
    except OSError as error:
        fix = reading_fix(error, Path(name))
        raise BadInput(Fault(place, reason(error), fix)) from error


def stretch_text(rotation: RotationData, stretch: EditedStretch) -> str:
    """Return a difference in one sentence."""
    names = names_of(rotation)
    before, after = (
        names.get(stretch.before, str(stretch.before)),
        names.get(stretch.after, str(stretch.after)),
    )
    zone = ZoneInfo(rotation.timezone)

    def local(moment: datetime) -> str:
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")

    days, end = local(stretch.start), local(stretch.end)
    span = f"{days}-{end[-5:]}" if days[:10] == end[:10] else f"{days} to {end}"
    if stretch.after is None:
        uncovered = f"no one covers {'it' if stretch.whole else span} now (was {before})"
        if not stretch.deleted:
            return f"{stretch.shift}: the title names no one, so {uncovered}"
        why = "deleted in the calendar, so " if stretch.whole else ""
        return f"{stretch.shift}: {why}{uncovered}"
    if stretch.whole:
        return f"{stretch.shift}: {after} in place of {before}"
    return f"{stretch.shift}: {after} covers {span} for {before}"
