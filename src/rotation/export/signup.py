"""The sign-up sheet of volunteer shifts: CSV that is read back when filled in, and a calendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.export.csv_text import csv_text
from rotation.export.text import clean, holder_of
from rotation.export.when import days_text
from rotation.letters import ascii_letters
from rotation.model.identity import calendar_uid
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift

__all__ = ["SIGNED", "days_of", "signup_calendar", "signup_csv", "signup_name"]

SIGNED = ("engineer", "max_shifts", "preference")
"""The columns that people fill in."""

_COLUMNS = (
    *("engineer", "start", "end", "max_shifts", "preference"),
    *("shift", "days", "holidays", "held_by"),
)
_FEED = "volunteers"


def signup_name(period: str, first: date) -> str:
    """Return the name of a sheet without its ending: `volunteers-christmas-week-2026`."""
    letters = ascii_letters(period).casefold()
    words = "".join(c if c.isalnum() else " " for c in letters).split()
    return "-".join(("volunteers", *words, str(first.year)))


def days_of(rotation: RotationData, shift: Shift) -> tuple[date, date]:
    """Return the first and the last local day of a volunteer shift."""
    last = shift.days[1].astimezone(ZoneInfo(rotation.timezone)).date() - timedelta(days=1)
    return shift.first_day, max(shift.first_day, last)


def signup_csv(rotation: RotationData, places: Sequence[tuple[Shift, str | None]]) -> str:
    r"""Return the sheet: one row per shift, to sign with an id, in the format of `volunteers.csv`.

    Parameters
    ----------
    rotation : RotationData
        For names and the time zone.
    places : sequence of (Shift, str or None)
        Volunteer shifts and who holds them.

    Returns
    -------
    str
        Lines end in `\n`. The columns to sign are empty; the columns after them describe the shift.
    """
    rows: list[tuple[object, ...]] = [_COLUMNS]
    for shift, holder in places:
        first, last = days_of(rotation, shift)
        held_by = "" if holder is None else holder_of(rotation, holder).name
        holidays = "; ".join(shift.holidays)
        rows.append(("", first, last, "", "", shift.id, shift.loads.days, holidays, held_by))
    return csv_text(rows)


def signup_calendar(
    rotation: RotationData, places: Sequence[tuple[Shift, str | None, int]], revised: datetime
) -> bytes:
    """Return the matching calendar: free shifts are tentative and ask who takes them.

    Its events have a feed of their own, so that no event of another calendar is touched.

    Parameters
    ----------
    rotation : RotationData
        For names, settings and the time zone.
    places : sequence of (Shift, str or None, int)
        Volunteer shifts, their holders and the SEQUENCE: higher than while the shift was free.
    revised : datetime.datetime
        When the sheet was written.
    """
    from rotation.export.ics import IcsEvent, calendar_bytes  # noqa: PLC0415 - only where used

    settings = rotation.calendar
    events = []
    for shift, holder, sequence in places:
        days = days_text(*days_of(rotation, shift))
        period = clean(shift.period)
        title = f"{period}: who takes {days} ({shift.track})?"
        if holder is not None:
            title = f"{period}: {holder_of(rotation, holder).name} takes {days} ({shift.track})"
        lines = [
            f"Volunteer shift {shift.id}, {shift.first_day}, {shift.loads.days} days.",
            f"Holidays: {'; '.join(shift.holidays)}" if shift.holidays else "",
            settings.duty,
            "" if holder else "Sign it with your id in the sheet.",
        ]
        events.append(
            IcsEvent(
                uid=calendar_uid(rotation.calendar_id, _FEED, shift.id, settings.uid_domain),
                summary=title,
                description="\n".join(filter(None, map(clean, lines))),
                start=shift.start,
                end=shift.end,
                revised=revised,
                sequence=sequence,
                categories=tuple(
                    filter(None, (clean(settings.category), clean(f"Track {shift.track}")))
                ),
                status="CONFIRMED" if holder else "TENTATIVE",
                busy=False,
            )
        )
    return calendar_bytes(f"{clean(rotation.name)} - volunteers", events)
