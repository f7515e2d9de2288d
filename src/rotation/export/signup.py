"""The sign-up sheet of volunteer shifts, which is read back when filled in, and a calendar."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.export.csv_text import csv_text
from rotation.export.text import clean, holder_of
from rotation.export.when import days_text
from rotation.letters import ascii_letters, by_name
from rotation.model.identity import SIGN_UP_FEED, calendar_uid
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift

__all__ = ["days_of", "signup_calendar", "signup_csv", "signup_name", "signup_workbook"]

_COLUMNS = (
    *("engineer", "start", "end", "max_shifts", "preference"),
    *("shift", "days", "holidays", "held_by"),
)
_PEOPLE = "People"


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
    r"""Return the sheet: one row per shift, to sign with a name, in the format of `volunteers.csv`.

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
    empty = [["" if cell is None else cell for cell in row] for row in _rows(rotation, places)]
    return csv_text([_COLUMNS, *empty])


def signup_workbook(
    rotation: RotationData, places: Sequence[tuple[Shift, str | None]], written: datetime
) -> bytes:
    """Return the same sheet as a workbook, with real dates; its second sheet lists the people.

    Spreadsheets offer their names, and take any other text as well.

    Parameters
    ----------
    rotation : RotationData
        For names and the time zone.
    places : sequence of (Shift, str or None)
        Volunteer shifts and who holds them.
    written : datetime.datetime
        When the sheet was written.

    Raises
    ------
    BadInput
        When openpyxl is not installed.
    """
    from rotation.export.sheets import Sheet, workbook  # noqa: PLC0415 - only where used

    names = _names_to_sign(rotation, places)
    choices = {"preference": '"1,2,3"'}
    if names:
        choices["engineer"] = f"{_PEOPLE}!$A$2:$A${len(names) + 1}"
    sheets = (
        Sheet("Sign-up", _COLUMNS, _rows(rotation, places), choices),
        Sheet(_PEOPLE, ("name", "email"), names),
    )
    return workbook(sheets, written, option="--format", instead="leave out --format xlsx")


def _rows(
    rotation: RotationData, places: Sequence[tuple[Shift, str | None]]
) -> tuple[tuple[str | float | date | None, ...], ...]:
    rows: list[tuple[str | float | date | None, ...]] = []
    for shift, holder in places:
        first, last = days_of(rotation, shift)
        held_by = "" if holder is None else holder_of(rotation, holder).name
        days = shift.loads.days
        whole = days if isinstance(days, int) else float(days)
        described = (shift.id, whole, "; ".join(shift.holidays), held_by)
        rows.append((None, first, last, None, None, *described))
    return tuple(rows)


def _names_to_sign(
    rotation: RotationData, places: Sequence[tuple[Shift, str | None]]
) -> tuple[tuple[str, str], ...]:
    """Return the people of the team on these days, by name: ids of those with a common name."""
    if not places:
        return ()
    last = max(days_of(rotation, shift)[1] for shift, _ in places)
    there = [
        person
        for person in rotation.engineers
        if person.joined <= last and not (person.leaves and person.leaves <= places[0][0].first_day)
    ]
    bearers = Counter(person.name.casefold() for person in there)
    named = sorted(there, key=lambda person: by_name(person.name, person.id))
    return tuple(
        (person.name if bearers[person.name.casefold()] == 1 else person.id, person.email)
        for person in named
    )


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
            "" if holder else "Accept the invitation, or sign the sheet with your name.",
        ]
        events.append(
            IcsEvent(
                uid=calendar_uid(rotation.calendar_id, SIGN_UP_FEED, shift.id, settings.uid_domain),
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
